import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const file = 'launch/deploy/SECURITY.md';

/** Files and folders that a text names between backquotes. */
function named(text: string): string[] {
  const quoted = [...text.matchAll(/`([^`\n]+)`/g)].map(([, name = '']) => name);
  return quoted.filter((name) => /^[\w-]+(\/[\w.[\]-]+)+$|^[\w.-]+\.(ts|js|mjs|json|md)$/.test(name));
}

const missing = (text: string) => named(text).filter((name) => !existsSync(join(root, name)));

it('names files that there are', () => {
  const text = readFileSync(join(root, file), 'utf8');
  expect(named(text).length).toBeGreaterThan(25);
  expect(missing(text)).toEqual([]);
});

it('would be found out where it names one that is gone', () => {
  expect(
    missing('met: `src/lib/server/gone.ts`, `gone.config.js`, `src/hooks.server.ts`, `/account`'),
  ).toEqual(['src/lib/server/gone.ts', 'gone.config.js']);
});
