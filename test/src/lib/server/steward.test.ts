import { describe, expect, it } from 'vitest';
import { comesFromOwnPage, isTooLarge } from '$lib/server/own-origin';
import { stewardRefusal } from '$lib/server/steward';

function visit(address: string, host: string, url = 'http://127.0.0.1:3000/data/load') {
  return {
    url: new URL(url),
    request: new Request(url, { headers: { host } }),
    getClientAddress: () => address,
  };
}

describe('loading from the page', () => {
  it.each([
    ['127.0.0.1', visit('127.0.0.1', '127.0.0.1:3000')],
    ['localhost', visit('::ffff:127.0.0.1', 'localhost:3000', 'http://localhost:3000/data/load')],
    ['::1', visit('::1', '[::1]:3000', 'http://[::1]:3000/data/load')],
  ])('is open on this machine: HOST=%s', (host, from) => {
    expect(stewardRefusal(from, { HOST: host })).toBeNull();
  });

  it.each([
    ['the server listens beyond loopback', visit('127.0.0.1', '127.0.0.1:3000'), '0.0.0.0'],
    ['nobody says where it listens', visit('127.0.0.1', '127.0.0.1:3000'), undefined],
    ['the visitor comes from elsewhere', visit('10.0.0.7', '127.0.0.1:3000'), '127.0.0.1'],
    ['a foreign name leads here', visit('127.0.0.1', 'evil.example:3000'), '127.0.0.1'],
    [
      'its origin is another name',
      visit('127.0.0.1', 'localhost', 'https://lang-kinh.example/data/load'),
      '127.0.0.1',
    ],
    ['the name only begins like loopback', visit('127.0.0.1', '127.0.0.1.evil.example'), '127.0.0.1'],
  ])('is closed when %s', (_, from, host) => {
    expect(stewardRefusal(from, { HOST: host })).toBe('beyond_loopback');
  });
});

describe('a request that changes something', () => {
  const url = new URL('http://127.0.0.1:3000/data/load');
  const sent = (method: string, headers: Record<string, string>) => new Request(url, { method, headers });

  it.each([
    ['POST', { origin: 'http://127.0.0.1:3000' }, true],
    ['POST', { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin' }, true],
    ['POST', {}, false],
    ['POST', { origin: 'null' }, false],
    ['POST', { origin: 'http://evil.example' }, false],
    ['PUT', { origin: 'http://127.0.0.1:3001' }, false],
    ['DELETE', { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'cross-site' }, false],
    ['DELETE', { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-site' }, false],
    ['GET', { 'sec-fetch-site': 'cross-site' }, true],
  ])('%s with %j passes: %s', (method, headers, passes) => {
    expect(comesFromOwnPage(sent(method, headers), url)).toBe(passes);
  });

  it('is too large beyond 64 KiB, or when it does not say how large it is', () => {
    const post = (length: string | null) =>
      new Request(url, {
        method: 'POST',
        body: 'x',
        headers: length === null ? {} : { 'content-length': length },
      });
    expect(isTooLarge(post('65536'))).toBe(false);
    expect(isTooLarge(post('65537'))).toBe(true);
    expect(isTooLarge(post('many'))).toBe(true);
    expect(isTooLarge(post(null))).toBe(true);
    expect(isTooLarge(new Request(url))).toBe(false);
  });
});
