import { sql } from 'kysely';
import { recordEvent } from '../audit/record.ts';
import { verifyAudit } from '../audit/verify.ts';
import { isShared, type State } from './open.ts';
import type { StateTables } from './tables.ts';

/** What was moved: rows by table. */
export interface Moved {
  /** False: the target has had all of it before. */
  changed: boolean;
  rows: Partial<Record<keyof StateTables, number>>;
}

/** The state cannot be moved; nothing has changed. The message says why. */
export class MoveRefused extends Error {
  override readonly name = 'MoveRefused';
}

/** All but the sessions: everybody signs in anew where the state has another home. */
export const movedTables = [
  'people',
  'tokens',
  'failures',
  'known_places',
  'audit',
  'briefing_texts',
  'briefing_secrecy',
  'briefings_issued',
  'query_runs',
  'saved_queries',
  'saved_query_editions',
  'saved_query_readers',
  'pins',
  'second_factors',
] as const satisfies readonly (keyof StateTables)[];

/** Below PostgreSQL's 65,535 values a statement, whatever the table. */
const rowsAtOnce = 500;

/**
 * Copies the state of a data folder into an empty one that servers share, whole or not at all: accounts with their
 * passwords, tokens, what is kept, and the audit, whose chain goes on there with the move as its next entry. Both must be
 * of one data folder, and nobody may write into the old one meanwhile. Done twice it changes nothing. Throws MoveRefused
 * for an audit that is not whole, or a target that holds something else.
 */
export async function moveState(from: State, to: State, actor: string): Promise<Moved> {
  if (isShared(from) || !isShared(to))
    throw new Error('A state moves from a data folder to a shared database.');
  const { passed, head } = await verifyAudit(from);
  if (!passed) throw new MoveRefused(broken);
  if (await hasRows(to)) {
    const there =
      head && (await to.selectFrom('audit').select('hash').where('seq', '=', head.seq).executeTakeFirst());
    if (there?.hash !== head?.hash || !head) throw new MoveRefused(notEmpty);
    return { changed: false, rows: {} };
  }
  const rows = await to.transaction().execute(async (transaction) => {
    const copied: Moved['rows'] = {};
    for (const table of movedTables) copied[table] = await copyRows(from, transaction, table);
    return copied;
  });
  await recordEvent(to, { actor, action: 'state_move', verdict: 'done', detail: { rows } });
  if (!(await verifyAudit(to)).passed)
    throw new Error('The audit is not whole where the state was moved to.');
  return { changed: true, rows };
}

const broken =
  'Nhật ký kiểm toán ở đây không nguyên vẹn (xem "audit verify"), nên không chuyển đi: ở nơi mới sẽ không ai biết nó đã hỏng từ trước.';
const notEmpty =
  'Cơ sở dữ liệu ở STATE_URL_FILE đã có nội dung khác: chỉ chuyển được vào một cơ sở dữ liệu trống (createdb).';

async function hasRows(state: State): Promise<boolean> {
  for (const table of movedTables) {
    const { rows } = await sql`select 1 as found from ${sql.table(table)} limit 1`.execute(state);
    if (rows.length > 0) return true;
  }
  return false;
}

async function copyRows(from: State, to: State, table: (typeof movedTables)[number]): Promise<number> {
  const order = table === 'audit' ? sql`order by seq` : sql``;
  const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)} ${order}`.execute(
    from,
  );
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    const some = rows.slice(at, at + rowsAtOnce);
    const columns = Object.keys(some[0] ?? {});
    const values = some.map((row) => sql`(${sql.join(columns.map((name) => row[name]))})`);
    await sql`insert into ${sql.table(table)} (${sql.join(columns.map((name) => sql.ref(name)))})
      values ${sql.join(values)}`.execute(to);
  }
  return rows.length;
}
