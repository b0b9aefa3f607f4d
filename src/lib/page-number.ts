/**
 * The number that the server gave this page for its own scripts (the nonce of its policy), for a library that makes a
 * style sheet of its own; empty where there is none. Only in the browser.
 */
export function pageNumber(): string {
  return document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
}
