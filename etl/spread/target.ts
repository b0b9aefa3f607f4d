import type { Age } from '../steps/retention.ts';
import type { Manifest } from '../steps/version-folders.ts';

/** A version as it lies in a published folder, with what of it is to be copied. */
export interface SourceVersion {
  version: string;
  folder: string;
  manifest: Manifest;
  /** The manifest as it is written. */
  bytes: Buffer;
  /** The publisher's signature of the manifest; null: not signed. */
  signature: string | null;
  /** Names of its files, the manifest left out, with their sizes in bytes. */
  files: ReadonlyMap<string, number>;
}

/** `other`: a version of that name, but not this one: it comes from another publisher. */
export type Standing = 'absent' | 'whole' | 'damaged' | 'other';

/**
 * A place that whole versions are published to. Readers there follow the version that was pointed to last, and see a
 * version whole or not at all. All but `place` may throw RefusedError.
 */
export interface Target {
  /** Where it is, for people and the audit: without a password. */
  place: string;
  /** Does work while nobody else writes there. Throws BusyError. */
  hold<T>(work: () => Promise<T>): Promise<T>;
  /** The versions there, damaged ones too. */
  ages(): Promise<Age[]>;
  /** The version that readers follow; null: none yet. */
  current(): Promise<string | null>;
  standing(source: SourceVersion): Promise<Standing>;
  /** Copies a version, in place of a damaged one of its name; goes on where an earlier attempt was cut off. */
  put(source: SourceVersion): Promise<void>;
  /** Puts the publisher's signature beside a version that is there; null: takes none along. */
  vouch(version: string, signature: string | null): Promise<void>;
  /** What the publisher has signed there of which version readers are to follow; null: nothing; undefined: takes none. */
  pointer(): Promise<string | null | undefined>;
  /** Makes readers follow a version that is there; `pointer` is what the publisher has signed of that, if anything. */
  point(version: string, pointer: string | null): Promise<void>;
  remove(version: string): Promise<void>;
  /** When all is done, while the target is still held: takes away what earlier attempts left. */
  tidy(): Promise<void>;
  /** Lets the target go. */
  close(): Promise<void>;
}
