import { describe, expect, it } from 'vitest';
import { secure } from '../../../../src/lib/server/security';

describe('an answer', () => {
  it('may not be framed or guessed at', () => {
    const { headers } = secure(new Response('x'));
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('keeps a policy of its own', () => {
    const policy = "default-src 'self'; frame-ancestors 'none'";
    const response = new Response('x', { headers: { 'content-security-policy': policy } });
    expect(secure(response).headers.get('content-security-policy')).toBe(policy);
  });
});
