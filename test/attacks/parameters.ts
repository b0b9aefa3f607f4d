/** What is sent as a value of a parameter, the answer's status, and the rows where there are any. */
export interface ParameterAttack {
  sql: string;
  params: unknown;
  status: number;
  data?: unknown[][];
}

const statement = `x'; drop table marts.fct_cases; --`;

/** Values that try to be more than values. `FILE` stands for the path of the published file. */
export const parameterAttacks: readonly ParameterAttack[] = [
  { sql: 'select $x as x', params: { x: statement }, status: 200, data: [[statement]] },
  { sql: 'select $x as x', params: { x: '$y' }, status: 200, data: [['$y']] },
  {
    sql: 'select count(*) as n from marts.fct_cases where organization_code = $x',
    params: { x: `A' or true --` },
    status: 200,
    data: [[0]],
  },
  {
    sql: 'select count(*) as n from marts.fct_cases where organization_code like $x',
    params: { x: '%' },
    status: 200,
    data: [[10]],
  },
  { sql: `select '$x' as x`, params: { x: 'value' }, status: 400 },
  { sql: 'select 1 -- $x', params: { x: '\n; drop table marts.fct_cases' }, status: 400 },
  { sql: 'select * from $x', params: { x: 'marts.fct_cases' }, status: 422 },
  { sql: 'select * from query($x)', params: { x: 'drop table marts.fct_cases' }, status: 422 },
  { sql: 'select * from query_table($x)', params: { x: 'fct_cases' }, status: 422 },
  { sql: 'select * from read_csv($x)', params: { x: '/etc/passwd' }, status: 422 },
  { sql: 'select * from read_blob($x)', params: { x: 'FILE' }, status: 422 },
  { sql: 'select current_setting($x)', params: { x: 'temp_directory' }, status: 422 },
  { sql: 'select count(*) from marts.fct_cases limit $x', params: { x: '1; select 2' }, status: 422 },
  { sql: 'select $x::date as x', params: { x: 'current_date' }, status: 422 },
  { sql: 'select $x as x', params: {}, status: 400 },
  { sql: 'select $x as x', params: { x: 1, y: 2 }, status: 400 },
  { sql: 'select $x as x', params: { x: { sql: 'select 1' } }, status: 400 },
  { sql: 'select $x as x', params: { x: 'x'.repeat(10_001) }, status: 400 },
  { sql: 'select $x as x', params: { x: [['deep']] }, status: 400 },
  { sql: 'select $x as x', params: '{"x": 1}', status: 400 },
  { sql: 'select $__proto__ as x', params: { constructor: 1 }, status: 400 },
];
