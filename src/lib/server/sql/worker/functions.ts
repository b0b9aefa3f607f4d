import type { Database } from '#warehouse/open.server.ts';
import { isRefusedFunction } from '#warehouse/select-gate.ts';
import type { SqlFunction } from '../protocol.ts';

const functionsSql = `select function_name as name, array_to_string(arg_min(parameters, len(parameters)), ', ') as parameters,
    any_value(description) as about, bool_or(function_type = 'aggregate') as is_aggregate
from duckdb_functions()
where function_type in ('scalar', 'aggregate', 'macro') and schema_name = 'main'
    and regexp_full_match(function_name, '[a-z][a-z0-9_]*')
    and not starts_with(function_name, 'icu_collate_')
group by function_name
order by name`;

/** The functions that the gate lets through, from the engine itself. */
export async function functionsOf(database: Database): Promise<SqlFunction[]> {
  const rows = await database.all(functionsSql);
  return rows
    .map(({ name, parameters, about, is_aggregate: isAggregate }) => ({
      name: String(name),
      parameters: String(parameters ?? ''),
      about: about === null ? null : String(about),
      isAggregate: isAggregate === true,
    }))
    .filter(({ name }) => !isRefusedFunction(name));
}
