import { createHash } from 'node:crypto';
import type { Disclosure } from '../state/tables.ts';
import type { BriefingTexts, SecrecyMark } from './document.ts';
import type { PinnedQuery } from './pinned.ts';
import type { Span } from './period.ts';

export const formats = ['docx', 'pdf', 'xlsx', 'pptx'] as const;
export type Format = (typeof formats)[number];

/** Everything that a briefing was made from; it stands in each file, and is enough to make the file again. */
export interface BriefingManifest {
  program: string;
  program_version: string;
  format: Format;
  /** The last month of the period, `YYYY-MM`. */
  month: string;
  span: Span;
  disclosure: Disclosure;
  is_draft: boolean;
  /** The published version of the figures, and the hash of what is in it; empty in the restricted profile. */
  version: string;
  content_hash: string;
  /**
   * SHA-256 of all that the document says, before it becomes a file. It stands for the hash of the content where that is
   * not given: it is made from what the document shows, and so tells nothing of what is hidden.
   */
  document_hash: string;
  /** SHA-256 of the version's snapshots together, and of the newest one. */
  snapshots_hash: string;
  newest_snapshot: string;
  /** SHA-256 of the rules, codes, calendar and letterhead in force, together and one by one. */
  settings_hash: string;
  rules: Record<string, string>;
  texts: BriefingTexts;
  secrecy: SecrecyMark | null;
  /** Saved queries whose tables stand in the annex, whether each had an answer, and SHA-256 of them all. */
  pinned?: readonly (PinnedQuery & { isAnswered: boolean })[];
  pinned_hash?: string;
}

/** SHA-256 of a text, in hexadecimal. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const marker = 'LangKinh:';

/** A manifest as one line of letters that every format can carry. */
export function manifestLine(manifest: BriefingManifest): string {
  return marker + Buffer.from(JSON.stringify(manifest), 'utf8').toString('base64');
}

/** The manifest in a text that carries one, or null. */
export function manifestIn(text: string): BriefingManifest | null {
  const found = /LangKinh:([A-Za-z0-9+/=]+)/.exec(text)?.[1];
  if (found === undefined) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(found, 'base64').toString('utf8'));
    return isManifest(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isManifest(value: unknown): value is BriefingManifest {
  if (typeof value !== 'object' || value === null) return false;
  const texts = ['format', 'month', 'span', 'disclosure', 'version', 'settings_hash', 'program_version'];
  return texts.every((name) => name in value && typeof Reflect.get(value, name) === 'string');
}
