import { describe, expect, it } from 'vitest';
import {
  comesFromOwnPage,
  hasReadablePath,
  isForm,
  isReadableForm,
  isTooLarge,
} from '$lib/server/own-origin';

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

  it.each([
    ['application/x-www-form-urlencoded', true],
    ['multipart/form-data; boundary=x', true],
    ['Multipart/Form-Data; boundary=x', true],
    ['text/plain', false],
    ['application/json', false],
    ['application/json; multipart/form-data', false],
    ['', false],
  ])('is a form when it says so: %j %s', (type, passes) => {
    const posted = sent('POST', { 'content-type': type });
    expect(isForm(new Request(posted, { body: 'a=b', method: 'POST' }))).toBe(passes);
  });

  it.each([
    ['multipart/form-data', 'x', false],
    ['multipart/form-data; boundary=y', 'x', false],
    [
      'multipart/form-data; boundary=y',
      '--y\r\ncontent-disposition: form-data; name="a"\r\n\r\nb\r\n--y--\r\n',
      true,
    ],
    ['application/x-www-form-urlencoded', '%', true],
    ['application/json', '{', true],
  ])('is read as the form that it says to be: %s %j %s', async (type, body, passes) => {
    const posted = new Request(url, { method: 'POST', headers: { 'content-type': type }, body });
    expect(await isReadableForm(posted)).toBe(passes);
    expect(await posted.text()).toBe(body);
  });

  it('has a path that can be decoded', () => {
    const paths = ['/', '/%25', '/%C3%AA', '/%', '/%ff', '/data/%c3'];
    expect(paths.map((path) => hasReadablePath(new URL(path, url)))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('needs no type without a body, nor when it is a file', () => {
    expect(isForm(sent('POST', {}))).toBe(true);
    expect(isForm(sent('PUT', { 'content-type': 'text/csv' }))).toBe(true);
    expect(isForm(new Request(url, { method: 'POST', body: new Uint8Array([1]) }))).toBe(false);
  });
});
