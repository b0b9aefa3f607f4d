const pieceSize = 256 * 1024;
/** No tag and no text of a workbook comes near: a cell holds 32,767 characters, each six bytes at most as `_x000D_`. */
const longestToken = 4 * 1024 * 1024;
const deepest = 64;

/** A part of a workbook is not the XML that it should be: cut off, ill-formed, or with a document type of its own. */
export class BrokenPartError extends Error {
  override name = 'BrokenPartError';
  /** Row of the sheet, where it was one. */
  row: number | null = null;
}

/** Reads XML tag by tag, strictly and without keeping it: balanced tags, no document type, no entities but XML's own. */
export class XmlReader {
  kind: 'open' | 'close' | 'text' = 'text';
  /** Name of the tag without its prefix. */
  name = '';
  /** Text between tags, entities resolved. */
  text = '';
  private attributes = '';
  private readonly pieces: Iterator<string>;
  private buffer = '';
  private position = 0;
  private readonly open: string[] = [];
  private closes = false;
  private started = false;

  constructor(part: Uint8Array) {
    this.pieces = piecesOf(part);
  }

  /** Goes to the next tag or text; false at the end. Throws BrokenPartError. */
  next(): boolean {
    if (this.closes) return this.close(this.name);
    for (;;) {
      if (this.position >= this.buffer.length && !this.more()) return this.end();
      if (this.buffer.charCodeAt(this.position) !== 60) return this.readText();
      if (this.position + 1 >= this.buffer.length && !this.more())
        throw new BrokenPartError('bị cắt giữa chừng');
      const second = this.buffer.charCodeAt(this.position + 1);
      if (second !== 33 && second !== 63) return this.readTag();
      if (this.at('<?')) this.take('?>');
      else if (this.at('<!--')) this.take('-->');
      else if (this.at('<![CDATA[')) return this.readCharacterData();
      else throw new BrokenPartError('có khai báo DOCTYPE');
    }
  }

  /** An attribute of the tag just opened, by its name without prefix; null if it has none. */
  attribute(name: string): string | null {
    const raw = this.attributes;
    let at = 0;
    for (;;) {
      while (raw.charCodeAt(at) <= 32) at++;
      const equals = raw.indexOf('=', at);
      if (equals < 0) return null;
      const quote = raw.charAt(equals + 1);
      const end = raw.indexOf(quote, equals + 2);
      if ((quote !== '"' && quote !== "'") || end < 0) throw new BrokenPartError('thuộc tính sai');
      const found = raw.slice(at, equals);
      if (found === name || (found.endsWith(name) && found.at(-name.length - 1) === ':')) {
        return resolved(raw.slice(equals + 2, end));
      }
      at = end + 1;
    }
  }

  /** How many tags are open, the one just opened included. */
  get depth(): number {
    return this.open.length;
  }

  /** The text up to the end of the tag just opened, tags between left out. */
  textWithin(): string {
    const { depth } = this;
    let text = '';
    while (this.next() && this.depth >= depth) if (this.kind === 'text') text += this.text;
    return text;
  }

  private readTag(): boolean {
    const end = this.tagEnd();
    const inside = this.buffer.slice(this.position + 1, end);
    this.position = end + 1;
    if (inside.startsWith('/')) return this.close(localName(inside.slice(1).trimEnd()));
    this.closes = inside.endsWith('/');
    const content = this.closes ? inside.slice(0, -1) : inside;
    const blank = content.search(/\s/);
    this.kind = 'open';
    this.name = localName(blank < 0 ? content : content.slice(0, blank));
    this.attributes = blank < 0 ? '' : content.slice(blank);
    if (this.name === '' || this.open.length >= deepest) throw new BrokenPartError('thẻ sai');
    if (this.open.length === 0 && this.started) throw new BrokenPartError('hai thẻ gốc');
    this.started = true;
    this.open.push(this.name);
    return true;
  }

  private close(name: string): boolean {
    if (this.open.pop() !== name) throw new BrokenPartError('thẻ đóng không khớp');
    this.closes = false;
    this.kind = 'close';
    this.name = name;
    return true;
  }

  private end(): boolean {
    if (this.open.length > 0 || !this.started) throw new BrokenPartError('bị cắt giữa chừng');
    return false;
  }

  /** Place of the `>` that ends the tag here; one inside a quoted attribute does not. */
  private tagEnd(): number {
    let length = 1;
    for (;;) {
      const end = this.buffer.indexOf('>', this.position + length);
      if (end >= 0 && !isQuoteOpen(this.buffer, this.position, end)) return end;
      length = (end < 0 ? this.buffer.length : end + 1) - this.position;
      if (end < 0 && !this.more()) throw new BrokenPartError('bị cắt giữa chừng');
    }
  }

  private readText(): boolean {
    this.kind = 'text';
    const raw = this.upTo('<');
    this.text = resolved(raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw);
    if (this.open.length === 0 && this.text.trim() !== '') throw new BrokenPartError('chữ ở ngoài thẻ');
    return true;
  }

  private readCharacterData(): boolean {
    this.position += '<![CDATA['.length;
    this.kind = 'text';
    this.text = this.take(']]>');
    return true;
  }

  private at(start: string): boolean {
    while (this.buffer.length - this.position < start.length && this.more());
    return this.buffer.startsWith(start, this.position);
  }

  private take(mark: string): string {
    const taken = this.upTo(mark);
    if (!this.buffer.startsWith(mark, this.position)) throw new BrokenPartError('bị cắt giữa chừng');
    this.position += mark.length;
    return taken;
  }

  /** All before the next `mark`, or the rest. */
  private upTo(mark: string): string {
    let found = this.buffer.indexOf(mark, this.position);
    while (found < 0) {
      const seen = Math.max(0, this.buffer.length - this.position - mark.length);
      if (!this.more()) break;
      found = this.buffer.indexOf(mark, this.position + seen);
    }
    const end = found < 0 ? this.buffer.length : found;
    const text = this.buffer.slice(this.position, end);
    this.position = end;
    return text;
  }

  /** Drops what is read and adds the next piece; false when there is none. */
  private more(): boolean {
    const { done, value } = this.pieces.next();
    if (done) return false;
    this.buffer = this.buffer.slice(this.position) + value;
    this.position = 0;
    if (this.buffer.length > longestToken) throw new BrokenPartError('một thẻ hay một ô quá dài');
    return true;
  }
}

/** Text with Excel's `_x000D_` escapes resolved (ECMA-376 22.9.2.19, ST_Xstring). */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

function* piecesOf(part: Uint8Array): Generator<string, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let from = 0; from < part.length; from += pieceSize)
      yield decoder.decode(part.subarray(from, from + pieceSize), { stream: true });
    yield decoder.decode();
  } catch (cause) {
    if (cause instanceof TypeError) throw new BrokenPartError('không phải UTF-8', { cause });
    throw cause;
  }
}

/** Whether a quoted attribute is still open at `end` in a tag that starts at `start`. */
function isQuoteOpen(text: string, start: number, end: number): boolean {
  for (let at = text.indexOf('=', start); at >= 0 && at < end; at = text.indexOf('=', at)) {
    const close = text.indexOf(text.charAt(at + 1), at + 2);
    if (close < 0 || close > end) return true;
    at = close;
  }
  return false;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function resolved(raw: string): string {
  if (!raw.includes('&')) return raw;
  return raw.replace(/&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-z]+));|&/g, (_, hex, decimal, name) => {
    const letter: string | undefined = name ? entities[String(name)] : characterOf(hex, decimal);
    if (letter === undefined) throw new BrokenPartError('thực thể lạ');
    return letter;
  });
}

function characterOf(hex: string | undefined, decimal: string | undefined): string | undefined {
  const code = hex ? parseInt(hex, 16) : decimal ? Number(decimal) : Number.NaN;
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
