import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import { describing } from './describing.ts';
import type { Beginning, Encoder } from './encoder.ts';
import { plainForm, plainValue, type Plain, type PlainForm } from './plain.ts';

/** Rows of a row group. */
const groupRows = 50_000;
/** About how much of a value is left in the file, to know when a result is too large before it is written. */
const bytesOfValue = 8;

/** A Parquet file (Snappy) whose metadata carry version and statement. */
export function parquetEncoder({ columns, origin, write }: Beginning): Encoder {
  const forms = columns.map(({ type }) => plainForm(type));
  const file = new ByteWriter();
  const writer = new ParquetWriter({
    writer: file,
    schema: [
      { name: 'root', num_children: columns.length },
      ...columns.map(({ name }, i) => elementOf(name, forms[i] ?? { is: 'text' })),
    ],
    kvMetadata: [...describing(origin)].map(([key, value]) => ({ key, value })),
    createdBy: 'Lang Kinh',
  });
  let waiting: Plain[][] = forms.map(() => []);
  let written: void | Promise<void>;
  const flush = () => {
    if (!waiting[0]?.length) return;
    const columnData = columns.map(({ name }, i) => ({ name, data: waiting[i] ?? [] }));
    waiting = forms.map(() => []);
    written = writer.write({ columnData, rowGroupSize: groupRows * 2 });
  };
  return {
    rows(values, count) {
      let size = 0;
      forms.forEach((form, i) => {
        const column = values[i] ?? [];
        for (let row = 0; row < count; row++) {
          const value = plainValue(form, column[row] ?? null, columns[i]?.name ?? '');
          size += typeof value === 'string' ? value.length : bytesOfValue;
          waiting[i]?.push(value);
        }
      });
      if ((waiting[0]?.length ?? 0) >= groupRows) flush();
      return size;
    },
    async end() {
      flush();
      await written;
      await writer.finish();
      write(new Uint8Array(file.getBytes()));
    },
  };
}

function elementOf(name: string, form: PlainForm): SchemaElement {
  const element = { name, repetition_type: 'OPTIONAL' } as const;
  switch (form.is) {
    case 'boolean':
      return { ...element, type: 'BOOLEAN' };
    case 'int32':
      return { ...element, type: 'INT32' };
    case 'int64':
      return { ...element, type: 'INT64' };
    case 'double':
      return { ...element, type: 'DOUBLE' };
    case 'date':
      return { ...element, type: 'INT32', converted_type: 'DATE' };
    case 'timestamp':
    case 'timestamptz':
      return { ...element, type: 'INT64', ...moment(form.is === 'timestamptz') };
    case 'decimal': {
      const { width: precision, scale } = form;
      return {
        ...element,
        type: 'FIXED_LEN_BYTE_ARRAY',
        type_length: 16,
        converted_type: 'DECIMAL',
        precision,
        scale,
      };
    }
    case 'text':
      return { ...element, type: 'BYTE_ARRAY', converted_type: 'UTF8' };
  }
}

function moment(isAdjustedToUTC: boolean): Pick<SchemaElement, 'logical_type'> {
  return { logical_type: { type: 'TIMESTAMP', isAdjustedToUTC, unit: 'MICROS' } };
}
