const [less, slash, bang] = [0x3c, 0x2f, 0x21];
/** First letters of the elements that make a cell one with a value: `v`, `is`, `f`. */
const [v, i, f] = [0x76, 0x69, 0x66];
const rowTag = Buffer.from('row');
const endTag = Buffer.from('sheetData');

/**
 * The part of a sheet without rows that hold no value: formats alone may fill a million rows, and reading each of them
 * as XML takes seconds. Given back as it is where rows do not tell their numbers, or with comments and the like inside.
 */
export function withoutEmptyRows(part: Buffer): Buffer {
  const kept: Buffer[] = [];
  let from = 0;
  let row = -1;
  let hasValue = false;
  for (let at = part.indexOf(less); at >= 0; at = part.indexOf(less, at + 1)) {
    const next = part[at + 1] ?? 0;
    if (row >= 0 && (next === v || next === i || next === f)) hasValue = true;
    if (next === bang) return part;
    const isRow = isTag(part, at + 1, rowTag);
    const isEnd = next === slash && isTag(part, at + 2, endTag);
    if (!isRow && !isEnd) continue;
    if (row < 0 && isRow && !tellsNumber(part, at)) return part;
    if (row >= 0 && !hasValue) {
      if (row > from) kept.push(part.subarray(from, row));
      from = at;
    }
    if (isEnd) break;
    row = at;
    hasValue = false;
  }
  return from === 0 ? part : Buffer.concat([...kept, part.subarray(from)]);
}

function isTag(part: Buffer, at: number, name: Buffer): boolean {
  for (let letter = 0; letter < name.length; letter++) if (part[at + letter] !== name[letter]) return false;
  return [0x20, 0x09, 0x0a, 0x0d, 0x2f, 0x3e].includes(part[at + name.length] ?? 0);
}

function tellsNumber(part: Buffer, at: number): boolean {
  return /\sr=/.test(part.toString('latin1', at, part.indexOf('>', at)));
}
