import { describe, expect, it } from 'vitest';
import { ownFormNames, toClickHouse } from '#warehouse/clickhouse/dialect.ts';
import { sqlFile } from '#warehouse/project.ts';

const words = (sql: string, params = {}) => toClickHouse(sql, params, 'lk_1').sql;

describe('a statement in the words of ClickHouse', () => {
  it('finds its tables in the database of the version', () => {
    expect(words('select meta.loads.file from meta.loads, marts."dim_month", other.table')).toBe(
      'select lk_1.meta_loads.file from lk_1.meta_loads, lk_1.marts_dim_month, other.table',
    );
  });

  it('carries values with their types, and only those that it names', () => {
    const params = { a: 'x', b: ['y'], c: 3, d: 0.5, e: null, f: true, unused: 1 };
    expect(toClickHouse('$a $b $c $d $e $f', params, 'lk_1')).toEqual({
      sql: '{a:String} {b:Array(String)} {c:Int64} {d:Float64} {e:Nullable(String)} {f:Bool}',
      params: { a: 'x', b: ['y'], c: 3, d: 0.5, e: null, f: true },
    });
    expect(() => words('select $missing')).toThrow(/no value for \$missing/);
    expect(() => toClickHouse('select 1', ['x'], 'lk_1')).toThrow(/named parameters/);
  });

  it('leaves texts, names and comments as they are', () => {
    const sql = `select 'meta.loads $a len(x)' as "marts.x" -- $a meta.loads`;
    expect(words(sql)).toBe(sql);
  });

  it('says functions, dates and ends of time in its own way', () => {
    expect(
      words(`len(x) ilen(x) list_contains(a, b) x::date '-infinity'::date date_trunc('month', d) collate vi`),
    ).toBe(`length(x) ilen(x) has(a, b) x::Date32 '1900-01-01'::Date32 toStartOfMonth(d) collate 'vi'`);
  });

  it('asks whether something lay in a scope without looking at the row around, which a cluster refuses', () => {
    const asked = sqlFile('queries/page-funnel.sql');
    expect(asked).toMatch(/exists \(/);
    const params = {
      basis: 'current',
      organization: [],
      organization_type: [],
      duty_type: [],
      from: '',
      to: '',
    };
    const found = toClickHouse(asked, params, 'lk_1').sql;
    expect(found).not.toMatch(/exists \(\s*select/);
    expect(found).toContain(
      'duties.organization_code in (select organization_code from scope where from_month',
    );
    expect(found).toContain('arrayExists(');
  });

  it('reads only the rows of a scope, where a join would read all of them first', () => {
    const asked = sqlFile('queries/page-organization-backlog.sql');
    expect(asked).toMatch(/semi join scope/);
    const params = { organization: 'G1', scope: 'all', basis: 'current', month: '2026-03-01' };
    const lists = { organization_type: [], case_type: [] };
    const found = toClickHouse(asked, { ...params, ...lists }, 'lk_1').sql;
    expect(found).not.toContain('semi join');
    expect(found).toMatch(/where \(if\(.*\) in \(select organization_code from scope where from_month/);
    expect(found).toMatch(
      /backlog\.month >= seen\.2 and backlog\.month < seen\.3, false\).*\)\)\) and backlog\.month = /,
    );
  });

  it('names a column after itself where it stands alone in its line', () => {
    expect(words('select\n    a.code,\n    a.name\nfrom x as a\norder by a.code')).toBe(
      'select\n    a.code as code,\n    a.name as name\nfrom x as a\norder by a.code',
    );
  });

  it('is another file where words are not enough', () => {
    expect(ownFormNames()).toEqual(['has-table.sql']);
    expect(words(sqlFile('queries/has-table.sql'), { schema: 'x', table: 'y' })).toContain('system.tables');
  });
});
