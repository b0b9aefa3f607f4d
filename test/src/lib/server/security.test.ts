import { describe, expect, it } from 'vitest';
import { secure } from '../../../../src/lib/server/security';

describe('an answer', () => {
  it('may not be framed or guessed at', () => {
    const { headers } = secure(new Response('x'));
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('is kept by nobody on the way, whatever it says itself', () => {
    const response = new Response('x', { headers: { 'cache-control': 'max-age=3600' } });
    expect(secure(response).headers.get('cache-control')).toBe('no-store');
  });

  it('that is no page may load and run nothing', () => {
    const policy = secure(new Response('<script>1</script>')).headers.get('content-security-policy');
    expect(policy).toMatch(/^default-src 'none';.*; sandbox$/);
  });

  it.each([
    ["default-src 'self'; frame-ancestors 'none'", "default-src 'self'; frame-ancestors 'none'"],
    ["style-src 'self'; style-src-attr 'unsafe-inline'", "style-src 'self'; style-src-attr 'unsafe-inline'"],
    [
      "script-src 'self' 'nonce-abc'; style-src 'self'; style-src-attr 'unsafe-inline'",
      "script-src 'self' 'nonce-abc'; style-src 'self' 'nonce-abc'; style-src-attr 'unsafe-inline'",
    ],
  ])('keeps a policy of its own, with its number for style sheets: %s', (policy, kept) => {
    const response = new Response('x', { headers: { 'content-security-policy': policy } });
    expect(secure(response).headers.get('content-security-policy')).toBe(kept);
  });
});
