import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  enterWithoutPassword,
  findPerson,
  setDisabled,
} from '../../../../../src/lib/server/people/accounts.ts';
import {
  beginAtProvider,
  finishAtProvider,
  readProvider,
  type ProviderSettings,
} from '../../../../../src/lib/server/people/provider.ts';
import { add, useWorld } from './support.ts';

const redirectUri = 'http://127.0.0.1:3000/sign-in/return';
const client = { client_id: 'lang-kinh', client_secret: 'a secret of the office' };
const folder = mkdtempSync(join(tmpdir(), 'provider-'));
const servers: Server[] = [];
/** Two providers: one signs all that it says of somebody, the other only who it is, and tells the rest when asked. */
let settings: ProviderSettings;
let sparing: ProviderSettings;

/** A real provider on this machine, whose accounts have the name that is typed as login. */
async function startProvider(conformIdTokenClaims: boolean): Promise<ProviderSettings> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const issuer = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const provider = new Provider(issuer, {
    clients: [{ ...client, redirect_uris: [redirectUri] }],
    claims: { profile: ['preferred_username'], email: ['email', 'email_verified'] },
    conformIdTokenClaims,
    cookies: { keys: ['test'] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        preferred_username: `Nguyễn ${id}`,
        email: `${id}@example.org`,
        email_verified: id === 'an',
      }),
    }),
  });
  server.on('request', provider.callback());
  const { client_id, client_secret: secret } = client;
  return { issuer, client_id, secret, name_claim: 'preferred_username', label: 'x' };
}

beforeAll(async () => {
  settings = await startProvider(false);
  sparing = await startProvider(true);
});
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(folder, { recursive: true });
});

/** Signs in at the provider as a browser does, with its forms and cookies; gives the address that it leads back to. */
async function throughTheForms(start: URL, login: string): Promise<URL> {
  const cookies = new Map<string, string>();
  const ask = async (url: URL, form?: Record<string, string>): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const sent = form ? { method: 'POST', body: new URLSearchParams(form) } : {};
    const answer = await fetch(url, { ...sent, headers: { cookie }, redirect: 'manual' });
    for (const each of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (each.split(';')[0] ?? '').split('=');
      cookies.set(name, value);
    }
    return answer;
  };
  let url = start;
  for (let step = 0; step < 12; step++) {
    const answer = await ask(url);
    const text = await answer.text();
    const prompt = /name="prompt" value="(\w+)"/.exec(text)?.[1];
    const posted = prompt ? await ask(url, { prompt, login, password: 'x' }) : answer;
    url = new URL(posted.headers.get('location') ?? '', url);
    if (url.href.startsWith(redirectUri)) return url;
  }
  throw new Error('The provider led nowhere.');
}

describe('an identity provider', () => {
  it('vouches for the name of whoever signs in there', async () => {
    for (const each of [settings, sparing]) {
      const { url, round } = await beginAtProvider(each, redirectUri);
      expect(url.searchParams.get('code_challenge_method')).toBe('S256');
      const back = await throughTheForms(url, 'an');
      expect(await finishAtProvider(each, back, round)).toBe('Nguyễn an');
    }
  });

  it('vouches for an address only if it has verified it', async () => {
    for (const [login, name] of [
      ['an', 'an@example.org'],
      ['binh', null],
    ] as const) {
      const byMail = { ...settings, name_claim: 'email' };
      const { url, round } = await beginAtProvider(byMail, redirectUri);
      expect(await finishAtProvider(byMail, await throughTheForms(url, login), round)).toBe(name);
    }
  });

  it.each(['state', 'nonce', 'verifier'] as const)(
    'is not believed when %s is of another round',
    async (part) => {
      const { url, round } = await beginAtProvider(settings, redirectUri);
      const { round: other } = await beginAtProvider(settings, redirectUri);
      const back = await throughTheForms(url, 'an');
      await expect(finishAtProvider(settings, back, { ...round, [part]: other[part] })).rejects.toThrow();
    },
  );

  it('does not talk to a client with another secret', async () => {
    const other = { ...settings, secret: 'guessed' };
    const { url, round } = await beginAtProvider(other, redirectUri);
    await expect(finishAtProvider(other, await throughTheForms(url, 'an'), round)).rejects.toThrow();
  });

  it('is not believed twice, nor when it refuses', async () => {
    const { url, round } = await beginAtProvider(settings, redirectUri);
    const back = await throughTheForms(url, 'an');
    await finishAtProvider(settings, back, round);
    await expect(finishAtProvider(settings, back, round)).rejects.toThrow();
    const denied = new URL(`${redirectUri}?error=access_denied&state=${round.state}`);
    await expect(finishAtProvider(settings, denied, round)).rejects.toThrow();
  });
});

describe('the account of a name that the provider vouches for', () => {
  const world = useWorld();

  it('must exist and be open; a first password that was never used is taken back', async () => {
    await add(world());
    expect(await enterWithoutPassword(world(), 'somebody else')).toBeUndefined();
    expect(await enterWithoutPassword(world(), 'nguyễn AN')).toMatchObject({ name: 'Nguyễn An' });
    expect(await findPerson(world(), 'Nguyễn An')).toMatchObject({
      password_hash: null,
      must_change_password: 0,
    });
    await setDisabled(world(), 'Nguyễn An', true);
    expect(await enterWithoutPassword(world(), 'Nguyễn An')).toBeUndefined();
  });
});

describe('settings/oidc.json', () => {
  const whole = { issuer: 'https://id.example', client_id: 'a', client_secret_file: 'key/oidc.secret' };
  const read = (value: unknown) => {
    for (const name of ['settings', 'key']) mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, 'key', 'oidc.secret'), 'hush\n', { mode: 0o600 });
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    writeFileSync(join(folder, 'settings', 'oidc.json'), text);
    return readProvider(folder);
  };

  it('names no provider where it is not there', () => {
    expect(readProvider(join(folder, 'nowhere'))).toBeNull();
  });

  it('names one, whose secret stands in a file of its own', () => {
    expect(read(whole)).toEqual({
      issuer: whole.issuer,
      client_id: 'a',
      name_claim: 'preferred_username',
      label: 'OpenID Connect',
      secret: 'hush',
    });
    expect(read({ ...whole, issuer: 'http://127.0.0.1:9000' })).not.toBeNull();
  });

  it('is refused while everybody on the machine can read the secret', () => {
    const secret = join(folder, 'key', 'oidc.secret');
    read(whole);
    chmodSync(secret, 0o644);
    expect(() => readProvider(folder)).toThrow(`chmod 600 ${secret}`);
    chmodSync(secret, 0o640);
    expect(readProvider(folder)).not.toBeNull();
  });

  it.each([
    ['{', 'JSON'],
    [[], 'client_secret_file'],
    [{ ...whole, issuer: 'http://id.example' }, 'https'],
    [{ ...whole, issuer: undefined }, 'https'],
    [{ ...whole, client_id: '' }, 'client_id'],
    [{ ...whole, client_secret_file: 'key/none' }, 'client_secret_file'],
    [{ ...whole, client_secret: 'hush' }, 'client_secret'],
    [{ ...whole, label: 1 }, 'label'],
  ])('refuses the start for %j', (value, words) => {
    expect(() => read(value)).toThrow(words);
  });
});
