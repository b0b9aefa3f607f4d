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

/**
 * Whether the path can be decoded. Kit answers one that cannot outside the care that it takes of other requests:
 * what is thrown there (a redirect too) would end the process.
 */
export function hasReadablePath({ pathname }: URL): boolean {
  try {
    // The result is used: the build drops a call whose result nobody reads.
    return decodeURI(pathname) !== '';
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}

/** Whether a form's body can be read as the form that it says to be. The body stays unread for who comes after. */
export async function isReadableForm(request: Request): Promise<boolean> {
  if (request.body === null || !/form/i.test(request.headers.get('content-type') ?? '')) return true;
  try {
    await request.clone().formData();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
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
