import type { LiveVersion } from './version.ts';

/** What is served, and why it is not what was published last; no problems: all is well. */
export interface Health {
  version: LiveVersion;
  problems: string[];
}

/** What gives published versions to read: the folder of their files, or a database that they were pushed to. */
export interface Reader {
  /** Names of the versions that can be read, oldest first, as far as known. */
  versions(): string[];
  /** The version that is published now. Throws NoPublishedVersion, DamagedVersion or EngineUnavailable. */
  live(): Promise<LiveVersion>;
  /** A version by its name. Throws UnknownVersion, DamagedVersion or EngineUnavailable. */
  named(id: string): Promise<LiveVersion>;
  /** Of a version that this reader gave, the part below an organisation. Throws UnknownPart, DamagedVersion or EngineUnavailable. */
  partOf(version: LiveVersion, organization: string): Promise<LiveVersion>;
  /** What is served, and what is wrong. Throws like live. */
  health(): Promise<Health>;
}
