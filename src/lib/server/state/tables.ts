import type { Insertable, Selectable } from 'kysely';

/** What a person may do. `committee` reads, `briefing` issues, `analyst` queries, `steward` loads, `admin` looks after people. */
export type Role = 'committee' | 'briefing' | 'analyst' | 'steward' | 'admin';

/** Whether small counts about persons are shown. */
export type Disclosure = 'full' | 'restricted';

/** One row per account. Times are ISO 8601 in UTC in all tables; flags 0 or 1. */
export interface PeopleTable {
  /** NFC, as typed in when the account was made. */
  name: string;
  /** The name in small letters: unique, and what a sign-in is looked up by. */
  name_key: string | null;
  role: Role;
  /** The person sees this organisation and all below it only; null: everything. */
  organization: string | null;
  disclosure: Disclosure;
  /** Argon2id in its own text form; null: nobody can sign in with a password. */
  password_hash: string | null;
  must_change_password: number;
  is_disabled: number;
  created_at: string;
  changed_at: string;
}

/** One row per sign-in that still holds. */
export interface SessionsTable {
  /** SHA-256 of the cookie's value; the value itself is kept nowhere. */
  id_hash: string;
  /** Names the session in lists and in the audit; opens nothing. */
  label: string;
  name: string;
  created_at: string;
  seen_at: string;
  expires_at: string;
  address: string;
  agent: string;
}

/** One row per API token, kept after its revocation. */
export interface TokensTable {
  token_hash: string;
  /** Names the token in lists and in the audit; opens nothing. */
  label: string;
  name: string;
  created_at: string;
  expires_at: string;
  used_at: string | null;
  revoked_at: string | null;
}

/** One row per account, address or pair of both with failed sign-ins. */
export interface FailuresTable {
  subject: string;
  failed_count: number;
  failed_at: string;
  blocked_until: string | null;
}

/** One row per account and address with a sign-in that succeeded there lately. */
export interface KnownAddressesTable {
  subject: string;
  seen_at: string;
}

/** One row per event, each bound to the one before by its hash. */
export interface AuditTable {
  seq: number;
  at: string;
  actor: string;
  session: string | null;
  address: string | null;
  action: string;
  object: string | null;
  verdict: string;
  /** JSON, keys in order. */
  detail: string;
  previous_hash: string;
  hash: string;
}

/** All tables of the small state. */
export interface StateTables {
  people: PeopleTable;
  sessions: SessionsTable;
  tokens: TokensTable;
  failures: FailuresTable;
  known_addresses: KnownAddressesTable;
  audit: AuditTable;
}

export type Person = Selectable<PeopleTable>;
export type NewPerson = Insertable<PeopleTable>;
export type Session = Selectable<SessionsTable>;
export type Token = Selectable<TokensTable>;
export type AuditRow = Selectable<AuditTable>;
