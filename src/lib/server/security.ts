const headers = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};
const policy = "frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'self'";

/** Puts the headers on an answer that keep it out of frames and from being guessed at; a stricter policy stays. */
export function secure(response: Response): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  if (!response.headers.has('content-security-policy')) {
    response.headers.set('content-security-policy', policy);
  }
  return response;
}
