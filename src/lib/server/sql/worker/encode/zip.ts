import { strToU8, Zip, ZipDeflate } from 'fflate';
import { fileStem } from '../../file-name.ts';
import type { Origin, Summary } from '../../protocol.ts';
import { csvEncoder } from './csv.ts';
import type { Beginning, Encoder } from './encoder.ts';

const words = {
  vi: {
    from: (version: string, asOf: string) => `Lăng Kính, bản số liệu ${version}, đến hết ngày ${asOf}`,
    asked: (at: string, rows: number) => `hỏi lúc ${at}, số dòng: ${rows}`,
    cut: 'ĐÃ CẮT: chỉ có những dòng đầu, còn nữa',
  },
  en: {
    from: (version: string, asOf: string) => `Lăng Kính, version ${version}, data as of ${asOf}`,
    asked: (at: string, rows: number) => `asked at ${at}, rows: ${rows}`,
    cut: 'CUT: the first rows of more',
  },
} as const;

/**
 * CSV that holds nothing but the figures, and beside it, under the same name, a `.sql` file with version, time, bound
 * values and statement, which can be run as it is.
 */
export function zipEncoder(beginning: Beginning): Encoder {
  const { origin, write } = beginning;
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    write(bytes);
  });
  const add = (ending: string) => {
    const file = new ZipDeflate(`${fileStem(origin)}.${ending}`, { level: 6 });
    file.mtime = origin.at;
    zip.add(file);
    return file;
  };
  const figures = add('csv');
  const push = (piece: string | Uint8Array) =>
    void figures.push(typeof piece === 'string' ? strToU8(piece) : piece);
  const csv = csvEncoder({ ...beginning, note: false, write: push });
  return {
    rows: (values, count) => csv.rows(values, count),
    end(summary) {
      figures.push(new Uint8Array(), true);
      add('sql').push(strToU8(statementFile(origin, summary)), true);
      zip.end();
    },
  };
}

function statementFile(origin: Origin, { rows, truncatedBy }: Summary): string {
  const say = words[origin.lang];
  const notes = [
    say.from(origin.version, origin.asOf),
    say.asked(origin.at, rows),
    ...(truncatedBy === null ? [] : [say.cut]),
    ...origin.params.map(([name, value]) => `$${name} = ${JSON.stringify(value)}`),
  ];
  return [...notes.map((note) => `-- ${note}`), '', origin.sql, ''].join('\n');
}
