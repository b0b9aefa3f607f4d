import type { EngineValue } from '#warehouse/open.server.ts';
import { textCell } from '#warehouse/cells.ts';
import { csvField } from '../../../../shape/table.ts';
import type { Origin } from '../../protocol.ts';
import { describing } from './describing.ts';
import type { Beginning, Encoder } from './encoder.ts';

/**
 * RFC 4180 with a line of names: UTF-8, CRLF, figures with a point, dates `YYYY-MM-DD`, null as nothing and empty text
 * as `""`. On request a first line tells version and statement: readers of figures take the file as it is. Text that a spreadsheet would run gets an apostrophe in front. A file that was sent in part before its limit
 * was met says so in a last line of its own.
 */
export function csvEncoder({ columns, origin, bom, note, write }: Beginning): Encoder {
  write(
    `${bom ? '\ufeff' : ''}${note ? noteLine(origin) : ''}${columns.map(({ name }) => csvField(name)).join(',')}\r\n`,
  );
  return {
    rows(values, count) {
      let text = '';
      for (let row = 0; row < count; row++) {
        for (let i = 0; i < columns.length; i++) {
          if (i > 0) text += ',';
          text += fieldOf(values[i]?.[row] ?? null);
        }
        text += '\r\n';
      }
      write(text);
      return text.length;
    },
    end({ rows, truncatedBy }, isTold) {
      if (truncatedBy !== null && !isTold) write(`${csvField(cutLine(rows, origin.lang))}\r\n`);
    },
  };
}

/** One physical line whatever the statement: a program leaves it out by `skiprows=1`, a spreadsheet shows it in one cell. */
function noteLine(origin: Origin): string {
  return `${csvField(`# ${JSON.stringify(Object.fromEntries(describing(origin)))}`)}\r\n`;
}

function cutLine(rows: number, lang: 'vi' | 'en'): string {
  return lang === 'vi' ? `# ĐÃ CẮT: chỉ ${rows} dòng đầu, còn nữa` : `# CUT: first ${rows} rows of more`;
}

function fieldOf(value: EngineValue): string {
  if (value === null) return '';
  if (value === '') return '""';
  if (typeof value === 'string') return csvField(value);
  const isFigure = typeof value === 'number' || typeof value === 'bigint';
  if (isFigure || (typeof value === 'object' && 'scale' in value)) return String(value);
  return csvField(textCell(value));
}
