import { jsonCell, type JsonCell } from '#warehouse/cells.ts';
import type { EngineValue } from '#warehouse/open.server.ts';
import type { Beginning, Encoder } from './encoder.ts';

/**
 * `{"version","as_of","columns","data","elapsed_ms","truncated","truncated_by"}`, one array a column; on request
 * `"asked_at","sql"` too, and `"params"` where any were bound, for a file that is kept.
 */
export function jsonEncoder({ columns, origin, isForPage, note, write }: Beginning): Encoder {
  const pieces: string[][] = columns.map(() => []);
  return {
    rows(values, count) {
      let size = 0;
      pieces.forEach((column, i) => {
        if (count === 0) return;
        const cells = (values[i] ?? []).slice(0, count).map(isForPage ? pageCell : jsonCell);
        const text = JSON.stringify(cells).slice(1, -1);
        size += text.length;
        column.push(text);
      });
      return size;
    },
    end({ truncatedBy, elapsedMs }) {
      const { at: asked_at, sql, params } = origin;
      const told = note && {
        asked_at,
        sql,
        ...(params.length > 0 && { params: Object.fromEntries(params) }),
      };
      const head = JSON.stringify({ version: origin.version, as_of: origin.asOf, ...told, columns }).slice(
        0,
        -1,
      );
      write(`${head},"data":[`);
      pieces.forEach((column, i) => write(`${i === 0 ? '' : ','}[${column.join(',')}]`));
      const tail = { elapsed_ms: elapsedMs, truncated: truncatedBy !== null, truncated_by: truncatedBy };
      write(`],${JSON.stringify(tail).slice(1)}`);
    },
  };
}

/** Letters of a value that a page shows; a longer one is longer than any name or title. */
const pageLetters = 500;

function pageCell(value: EngineValue): JsonCell {
  const cell = jsonCell(value);
  if (cell === null || typeof cell === 'number' || typeof cell === 'boolean') return cell;
  const text = typeof cell === 'string' ? cell : JSON.stringify(cell);
  return text.length <= pageLetters ? cell : `${text.slice(0, pageLetters)}…`;
}

/**
 * A line of JSON a piece, for the page: `{"columns":[...]}`, then `{"data":[[...],...]}` with one array a column, then
 * `{"end":{"version","as_of","rows","elapsed_ms","truncated","truncated_by"}}`.
 */
export function linesEncoder({ columns, origin, write }: Beginning): Encoder {
  write(`${JSON.stringify({ columns })}\n`);
  return {
    rows(values, count) {
      if (count === 0) return 0;
      const data = columns.map((_, i) => (values[i] ?? []).slice(0, count).map(jsonCell));
      const line = `${JSON.stringify({ data })}\n`;
      write(line);
      return line.length;
    },
    end({ rows, truncatedBy, elapsedMs }) {
      const end = {
        version: origin.version,
        as_of: origin.asOf,
        rows,
        elapsed_ms: elapsedMs,
        truncated: truncatedBy !== null,
        truncated_by: truncatedBy,
      };
      write(`${JSON.stringify({ end })}\n`);
    },
  };
}
