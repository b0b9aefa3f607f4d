import type { EngineValue } from '#warehouse/open.server.ts';
import type { Column, Origin, Summary } from '../../protocol.ts';

/** Where an encoder writes to; how many bytes it has written decides when a result is too large. */
export type Write = (piece: string | Uint8Array) => void;

/** Writes a result in one format: columns of DuckDB's values, piece by piece. */
export interface Encoder {
  /** Takes the first `count` rows of a piece. Gives about how many bytes they take in the end. */
  rows(columns: readonly (readonly EngineValue[])[], count: number): number;
  /** Writes what is left once the last row was taken. `isTold`: whoever reads the file knows the summary already. */
  end(summary: Summary, isTold: boolean): void | Promise<void>;
}

/** What an encoder is made of. */
export interface Beginning {
  columns: readonly Column[];
  origin: Origin;
  /** Cuts long values in JSON. */
  isForPage: boolean;
  /** Begins CSV with a byte order mark. */
  bom: boolean;
  /** Tells the statement in CSV (with the version, in a first line) and in JSON; the other files always tell it. */
  note: boolean;
  write: Write;
}

/** A value that a format cannot hold: the statement must cast it. */
export class Unwritable extends Error {
  override readonly name = 'Unwritable';
  readonly column: string;
  readonly value: string;

  constructor(column: string, value: string) {
    super(`${column}: ${value}`);
    this.column = column;
    this.value = value;
  }
}
