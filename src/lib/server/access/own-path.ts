/** The path and query of an address if it lies on this server, else null: never lead somebody to another place. */
export function ownPath(text: string, origin: string): string | null {
  if (!text.startsWith('/') || !URL.canParse(text, origin)) return null;
  const url = new URL(text, origin);
  // `/.//elsewhere` is of this origin, but its path alone would be an address of another one.
  if (url.origin !== origin || /^\/[/\\]/.test(url.pathname)) return null;
  return url.pathname + url.search;
}
