import { createHash, randomBytes, randomInt } from 'node:crypto';

/** Letters and digits that cannot be taken for one another when read from paper. */
const readable = 'abcdefghijkmnpqrstuvwxyz23456789';

/** 256 random bits for a cookie or a token: shown once, kept nowhere. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a secret instead: it has 256 bits, so a plain hash cannot be searched back. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Names a session or token in lists; opens nothing. */
export function newLabel(kind: 's' | 't'): string {
  return `${kind}-${randomBytes(5).toString('hex')}`;
}

/** A first password to be read out or copied by hand: 20 characters in groups, almost 100 bits. */
export function firstPassword(): string {
  const group = () => Array.from({ length: 5 }, () => readable[randomInt(readable.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}
