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
  /** A first password opens nothing from then on; null: it does not end. */
  password_until: string | null;
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

/** One row per account, address, or account at an address or in a browser, with failed sign-ins. */
export interface FailuresTable {
  subject: string;
  failed_count: number;
  failed_at: string;
  blocked_until: string | null;
}

/** One row per account and address, or account and browser, with a sign-in that succeeded there lately. */
export interface KnownPlacesTable {
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

/** One row per text that an officer wrote into the briefing of a period. */
export interface BriefingTextsTable {
  month: string;
  span: string;
  prompt: string;
  text: string;
  changed_at: string;
  changed_by: string;
}

/** One row per briefing that was issued; its files lie in the data folder. */
export interface BriefingsIssuedTable {
  /** `2026-10.month.1`: also the name of its folder. */
  id: string;
  month: string;
  span: string;
  /** 1 for the first issue of a period, 2 for the one that replaces it. */
  number: number;
  version: string;
  issued_at: string;
  issued_by: string;
  /** JSON: what it was made from. */
  manifest: string;
  /** JSON: every figure of its sentences by name. */
  figures: string;
  /** JSON: SHA-256 of each file by format. */
  files: string;
}

/** All tables of the small state. */
export interface StateTables {
  people: PeopleTable;
  sessions: SessionsTable;
  tokens: TokensTable;
  failures: FailuresTable;
  known_places: KnownPlacesTable;
  audit: AuditTable;
  briefing_texts: BriefingTextsTable;
  briefings_issued: BriefingsIssuedTable;
}

export type Person = Selectable<PeopleTable>;
export type NewPerson = Insertable<PeopleTable>;
export type Session = Selectable<SessionsTable>;
export type Token = Selectable<TokensTable>;
export type AuditRow = Selectable<AuditTable>;
export type IssuedBriefing = Selectable<BriefingsIssuedTable>;
