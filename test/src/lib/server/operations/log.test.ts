import { describe, expect, it } from 'vitest';
import { errorFacts, logLine, redacted } from '../../../../../src/lib/server/operations/log.ts';

describe('a line of the log', () => {
  it('is one JSON value with its time in UTC', () => {
    const line = logLine(new Date('2026-11-23T07:00:00+07:00'), {
      level: 'info',
      event: 'request',
      status: 200,
    });
    expect(JSON.parse(line)).toEqual({
      time: '2026-11-23T00:00:00.000Z',
      level: 'info',
      event: 'request',
      status: 200,
    });
  });

  it('stays one line whatever it tells', () => {
    const line = logLine(new Date(0), { message: 'a\r\n{"level":"info"}\u0000' });
    expect(line.split(/[\r\n]/)).toHaveLength(1);
    expect(line).toContain('\\u0000');
  });
});

describe('an error in the log', () => {
  it.each([
    [
      `Conversion Error: Could not convert string 'Nguyễn Văn A' to INT32`,
      `Conversion Error: Could not convert string '…' to INT32`,
    ],
    [
      `Parser Error: syntax error at or near "secret"\n\nLINE 1: select secret from t\n               ^`,
      `Parser Error: syntax error at or near "…"`,
    ],
    [`can't read 'one' nor 'it''s\ntwo' of it`, `can'…' of it`],
    ['Duplicate key 040123456789 in row 12', 'Duplicate key … in row 12'],
  ])('leaves out what was typed or stored: %j', (message, kept) => {
    expect(redacted(message)).toBe(kept);
  });

  it('tells its kind, its places in the code and its cause', () => {
    const facts = errorFacts(new TypeError(`no 'x'`, { cause: new RangeError(`cause 'y'`) }));
    expect(facts).toMatchObject({ error: 'TypeError', message: `no '…'`, cause: `RangeError: cause '…'` });
    expect(facts.at).toEqual(expect.arrayContaining([expect.stringMatching(/log\.test\.ts:\d+:\d+/)]));
  });

  it('has no place of its message in its stack', () => {
    const error = new Error(`first\nat 'secret'\n    at secret of mine`);
    expect(JSON.stringify(errorFacts(error).at)).not.toContain('secret');
  });

  it('is told even when it is no error', () => {
    expect(errorFacts(`thrown 'x'`)).toEqual({ error: `thrown '…'` });
  });
});
