import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerCatalogue, answerHealth, answerMetricRequest } from '../../../../src/lib/server/api';
import { methodNotAllowed } from '../../../../src/lib/server/http';
import { reader } from '../../../support/viewers';
import { makeCurrent, newDataDir, publish, removeDataDir } from '../../lib/server/support';

const dataDir = newDataDir();
const empty = newDataDir();
const [crowded, first, second] = ['2026-09-30.001', '2026-10-31.001', '2026-10-31.002'];

beforeAll(async () => {
  await publish(
    dataDir,
    crowded,
    `insert into marts.agg_case_flow_by_type by name
    select 'as_reported' as basis, date '2026-10-01' as month, i::varchar as case_type, 1 as opened_count
    from range(25000) as numbers(i)`,
  );
  await publish(dataDir, first);
  await publish(dataDir, second, 'update marts.agg_case_flow_by_type set opened_count = 2 * opened_count');
  process.env.DATA_DIR = dataDir;
});
afterAll(() => {
  removeDataDir(dataDir);
  removeDataDir(empty);
});

function ask(path: string, headers: Record<string, string> = {}): Promise<Response> {
  const url = new URL(`http://localhost/api/v1/metrics/${path}`);
  const request = new Request(url, { headers });
  return answerMetricRequest({ id: url.pathname.split('/').at(-1) ?? '', request, url, viewer: reader() });
}

describe('GET /api/v1/metrics/{id}', () => {
  it('answers for the newest month of the live version without any parameter', async () => {
    const response = await ask('cases_opened');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.json()).toEqual({
      metric: 'cases_opened',
      unit: 'case',
      version: second,
      as_of: '2026-10-31',
      basis: 'as_reported',
      disclosure: 'full',
      columns: [
        { name: 'value', type: 'BIGINT' },
        { name: 'numerator', type: 'BIGINT' },
        { name: 'denominator', type: 'BIGINT' },
      ],
      data: [[10], [null], [null]],
      empty: [],
    });
  });

  it('reads the period, the dimensions, the basis and lists of filters', async () => {
    const search =
      'by=month,organization&from=2026-09&to=2026-10&case_type=admission_check,petition&organization=U' +
      '&basis=current&disclosure=full&version=2026-10-31.001';
    const body = await (await ask(`cases_opened?${search}`)).json();
    expect(body).toMatchObject({ basis: 'current', version: first, empty: [] });
    expect(body.data.slice(0, 3)).toEqual([
      ['2026-09-01', '2026-09-01', '2026-09-01', '2026-10-01', '2026-10-01'],
      ['A', 'C', 'D', 'A', 'C'],
      [6, 4, 2, 3, 2],
    ]);
  });

  it('marks what was not reported', async () => {
    const body = await (await ask('members?by=month,organization&parent=P')).json();
    expect(body.data).toEqual([['2026-10-01'], ['E'], [null], [null], [null]]);
    expect(body.empty).toEqual([[0, 2, 'not_reported']]);
  });

  it('takes the month of the end for a period that has no beginning', async () => {
    const body = await (await ask('cases_opened?to=2026-09&by=month&version=2026-10-31.001')).json();
    expect(body.data[1]).toEqual([13]);
  });

  it('lets duties be asked for after the newest month', async () => {
    expect((await (await ask('duties_due?to=2026-12&from=2026-12')).json()).data[0]).toEqual([2]);
  });

  it('answers for each stage and level that the code lists have', async () => {
    expect((await ask('cases_pending?stage=unknown,intake&age_band=0-7,over%2090')).status).toBe(200);
    expect((await ask('organizations?organization_level=grassroots_cell')).status).toBe(200);
    expect((await ask('duties_due?duty_type=annual_plan&organization_type=other')).status).toBe(200);
  });

  it('names its content, so that a reader who has it is told so', async () => {
    const response = await ask('cases_opened');
    const etag = response.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"2026-10-31\.002-/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const again = await ask('cases_opened', { 'if-none-match': `"x", W/${etag}` });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
    expect((await ask('cases_closed', { 'if-none-match': etag })).status).toBe(200);
  });
});

describe('a question that cannot be answered', () => {
  const dimensions = [
    'month',
    'organization_type',
    'organization_level',
    'organization',
    'parent',
    'case_type',
  ];
  it.each([
    ['by=stage', 'by', dimensions],
    ['by=month,month', 'by', dimensions],
    ['by=month,', 'by', dimensions],
    ['by=value%22--', 'by', dimensions],
    ['from=2026-1', 'from', ['YYYY-MM']],
    ['to=october', 'to', ['YYYY-MM']],
    ['to=2026-11', 'to', ['2025-10..2026-10']],
    ['to=2025-09&from=2025-09', 'to', ['2025-10..2026-10']],
    ['from=2026-10&to=2026-09', 'from', ['2025-10..2026-09']],
    ['basis=now', 'basis', ['as_reported', 'current']],
    ['disclosure=none', 'disclosure', ['full', 'restricted']],
    ['version=2026-10-31.009', 'version', [crowded, first, second]],
    ['version=..', 'version', [crowded, first, second]],
    ['case_type=travel', 'case_type', ['admission_check', 'petition']],
    ['case_type=petition,', 'case_type', []],
    ['organization=', 'organization', []],
    ['organization=A,Z', 'organization', ['A', 'B', 'C', 'D', 'E', 'P', 'U']],
    ['parent=Z', 'parent', ['A', 'B', 'C', 'D', 'E', 'P', 'U']],
    ['stage=intake', 'stage', dimensions],
    ['duty_type=annual_plan', 'duty_type', dimensions],
    ['basis=current&basis=current', 'basis', []],
    ['color=red', 'color', expect.arrayContaining(['by', 'from', 'organization_level'])],
  ])('is refused for %s, naming the parameter and what is allowed', async (search, parameter, allowed) => {
    const response = await ask(`cases_opened?${search}`);
    const { error } = await response.json();
    expect(response.status).toBe(400);
    expect(error).toEqual({ parameter, allowed, message: expect.stringContaining(parameter.slice(0, 4)) });
  });

  it('is refused beyond 100,000 cells', async () => {
    const response = await ask(`cases_opened?by=case_type&version=${crowded}`);
    expect([response.status, (await response.json()).error.parameter]).toEqual([400, 'by']);
    const fewer = await ask(`cases_opened?by=case_type&case_type=petition&version=${crowded}`);
    expect(fewer.status).toBe(200);
  });

  it('is forbidden for restricted figures, which there are none of', async () => {
    const response = await ask('cases_opened?disclosure=restricted');
    expect([response.status, (await response.json()).error]).toEqual([
      403,
      {
        parameter: 'disclosure',
        allowed: ['full'],
        message: expect.stringContaining('disclosure=restricted'),
      },
    ]);
  });

  it('is not found for an unknown metric, and the known ones are named', async () => {
    const response = await ask('case_opened');
    const { error } = await response.json();
    expect([response.status, error.parameter, error.allowed.length]).toEqual([404, 'id', 21]);
  });

  it('names the methods that there are', async () => {
    const response = methodNotAllowed(['GET', 'HEAD']);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect((await response.json()).error.parameter).toBe('method');
  });

  it('is answered with 503 while nothing is published', async () => {
    process.env.DATA_DIR = empty;
    const [metric, health] = [await ask('cases_opened'), await answerHealth()];
    process.env.DATA_DIR = dataDir;
    expect([metric.status, health.status]).toEqual([503, 503]);
    expect((await metric.json()).error.message).toContain('Chưa có phiên bản');
    expect(await health.json()).toMatchObject({ status: 'unavailable', version: null, as_of: null });
  });
});

describe('the other routes', () => {
  const now = new Date('2026-11-23T08:00:00+07:00');

  it('GET /healthz names the live version', async () => {
    const response = await answerHealth(now);
    expect([response.status, await response.json()]).toEqual([
      200,
      { status: 'ok', version: second, as_of: '2026-10-31' },
    ]);
  });

  it('GET /healthz says what is wrong while another version than the published one is served', async () => {
    makeCurrent(dataDir, '2026-10-31.009');
    const response = await answerHealth(now);
    makeCurrent(dataDir, second);
    expect([response.status, await response.json()]).toEqual([
      200,
      {
        status: 'degraded',
        version: second,
        as_of: '2026-10-31',
        problems: [expect.stringMatching(/2026-10-31\.009.*đang dùng bản 2026-10-31\.002/)],
      },
    ]);
    expect((await (await answerHealth(now)).json()).status).toBe('ok');
  });

  it('GET /healthz tells figures that are older than expected from a fault', async () => {
    const response = await answerHealth(new Date('2026-12-31T08:00:00+07:00'));
    expect([response.status, await response.json()]).toEqual([
      200,
      { status: 'ok', version: second, as_of: '2026-10-31', stale: true, age_days: 61, expected_days: 45 },
    ]);
  });

  it('GET /api/v1/metrics gives the catalogue and takes no parameter', async () => {
    const url = new URL('http://localhost/api/v1/metrics');
    const response = await answerCatalogue({ url, request: new Request(url) });
    const catalogue = await response.json();
    expect([response.status, catalogue.length]).toEqual([200, 21]);
    expect(catalogue[0]).toMatchObject({
      id: 'cases_opened',
      labels: { vi: 'Hồ sơ tiếp nhận' },
      denominator: null,
    });
    const other = new URL('http://localhost/api/v1/metrics?lang=vi');
    expect((await answerCatalogue({ url: other, request: new Request(other) })).status).toBe(400);
  });
});
