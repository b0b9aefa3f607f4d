import { describe, expect, it } from 'vitest';
import { problemsOf, snapshotJson, statementOf } from '$lib/server/upload/statement';

const fields = (entries: Record<string, string>) => statementOf(new Map(Object.entries(entries)));

describe('the statement of a snapshot', () => {
  it('becomes snapshot.json, totals and missing organisations only where they are given', () => {
    expect(JSON.parse(snapshotJson(fields({ as_of: '2026-10-31', source: ' CV 12 ' })))).toEqual({
      contract: 1,
      as_of: '2026-10-31',
      source: 'CV 12',
    });
    const full = fields({
      as_of: '2026-10-31',
      source: '',
      total_members: '4.857',
      total_cases: '12\u00a0294',
      total_duties: '0',
      not_delivered: '0042, 0043;0042\n 0099',
    });
    expect(JSON.parse(snapshotJson(full))).toEqual({
      contract: 1,
      as_of: '2026-10-31',
      source: '',
      control_totals: { members: 4857, cases: 12294, duties: 0 },
      not_delivered: ['0042', '0043', '0099'],
    });
  });

  it.each([
    [{}, [['as_of', 'missing_day']]],
    [{ as_of: '31/10/2026' }, [['as_of', 'no_day']]],
    [{ as_of: '2026-02-30' }, [['as_of', 'no_day']]],
    [{ as_of: '2026-11-03' }, [['as_of', 'future_day']]],
    [{ as_of: '2026-11-02' }, []],
    [{ as_of: '2026-10-31', total_cases: '12,5' }, [['total_cases', 'no_count']]],
    [{ as_of: '2026-10-31', total_cases: '1.2345' }, [['total_cases', 'no_count']]],
    [{ as_of: '2026-10-31', total_cases: '-3' }, [['total_cases', 'no_count']]],
    [{ as_of: '2026-10-31', source: 'x'.repeat(501) }, [['source', 'too_long']]],
  ])('%j has the problems %j on 2 November', (entries, problems) => {
    const found = problemsOf(fields(entries), '2026-11-02').map(({ field, problem }) => [field, problem]);
    expect(found).toEqual(problems);
  });
});
