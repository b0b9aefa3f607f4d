/** A piece of a text: from, up to. */
export interface Span {
  from: number;
  to: number;
}

/** What a semicolon in does not end a statement: comments, text, names in quotes, text between dollars. */
const passages =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|\$([a-z_]*)\$[\s\S]*?(?:\$\1\$|$)|;/gi;

/** The statements of a text, without their semicolons and the blanks around them. */
export function statementsOf(text: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  const add = (to: number) => {
    const piece = text.slice(from, to);
    const start = from + (piece.length - piece.trimStart().length);
    const end = from + piece.trimEnd().length;
    if (hasCode(text.slice(start, end))) spans.push({ from: start, to: end });
    from = to + 1;
  };
  for (const found of text.matchAll(passages)) if (found[0] === ';') add(found.index);
  add(text.length);
  return spans;
}

/** The statement that a place belongs to: the one around it, else the one before it, else the first. */
export function statementAt(text: string, place: number): Span | null {
  const spans = statementsOf(text);
  return spans.findLast(({ from }) => from <= place) ?? spans[0] ?? null;
}

function hasCode(text: string): boolean {
  return text.replace(/--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, '').trim() !== '';
}
