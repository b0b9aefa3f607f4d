/** Why a statement is not run. */
export type RefusalCode =
  | 'empty'
  | 'too_long'
  | 'control_character'
  | 'not_select'
  | 'several_statements'
  | 'table'
  | 'function'
  | 'table_function'
  | 'show'
  | 'hidden_name'
  | 'construct'
  | 'too_complex';

/** A statement that the gate does not let through. */
export class RefusedSql extends Error {
  override readonly name = 'RefusedSql';
  readonly code: RefusalCode;
  /** What stands in the way: a table, a function, a length. */
  readonly found: string;
  /** Where it stands, in bytes of UTF-8 from the start; null where the parser does not tell. */
  readonly position: number | null;

  constructor(code: RefusalCode, found = '', position: number | null = null) {
    super(found === '' ? code : `${code}: ${found}`);
    this.code = code;
    this.found = found;
    this.position = position;
  }
}

/** What may be named: `schema.table` and, where the search path finds it, `table`; all in lower case. */
export interface AllowedTables {
  /** The name of the database in the published file. */
  catalog: string;
  qualified: ReadonlySet<string>;
  unqualified: ReadonlySet<string>;
}

const mostCharacters = 20_000;
const mostNodes = 20_000;
const deepest = 400;

/** Line breaks and tabs are the only controls; zero-width and direction marks would show another text than runs. */
const forbiddenCharacter = /(?![\t\n\r])[\p{Cc}\p{Cf}]/u;

const tableFunctions = new Set(['range', 'generate_series', 'unnest', 'json_each', 'json_tree']);

/** They run text as SQL, tell of settings and other statements, change a session, write, wait, or show inner forms. */
const refusedFunctions = new Set(
  `query query_table json_execute_serialized_sql current_setting getvariable getenv nextval currval setseed sleep_ms
  write_log parse_duckdb_log_message error stats finalize combine create_sort_key vector_type current_query txid_current
  which_secret in_search_path get_block_size icu_sort_key col_description obj_description shobj_description
  map_to_pg_oid format_pg_type format_type variant_bytes_to_variant variant_to_parquet_variant`.split(/\s+/),
);
const refusedPrefixes =
  /^(__internal_|json_serialize_|json_deserialize_|duckdb_|pragma_|inet_|has_.*_privilege$)/;
const refusedCurrentIds = /^current_.*_id$/;
const harmlessPg = new Set(['pg_typeof', 'pg_size_pretty']);

/** Names that the engine's own catalogue uses: a CTE of such a name could stand in for the real thing. */
const catalogName = /^(duckdb_|pragma_|pg_|sqlite_|information_schema)/;

/** The parts of FROM that are known to be harmless; whatever a newer engine adds is refused until it is looked at. */
const sources = new Set([
  'BASE_TABLE',
  'JOIN',
  'SUBQUERY',
  'TABLE_FUNCTION',
  'EXPRESSION_LIST',
  'EMPTY',
  'PIVOT',
  'SHOW_REF',
]);
const queries = new Set(['SELECT_NODE', 'SET_OPERATION_NODE', 'RECURSIVE_CTE_NODE', 'CTE_NODE']);

type Node = Record<string, unknown>;

/** Names of CTEs that can be seen from a place, innermost first. */
interface Scope {
  name: string;
  outer: Scope | null;
}

/** Refuses texts that must not reach the parser: empty, too long, or with characters that hide something. Throws RefusedSql. */
export function checkText(sql: string): void {
  if (sql.trim() === '') throw new RefusedSql('empty');
  if (sql.length > mostCharacters) throw new RefusedSql('too_long', String(sql.length));
  const hidden = forbiddenCharacter.exec(sql);
  if (!hidden) return;
  const code = (hidden[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  throw new RefusedSql('control_character', `U+${code}`, Buffer.byteLength(sql.slice(0, hidden.index)));
}

/**
 * Lets exactly one SELECT pass (DESCRIBE and SUMMARIZE of a query are such) that names only allowed tables and harmless
 * functions. `tree` is what `json_serialize_sql` of the same engine made of the text. Throws RefusedSql.
 */
export function checkTree(tree: unknown, allowed: AllowedTables): void {
  const statements = isNode(tree) && Array.isArray(tree.statements) ? (tree.statements as unknown[]) : [];
  if (statements.length === 0) throw new RefusedSql('empty');
  if (statements.length > 1) throw new RefusedSql('several_statements', String(statements.length));
  let count = 0;
  const open: { value: unknown; scope: Scope | null; depth: number }[] = [
    { value: statements[0], scope: null, depth: 0 },
  ];
  for (let at = open.pop(); at; at = open.pop()) {
    const { value, scope, depth } = at;
    if (value === null || typeof value !== 'object') continue;
    count += 1;
    if (count > mostNodes || depth > deepest) throw new RefusedSql('too_complex');
    for (const part of partsOf(value as Node | unknown[], scope, allowed)) {
      open.push({ ...part, depth: depth + 1 });
    }
  }
}

/** Whether a function may be called. */
export function isRefusedFunction(name: string): boolean {
  const lower = asciiLower(name);
  if (lower.startsWith('pg_')) return !harmlessPg.has(lower);
  return refusedFunctions.has(lower) || refusedPrefixes.test(lower) || refusedCurrentIds.test(lower);
}

interface Part {
  value: unknown;
  scope: Scope | null;
}

function partsOf(value: Node | unknown[], scope: Scope | null, allowed: AllowedTables): Part[] {
  if (Array.isArray(value)) return value.map((each) => ({ value: each, scope }));
  checkNode(value, scope, allowed);
  if (value.type === 'RECURSIVE_CTE_NODE') return recursiveParts(value, scope);
  if (value.type === 'CTE_NODE') return cteNodeParts(value, scope);
  return withParts(value, scope, ['cte_map']);
}

/** All parts of a node; those behind a WITH see its names, and each of its queries the ones before it. */
function withParts(node: Node, scope: Scope | null, done: readonly string[]): Part[] {
  const parts: Part[] = [];
  let inner = scope;
  for (const { key, value } of commonTables(node)) {
    parts.push({ value, scope: inner });
    inner = named(key, inner);
  }
  for (const [name, value] of Object.entries(node)) {
    if (!done.includes(name)) parts.push({ value, scope: inner });
  }
  return parts;
}

/** Only the second half of a recursive query sees its own name; the first would find a table of that name. */
function recursiveParts(node: Node, scope: Scope | null): Part[] {
  const parts = withParts(node, scope, ['cte_map', 'right']);
  const inner = commonTables(node).reduce((outer, { key }) => named(key, outer), scope);
  return [...parts, { value: node.right, scope: named(textOf(node.cte_name), inner) }];
}

function cteNodeParts(node: Node, scope: Scope | null): Part[] {
  const parts = withParts(node, scope, ['cte_map', 'child']);
  return [...parts, { value: node.child, scope: named(textOf(node.cte_name ?? node.ctename), scope) }];
}

function commonTables(node: Node): { key: string; value: unknown }[] {
  const map = isNode(node.cte_map) && Array.isArray(node.cte_map.map) ? (node.cte_map.map as unknown[]) : [];
  return map.filter(isNode).map(({ key, value }) => ({ key: textOf(key), value }));
}

function named(name: string, outer: Scope | null): Scope {
  const lower = asciiLower(name);
  if (catalogName.test(lower)) throw new RefusedSql('hidden_name', name);
  return { name: lower, outer };
}

function checkNode(node: Node, scope: Scope | null, allowed: AllowedTables): void {
  const type = textOf(node.type);
  if ('class' in node) {
    if (typeof node.function_name === 'string' && isRefusedFunction(node.function_name)) {
      throw new RefusedSql('function', node.function_name, positionOf(node));
    }
    return;
  }
  if (type.endsWith('_NODE') && !queries.has(type)) throw new RefusedSql('construct', type);
  if ('sample' in node && 'alias' in node) checkSource(node, { type, scope, allowed });
}

function checkSource(
  node: Node,
  { type, scope, allowed }: { type: string; scope: Scope | null; allowed: AllowedTables },
): void {
  if (!sources.has(type)) throw new RefusedSql('construct', type, positionOf(node));
  if (type === 'BASE_TABLE') return checkTable(node, scope, allowed);
  if (type === 'TABLE_FUNCTION') return checkTableFunction(node);
  if (type === 'PIVOT') return checkPivot(node);
  if (type !== 'SHOW_REF') return;
  const isOfQuery = isNode(node.query) && textOf(node.table_name) === '';
  if (!isOfQuery || !['DESCRIBE', 'SUMMARY'].includes(textOf(node.show_type))) {
    throw new RefusedSql('show', textOf(node.table_name).replaceAll('"', ''));
  }
}

function checkTable(node: Node, scope: Scope | null, allowed: AllowedTables): void {
  const [catalog, schema, table] = [node.catalog_name, node.schema_name, node.table_name].map((part) =>
    asciiLower(textOf(part)),
  );
  const isOwn = catalog === '' || catalog === allowed.catalog;
  const isPlain = node.at_clause === null || node.at_clause === undefined;
  if (isOwn && isPlain) {
    if (schema !== '' && allowed.qualified.has(`${schema}.${table}`)) return;
    if (schema === '' && (isInScope(table ?? '', scope) || allowed.unqualified.has(table ?? ''))) return;
  }
  const parts = [node.catalog_name, node.schema_name, node.table_name]
    .map(textOf)
    .filter((part) => part !== '');
  throw new RefusedSql('table', parts.join('.'), positionOf(node));
}

function checkTableFunction(node: Node): void {
  const name = isNode(node.function) ? textOf(node.function.function_name) : '';
  if (!tableFunctions.has(asciiLower(name))) throw new RefusedSql('table_function', name, positionOf(node));
}

/** A pivot over an ENUM would look one up by its name. */
function checkPivot(node: Node): void {
  const pivots = Array.isArray(node.pivots) ? (node.pivots as unknown[]) : [];
  const isByEnum = pivots.filter(isNode).some((pivot) => textOf(pivot.pivot_enum) !== '');
  if (isByEnum) throw new RefusedSql('construct', 'PIVOT', positionOf(node));
}

function isInScope(table: string, scope: Scope | null): boolean {
  for (let at = scope; at; at = at.outer) if (at.name === table) return true;
  return false;
}

/** The parser writes 2^64 - 1 where it knows no place. */
function positionOf(node: Node): number | null {
  const at = node.query_location;
  return typeof at === 'number' && Number.isSafeInteger(at) ? at : null;
}

/** As DuckDB folds names: ASCII only. JavaScript would make a "k" of the Kelvin sign, and two names one. */
function asciiLower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isNode(value: unknown): value is Node {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
