import { channel } from 'node:diagnostics_channel';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addReading, countRequest, registry } from '$lib/server/operations/counts';
import { followRequests } from '$lib/server/operations/requests';

const lines: Record<string, unknown>[] = [];
let stop: () => void;

beforeEach(() => {
  lines.length = 0;
  registry.resetMetrics();
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    lines.push(JSON.parse(String(text)));
    return true;
  });
  stop = followRequests();
});
afterEach(() => {
  stop();
  vi.restoreAllMocks();
});

const viewer = { name: 'Nguyễn Văn A', role: 'analyst' };
const note = (route: string | null, who: object | null = viewer) => ({
  id: 'a-b-c',
  event: { route: { id: route }, locals: { viewer: who } },
});
const over = (facts: object) =>
  channel('lang-kinh:request').publish({
    method: 'GET',
    status: 200,
    ms: 12.345,
    bytes: 100,
    isWhole: true,
    ...facts,
  });
/** Value of a line of the Prometheus text. */
async function counted(series: string): Promise<string | undefined> {
  const text = await registry.metrics();
  return text
    .split('\n')
    .find((line) => line.startsWith(`${series} `))
    ?.slice(series.length + 1);
}

describe('a request that is over', () => {
  it('is one line with its route and the role, never a name', () => {
    over({ note: note('/organizations/[code]') });
    expect(lines).toEqual([
      {
        time: expect.stringMatching(/Z$/),
        level: 'info',
        event: 'request',
        id: 'a-b-c',
        method: 'GET',
        route: '/organizations/[code]',
        status: 200,
        ms: 12.3,
        bytes: 100,
        role: 'analyst',
      },
    ]);
  });

  it.each([
    [404, 'warn'],
    [503, 'error'],
  ])('with status %i matters as %s', (status, level) => {
    over({ note: note(null, null), status });
    expect(lines).toMatchObject([{ level, route: 'unknown', role: null, status }]);
  });

  it('says when the reader hung up before the end', () => {
    over({ note: note('/trends'), isWhole: false });
    expect(lines).toMatchObject([{ cut_off: true }]);
  });

  it('is not logged when it was a poll or a file of the build that went well', () => {
    over({ note: note('/healthz', null) });
    over({ note: note('/metrics') });
    over({ note: { id: 'x' } });
    expect(lines).toEqual([]);
    over({ note: note('/healthz', null), status: 503 });
    over({ note: { id: 'x' }, status: 400 });
    expect(lines).toMatchObject([{ route: '/healthz' }, { route: 'file' }]);
  });

  it('is counted by route, method and status, logged or not', async () => {
    over({ note: note('/healthz', null) });
    over({ note: note('/trends') });
    over({ note: note('/trends'), ms: 60 });
    const series = 'lang_kinh_http_requests_total{route="/trends",method="GET",status="200"}';
    expect(await counted(series)).toBe('2');
    expect(await counted(series.replace('/trends', '/healthz'))).toBe('1');
    expect(await counted('lang_kinh_http_request_duration_seconds_bucket{le="0.05",route="/trends"}')).toBe(
      '1',
    );
    expect(await counted('lang_kinh_http_request_duration_seconds_count{route="/trends"}')).toBe('2');
  });

  it('adds no series for a method that somebody made up', async () => {
    for (const method of ['BREW', 'X-1', 'X-2'])
      countRequest({ route: 'file', method, status: 405, seconds: 0 });
    expect(await counted('lang_kinh_http_requests_total{route="file",method="other",status="405"}')).toBe(
      '3',
    );
  });
});

describe('a figure that is read when asked for', () => {
  it('is missing while it cannot be read, and the log says why', async () => {
    let [value, fails] = [3, false];
    const read = () => {
      if (fails) throw new Error(`no table 'x'`);
      return [{ value }];
    };
    addReading({ name: 'test_workers', help: 'Workers.', read });
    expect(await counted('lang_kinh_test_workers')).toBe('3');
    value = 4;
    expect(await counted('lang_kinh_test_workers')).toBe('4');
    fails = true;
    expect(await counted('lang_kinh_test_workers')).toBeUndefined();
    expect(lines).toMatchObject([
      { event: 'figure_unreadable', name: 'test_workers', message: `no table '…'` },
    ]);
  });

  it('may have one value for each value of a label', async () => {
    const read = () => [
      { value: 1, labels: { state: 'busy' } },
      { value: 2, labels: { state: 'idle' } },
    ];
    addReading({ name: 'test_states', help: 'States.', labels: ['state'], read });
    expect(await counted('lang_kinh_test_states{state="idle"}')).toBe('2');
    addReading({ name: 'test_states', help: 'States.', labels: ['state'], read: () => read().slice(0, 1) });
    expect(await counted('lang_kinh_test_states{state="idle"}')).toBeUndefined();
  });
});
