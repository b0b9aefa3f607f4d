import { hash, verify } from '@node-rs/argon2';

/** Argon2id (the package's default) with 64 MiB and three passes: some 90 ms on an idle core. */
const cost = { memoryCost: 64 * 1024, timeCost: 3, parallelism: 1 };
const atOnce = 2;
const mostWaiting = 60;

/** So many sign-ins wait that one more would only make all of them slower. Answered as 429. */
export class TooBusy extends Error {
  override readonly name = 'TooBusy';
}

let running = 0;
const waiting: (() => void)[] = [];

/** The hash of a password. Throws TooBusy. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFC'), cost));
}

/**
 * Whether a password is the one that was hashed. Without a hash it is not, but that takes just as long: who asks
 * cannot tell an unknown name from a wrong password. Throws TooBusy.
 */
export async function isPassword(known: string | null, password: string): Promise<boolean> {
  const against = known ?? (await decoy());
  const matches = await inTurn(() => verify(against, password.normalize('NFC')));
  return matches && known !== null;
}

let decoyHash: Promise<string> | undefined;

/** A hash that no password is held to be the one of. */
function decoy(): Promise<string> {
  decoyHash ??= hashPassword('no account has this password').catch((error: unknown) => {
    decoyHash = undefined;
    throw error;
  });
  return decoyHash;
}

/** Each hash takes 64 MiB and a core: two at a time, or sign-ins alone could bring the machine down. */
async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= atOnce) {
    if (waiting.length >= mostWaiting) throw new TooBusy();
    await new Promise<void>((go) => waiting.push(go));
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
