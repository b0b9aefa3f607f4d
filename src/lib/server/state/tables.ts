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

/** One row per account that gives a code after its password, or is about to. */
export interface SecondFactorsTable {
  name: string;
  /** Base32, as the owner's phone has it: codes are computed from it, so no hash will do. Sealed by factor-seal.ts. */
  key: string;
  /** 0: an older program has left the key in clear. */
  is_sealed: number;
  /** Null: proposed, and not asked for yet. */
  confirmed_at: string | null;
  /** The newest half minute whose code was taken, counted from 1970: none is taken twice. */
  last_step: number;
}

/**
 * What a session knows of the step after the password: still owed, given, not asked for, or a matter of whoever else
 * vouched for its owner.
 */
export type SecondStep = 'owed' | 'done' | 'none' | 'elsewhere';

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
  second_step: SecondStep;
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
  /** What is written for one profile may tell figures of it: it never stands in the other. */
  disclosure: Disclosure;
  prompt: string;
  text: string;
  changed_at: string;
  changed_by: string;
}

/** One row per briefing that a person gave a secrecy mark. */
export interface BriefingSecrecyTable {
  month: string;
  span: string;
  disclosure: Disclosure;
  level: string;
  /** The rule that it rests on, as the officer names it. */
  basis: string;
  changed_at: string;
  changed_by: string;
}

/** One row per briefing that was issued, and per draft of the schedule; the files lie in the data folder. */
export interface BriefingsIssuedTable {
  /** `2026-10.month.1`, `2026-10.month.restricted.1`: also the name of its folder. */
  id: string;
  month: string;
  span: string;
  disclosure: Disclosure;
  /** 1 for the first issue of a period, 2 for the one that replaces it; 0 for the draft of the schedule. */
  number: number;
  version: string;
  issued_at: string;
  issued_by: string;
  /** JSON: what it was made from. */
  manifest: string;
  /** JSON: every figure of its sentences by name. */
  figures: string;
  /** JSON: SHA-256 of each file by format; empty while a draft is being made. */
  files: string;
}

/** One row per statement that an analyst ran at the workbench; theirs alone, for some time. */
export interface QueryRunsTable {
  id: string;
  name: string;
  ran_at: string;
  sql: string;
  /** JSON: what was bound, as pairs of name and value. */
  arguments: string;
  version: string;
  /** Null when it did not end. */
  row_count: number | null;
  /** The answer was longer than what was given. */
  is_cut: number;
  elapsed_ms: number;
  /** Why it has no answer, as the reader was told. */
  problem: string | null;
}

/** Who may open a saved query, besides its owner. */
export type Sharing = 'nobody' | 'analysts' | 'named';

/** One row per query that somebody keeps. */
export interface SavedQueriesTable {
  /** Stands in its address. */
  id: string;
  owner: string;
  title: string;
  description: string;
  sql: string;
  /** JSON: its parameters with their kinds and usual values. */
  parameters: string;
  /** JSON: how its answer is drawn; null: as a table. */
  view: string | null;
  /** Grows with every change. */
  edition: number;
  sharing: Sharing;
  created_at: string;
  changed_at: string;
}

/** One row per earlier text of a saved query. */
export interface SavedQueryEditionsTable {
  query_id: string;
  edition: number;
  title: string;
  sql: string;
  parameters: string;
  saved_at: string;
}

/** One row per person that a saved query is shared with by name. */
export interface SavedQueryReadersTable {
  query_id: string;
  name: string;
}

/** One row per saved query that its owner has put on their board, or into the annex of briefings. */
export interface PinsTable {
  id: string;
  name: string;
  query_id: string;
  place: 'board' | 'annex';
  /** JSON: what is chosen for its parameters. */
  choices: string;
  pinned_at: string;
}

/** All tables of the small state. */
export interface StateTables {
  people: PeopleTable;
  second_factors: SecondFactorsTable;
  sessions: SessionsTable;
  tokens: TokensTable;
  failures: FailuresTable;
  known_places: KnownPlacesTable;
  audit: AuditTable;
  briefing_texts: BriefingTextsTable;
  briefing_secrecy: BriefingSecrecyTable;
  briefings_issued: BriefingsIssuedTable;
  query_runs: QueryRunsTable;
  saved_queries: SavedQueriesTable;
  saved_query_editions: SavedQueryEditionsTable;
  saved_query_readers: SavedQueryReadersTable;
  pins: PinsTable;
}

export type Person = Selectable<PeopleTable>;
export type NewPerson = Insertable<PeopleTable>;
export type SecondFactor = Selectable<SecondFactorsTable>;
export type Session = Selectable<SessionsTable>;
export type Token = Selectable<TokensTable>;
export type AuditRow = Selectable<AuditTable>;
export type IssuedBriefing = Selectable<BriefingsIssuedTable>;
export type QueryRun = Selectable<QueryRunsTable>;
export type SavedQueryRow = Selectable<SavedQueriesTable>;
export type PinRow = Selectable<PinsTable>;
