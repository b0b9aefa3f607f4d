import type { Format } from '../../protocol.ts';
import { arrowEncoder } from './arrow.ts';
import { csvEncoder } from './csv.ts';
import type { Beginning, Encoder } from './encoder.ts';
import { jsonEncoder, linesEncoder } from './json.ts';
import { parquetEncoder } from './parquet.ts';
import { xlsxEncoder } from './xlsx.ts';
import { zipEncoder } from './zip.ts';

/** The encoder of a format. */
export const encoders: Record<Format, (beginning: Beginning) => Encoder> = {
  json: jsonEncoder,
  ndjson: linesEncoder,
  csv: csvEncoder,
  zip: zipEncoder,
  arrow: arrowEncoder,
  parquet: parquetEncoder,
  xlsx: xlsxEncoder,
};
