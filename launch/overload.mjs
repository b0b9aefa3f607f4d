const retryAfterSeconds = 5;
const words =
  'Máy chủ đang bận: quá nhiều yêu cầu cùng lúc. Hãy thử lại sau vài giây. · The server is busy: too many requests at once. Try again in a few seconds.';

/** As answers of the API tell of an error, and as pages that go on without being loaded anew read it. */
const told = { message: words, error: { parameter: null, message: words, allowed: [] } };

/** Who watches the server has an answer at any time. */
const isWatched = (/** @type {string} */ url) => /^\/(healthz|metrics)(\?|$)/.test(url);

/**
 * Handles at most so many requests at one time; whoever comes beyond is told to come again, at once: a queue that nobody
 * waits for to its end helps nobody.
 * @param {import('node:http').RequestListener} handle
 * @param {number} most
 * @returns {import('node:http').RequestListener}
 */
export function withinCapacity(handle, most) {
  let running = 0;
  return (request, response) => {
    if (isWatched(request.url ?? '')) return handle(request, response);
    if (running >= most) return answerBusy(request, response);
    running += 1;
    response.once('close', () => (running -= 1));
    return handle(request, response);
  };
}

/**
 * Answers 503 with the time after which to come again, and lets the connection go; browsers ask again by themselves.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
export function answerBusy(request, response) {
  const isPage = /\btext\/html\b/.test(request.headers.accept ?? '');
  response.writeHead(503, {
    'retry-after': String(retryAfterSeconds),
    'cache-control': 'no-store',
    connection: 'close',
    'content-type': isPage ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
  });
  response.end(isPage ? page() : JSON.stringify(told));
}

function page() {
  return `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="${retryAfterSeconds}"><title>Máy chủ đang bận · The server is busy</title>
<p>${words}</p></html>\n`;
}
