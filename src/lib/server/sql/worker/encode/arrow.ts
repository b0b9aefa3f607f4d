import {
  bool,
  columnFromArray,
  type DataType,
  dateDay,
  decimal,
  float64,
  int32,
  int64,
  tableFromColumns,
  tableToIPC,
  TimeUnit,
  timestamp,
  utf8,
} from '@uwdata/flechette';
import { describing } from './describing.ts';
import type { Beginning, Encoder } from './encoder.ts';
import { plainForm, plainValue, type Plain, type PlainForm } from './plain.ts';

/** The end of an Arrow stream: a continuation mark and a length of nothing. */
const endBytes = 8;
/** Rows gathered to one record batch. */
const batchRows = 16_384;

/**
 * An Arrow IPC stream: a schema that carries version and statement, then record batches. Each batch is encoded as a
 * stream of its own, of which schema and end, the same for all, are left out.
 */
export function arrowEncoder({ columns, origin, write }: Beginning): Encoder {
  const forms = columns.map(({ type }) => plainForm(type));
  const names = columns.map(({ name }) => name);
  const metadata = describing(origin);
  const empty = streamOf(names, forms, { data: forms.map(() => []), metadata });
  const schemaBytes = schemaLength(empty);
  write(empty.slice(0, schemaBytes));
  let waiting: Plain[][] = forms.map(() => []);
  const flush = () => {
    if (!waiting[0]?.length) return 0;
    const bytes = streamOf(names, forms, { data: waiting, metadata });
    waiting = forms.map(() => []);
    write(bytes.slice(schemaBytes, bytes.length - endBytes));
    return bytes.length - schemaBytes - endBytes;
  };
  return {
    rows(values, count) {
      forms.forEach((form, i) => {
        const column = values[i] ?? [];
        for (let row = 0; row < count; row++) {
          waiting[i]?.push(plainValue(form, column[row] ?? null, names[i] ?? ''));
        }
      });
      return (waiting[0]?.length ?? 0) >= batchRows ? flush() : 0;
    },
    end() {
      flush();
      write(empty.slice(empty.length - endBytes));
    },
  };
}

/**
 * Columns are built as what Arrow stores (days as 32, microseconds as 64 bits), and only the schema calls them dates:
 * Flechette's own way for dates goes through milliseconds and would round.
 */
function streamOf(
  names: readonly string[],
  forms: readonly PlainForm[],
  { data, metadata }: { data: readonly Plain[][]; metadata: ReadonlyMap<string, string> },
): Uint8Array {
  const columns = forms.map((form, i) => columnFromArray(data[i] ?? [], storedType(form)));
  const table = tableFromColumns(columns.map((column, i) => [names[i] ?? '', column]));
  table.schema.fields.forEach((field, i) => {
    const form = forms[i];
    if (form) field.type = shownType(form);
  });
  table.schema.metadata = new Map(metadata);
  const bytes = tableToIPC(table, { format: 'stream' });
  if (!bytes) throw new Error('Arrow gave no bytes.');
  return bytes;
}

/** A message is a continuation mark, the length of what follows, and that; the schema is the first one and has no body. */
function schemaLength(stream: Uint8Array): number {
  return 8 + new DataView(stream.buffer, stream.byteOffset).getInt32(4, true);
}

function storedType(form: PlainForm): DataType {
  if (form.is === 'decimal') return decimal(form.width, form.scale, 128);
  switch (form.is) {
    case 'boolean':
      return bool();
    case 'int32':
    case 'date':
      return int32();
    case 'double':
      return float64();
    case 'text':
      return utf8();
    default:
      return int64();
  }
}

function shownType(form: PlainForm): DataType {
  if (form.is === 'date') return dateDay();
  if (form.is === 'timestamp') return timestamp(TimeUnit.MICROSECOND);
  if (form.is === 'timestamptz') return timestamp(TimeUnit.MICROSECOND, 'Asia/Ho_Chi_Minh');
  return storedType(form);
}
