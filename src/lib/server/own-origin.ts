const reading = new Set(['GET', 'HEAD', 'OPTIONS']);
const largestBody = 64 * 1024;

/**
 * Whether a request that may change something comes from a page of this very server: Origin is ours and the browser,
 * where it says so, calls it same-origin. Requests that only read pass.
 */
export function comesFromOwnPage(request: Request, url: URL): boolean {
  if (reading.has(request.method)) return true;
  const site = request.headers.get('sec-fetch-site');
  return request.headers.get('origin') === url.origin && (site === null || site === 'same-origin');
}

/** Whether the body is larger than a form's (64 KiB), or of unknown size. Uploads have a limit of their own. */
export function isTooLarge(request: Request): boolean {
  if (reading.has(request.method) || request.body === null) return false;
  const length = request.headers.get('content-length');
  return length === null || !(Number(length) <= largestBody);
}

const forms = new Set(['application/x-www-form-urlencoded', 'multipart/form-data']);

/** Whether what is posted to a page says that it is a form; JSON and plain text are none, whatever they hold. */
export function isForm(request: Request): boolean {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  return request.method !== 'POST' || (type === undefined ? request.body === null : forms.has(type));
}
