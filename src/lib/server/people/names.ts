import type { Role } from '../state/tables.ts';
import { roles } from './roles.ts';

const longest = 64;
const allowed = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}._@ -]*[\p{L}\p{M}\p{N}])?$/u;

/** A name that no account can have. */
export class BadName extends Error {
  override readonly name = 'BadName';

  constructor() {
    super(
      `Tên tài khoản dài 1-${longest} ký tự: chữ, số, dấu cách và . _ @ -; bắt đầu và kết thúc bằng chữ hoặc số.`,
    );
  }
}

/** The name of an account as it is kept: NFC, trimmed, single spaces. Throws BadName. */
export function readName(text: string): string {
  const name = text.normalize('NFC').trim().replaceAll(/\s+/g, ' ');
  if ([...name].length > longest || !allowed.test(name)) throw new BadName();
  return name;
}

/** What two spellings of one name share: names are compared without regard to capitals. */
export function nameKey(text: string): string {
  return text.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase().normalize('NFC');
}

const demo = 'demo.';

/** The name of the demo account of a role. */
export function demoName(role: Role): string {
  return demo + role;
}

/** Whether a name is one that only demo accounts have. */
export function isDemoName(name: string): boolean {
  return nameKey(name).startsWith(demo);
}

/** The role of a demo account's name; undefined when it is none. */
export function demoRole(name: string): Role | undefined {
  return roles.find((role) => demoName(role) === name);
}
