import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client';
import { isLoopback } from '#warehouse/loopback.ts';
import { StartRefused } from '../operations/start-refused.ts';

/** An identity provider of the office (OpenID Connect), as settings/oidc.json names it. */
export interface ProviderSettings {
  issuer: string;
  client_id: string;
  /** The claim whose value is the name of the account. */
  name_claim: string;
  /** What the button on the sign-in page calls it. */
  label: string;
  secret: string;
}

/** What must come back unchanged; in the browser's cookie until then. */
export interface ProviderRound {
  state: string;
  nonce: string;
  verifier: string;
}

const fields = ['issuer', 'client_id', 'client_secret_file', 'name_claim', 'label'] as const;
const waitSeconds = 10;

/** The provider that a data folder names; null when it names none. Throws StartRefused for what cannot work. */
export function readProvider(dataDir: string): ProviderSettings | null {
  const path = join(dataDir, 'settings', 'oidc.json');
  const text = textAt(path);
  if (text === null) return null;
  const given = parsed(path, text);
  const settings = {
    issuer: given.issuer ?? '',
    client_id: given.client_id ?? '',
    name_claim: given.name_claim ?? 'preferred_username',
    label: given.label ?? 'OpenID Connect',
  };
  const secretPath = resolve(dataDir, given.client_secret_file ?? '');
  const secret = given.client_secret_file === undefined ? null : textAt(secretPath);
  if (!secret?.trim())
    throw refused(path, 'client_secret_file cần một tệp có nội dung · must name a file with the secret');
  if (statSync(secretPath).mode & 0o007)
    throw refused(path, `${secretPath} ai cũng đọc được · can be read by everybody: chmod 600 ${secretPath}`);
  if (settings.client_id === '') throw refused(path, 'thiếu client_id · client_id is missing');
  if (!isSafe(settings.issuer)) throw refused(path, 'issuer cần địa chỉ https · must be an https address');
  return { ...settings, secret: secret.trim() };
}

/** In the clear only to this machine itself. */
function isSafe(issuer: string): boolean {
  if (!URL.canParse(issuer)) return false;
  const { protocol, hostname } = new URL(issuer);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

function parsed(path: string, text: string): Partial<Record<(typeof fields)[number], string>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw refused(path, `không phải JSON · is no JSON: ${String(cause)}`);
  }
  if (typeof value !== 'object' || value === null)
    throw refused(path, 'cần một đối tượng · an object is expected');
  for (const [name, each] of Object.entries(value)) {
    if (!fields.some((field) => field === name) || typeof each !== 'string')
      throw refused(path, `"${name}": các mục cho phép · allowed: ${fields.join(', ')}`);
  }
  return value;
}

function refused(path: string, why: string): StartRefused {
  return new StartRefused(`${path}: ${why}.`, 1);
}

function textAt(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && ['ENOENT', 'EISDIR'].includes(String(cause.code)))
      return null;
    throw cause;
  }
}

let known: { key: string; at: number; configuration: Promise<Configuration> } | undefined;
const knownMs = 60 * 60_000;

/** What the provider says of itself, asked once an hour. */
function configurationOf({ issuer, client_id, secret }: ProviderSettings): Promise<Configuration> {
  const key = JSON.stringify([issuer, client_id, secret]);
  if (known?.key === key && Date.now() - known.at < knownMs) return known.configuration;
  const url = new URL(issuer);
  const execute = url.protocol === 'http:' ? [allowInsecureRequests] : [];
  const configuration = discovery(url, client_id, secret, undefined, { execute, timeout: waitSeconds });
  const asked = { key, at: Date.now(), configuration };
  configuration.catch(() => {
    if (known === asked) known = undefined;
  });
  known = asked;
  return configuration;
}

/** Where to send a reader to sign in at the provider, and what must come back. Throws when it cannot be reached. */
export async function beginAtProvider(
  settings: ProviderSettings,
  redirectUri: string,
): Promise<{ url: URL; round: ProviderRound }> {
  const round = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
  const claims = settings.name_claim === 'email' ? 'openid email' : 'openid profile';
  const url = buildAuthorizationUrl(await configurationOf(settings), {
    redirect_uri: redirectUri,
    scope: claims,
    state: round.state,
    nonce: round.nonce,
    code_challenge: await calculatePKCECodeChallenge(round.verifier),
    code_challenge_method: 'S256',
  });
  return { url, round };
}

/**
 * The name that the provider vouches for when a reader comes back to `url`; null when it gives none, or an address that
 * it has not verified. Throws when state, nonce, verifier or signature do not fit.
 */
export async function finishAtProvider(
  settings: ProviderSettings,
  url: URL,
  { state, nonce, verifier }: ProviderRound,
): Promise<string | null> {
  const configuration = await configurationOf(settings);
  const tokens = await authorizationCodeGrant(configuration, url, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  });
  const signed = tokens.claims();
  if (!signed) return null;
  // Some providers put only the subject into what they sign, and tell the rest when asked.
  const claims =
    signed[settings.name_claim] === undefined
      ? await fetchUserInfo(configuration, tokens.access_token, signed.sub)
      : signed;
  const name = claims[settings.name_claim];
  if (settings.name_claim === 'email' && claims['email_verified'] !== true) return null;
  return typeof name === 'string' && name !== '' ? name : null;
}
