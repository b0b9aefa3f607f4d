import { type Dialect, PostgresDialect } from 'kysely';
import pg from 'pg';

const mostConnections = 8;
const connectMs = 5000;
const statementMs = 15_000;
/** PostgreSQL's number for BIGINT, which counts come as. */
const bigint = 20;

/** A state that several servers share, in PostgreSQL. Connections are made when they are needed. */
export function postgresDialect(url: string): Dialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: mostConnections,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    application_name: 'lang-kinh',
    types: {
      getTypeParser: (type, format) => (type === bigint ? Number : pg.types.getTypeParser(type, format)),
    },
  });
  // A connection that rests when the database goes away is dropped from the pool; whoever asks next hears of it.
  pool.on('error', () => undefined);
  return new PostgresDialect({ pool });
}

/** Whether a question failed because the database cannot be reached, or goes down or comes up: not for what was asked. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.every(isAway);
  const code = 'code' in error ? String(error.code) : '';
  return (
    /^(ECONN|EHOST|ENET|ENOTFOUND|ETIMEDOUT|EPIPE|08|57P0)/.test(code) ||
    /^(Connection terminated|timeout exceeded when trying to connect)/.test(error.message)
  );
}

/** The guards of `sqlite.ts`, in PostgreSQL's words. Servers that start together make them one after the other. */
export const postgresGuards = `
do $make$ begin
  perform pg_advisory_xact_lock(7310291);
  if not exists (select from pg_trigger where tgrelid = 'audit'::regclass and tgname = 'audit_guard_rows') then
    create or replace function audit_guard() returns trigger language plpgsql as $guard$ begin
      if tg_op = 'INSERT' then
        if exists (select from audit where seq >= new.seq) then
          raise exception 'the audit is only appended to';
        end if;
        return new;
      end if;
      if tg_op = 'DELETE' and exists (
        select from audit
        where action in ('audit_archive', 'audit_restart')
          and (detail::json ->> 'through')::bigint >= old.seq
      ) then
        return old;
      end if;
      raise exception 'the audit is never changed, only archived';
    end $guard$;
    create or replace function audit_guard_whole() returns trigger language plpgsql as $guard$ begin
      raise exception 'the audit is never emptied';
    end $guard$;
    create trigger audit_guard_rows before insert or update or delete on audit
      for each row execute function audit_guard();
    create trigger audit_guard_whole before truncate on audit
      for each statement execute function audit_guard_whole();
  end if;
end $make$`;
