import { LetterheadMissing } from './letterhead.ts';
import { DamagedVersion, UnknownVersion } from '../errors.ts';
import { restrictedVersion } from '../restricted/version.ts';
import type { Disclosure } from '../state/tables.ts';
import type { LiveVersion } from '../version.ts';
import { briefingFiles } from './files.ts';
import { formats, manifestIn, type BriefingManifest, type Format } from './manifest.ts';
import type { AskPinned, PinnedTable } from './pinned.ts';
import { ownVersion } from './program-version.ts';
import { textOf, unzipped } from './zip.ts';

/** The file carries no manifest of this program. */
export class NotABriefing extends Error {
  override readonly name = 'NotABriefing';

  constructor() {
    super('Tệp không phải báo cáo do Lăng Kính lập, hoặc phần nguồn gốc trong tệp đã mất.');
  }
}

/** Whether a file is what its inputs make, and if not, what differs. */
export interface Verdict {
  identical: boolean;
  manifest: BriefingManifest;
  /** One entry an input that is another one now; empty while only the file itself was changed. */
  differs: { input: string; then: string; now: string }[];
  /** What it means, for people. */
  message: string;
}

/** The manifest inside a file of any format, or null. */
export function manifestOfFile(bytes: Uint8Array): BriefingManifest | null {
  const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isArchive) return manifestIn(Buffer.from(bytes).toString('latin1'));
  try {
    return manifestIn(textOf(unzipped(bytes), 'docProps/custom.xml'));
  } catch (error) {
    // A damaged archive is no briefing; fflate throws plain errors with a number.
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}

/**
 * Makes a file again from the inputs that its manifest names, and compares. `open` gives a published version by its
 * name, `ask` answers the saved queries of its annex. Throws NotABriefing.
 */
export async function verifyBriefing(
  bytes: Uint8Array,
  open: (version: string) => Promise<LiveVersion>,
  ask: AskPinned = () => Promise.resolve(null),
): Promise<Verdict> {
  const manifest = manifestOfFile(bytes);
  if (!manifest || !isFormat(manifest.format)) throw new NotABriefing();
  const version = await opened(manifest, open);
  if (typeof version === 'string')
    return verdict(manifest, [{ input: 'version', then: manifest.version, now: version }]);
  const { month, span, texts, secrecy } = manifest;
  const pinned = await pinnedAgain(manifest, ask);
  const request = { month, span, texts, secrecy, isDraft: manifest.is_draft, pinned };
  const made = await again(seenBy(manifest.disclosure, version), request);
  if (typeof made === 'string') return verdict(manifest, [{ input: 'letterhead', then: 'có', now: made }]);
  const rebuilt = await made.file(manifest.format);
  const differs = differences(manifest, made.manifest);
  if (Buffer.compare(Buffer.from(rebuilt), Buffer.from(bytes)) === 0) return verdict(manifest, differs, true);
  return verdict(manifest, differs);
}

async function pinnedAgain(
  { pinned = [], version }: BriefingManifest,
  ask: AskPinned,
): Promise<PinnedTable[]> {
  const tables: PinnedTable[] = [];
  for (const { isAnswered, ...query } of pinned) {
    tables.push({ query, answer: isAnswered ? await ask(query, version) : null });
  }
  return tables;
}

/** A version in a profile, for whoever has all of the data folder at hand. */
export function seenBy(disclosure: Disclosure, version: LiveVersion): LiveVersion {
  return disclosure === 'restricted' ? restrictedVersion(version) : version;
}

function isFormat(format: string): format is Format {
  return formats.some((known) => known === format);
}

async function opened(manifest: BriefingManifest, open: (version: string) => Promise<LiveVersion>) {
  try {
    return await open(manifest.version);
  } catch (error) {
    if (error instanceof UnknownVersion) return 'không còn';
    if (error instanceof DamagedVersion) return 'hỏng';
    throw error;
  }
}

async function again(version: LiveVersion, request: Parameters<typeof briefingFiles>[1]) {
  try {
    return await briefingFiles(version, request);
  } catch (error) {
    if (error instanceof LetterheadMissing) return 'không có';
    throw error;
  }
}

const compared = ['program_version', 'content_hash', 'snapshots_hash', 'settings_hash'] as const;

function differences(then: BriefingManifest, now: Omit<BriefingManifest, 'format'>): Verdict['differs'] {
  const whole = compared
    .filter((name) => then[name] !== now[name])
    .map((name) => ({ input: name, then: then[name], now: now[name] }));
  const names = [...new Set([...Object.keys(then.rules), ...Object.keys(now.rules)])].sort();
  const rules = names
    .filter((name) => then.rules[name] !== now.rules[name])
    .map((name) => ({
      input: `rules ${name}`,
      then: then.rules[name] ?? 'không có',
      now: now.rules[name] ?? 'không có',
    }));
  const pinned =
    then.pinned_hash === now.pinned_hash
      ? []
      : [{ input: 'pinned', then: then.pinned_hash ?? 'không có', now: now.pinned_hash ?? 'không có' }];
  const inputs = [...whole, ...rules, ...pinned];
  if (inputs.length > 0 || then.document_hash === now.document_hash) return inputs;
  // No input that is named here moved, and yet it reads otherwise: the content of a restricted version did.
  return [{ input: 'document_hash', then: then.document_hash, now: now.document_hash }];
}

function verdict(manifest: BriefingManifest, differs: Verdict['differs'], identical = false): Verdict {
  if (identical) {
    const message = `Giống hệt: lập lại từ bản ${manifest.version} bằng phần mềm ${ownVersion()} cho cùng từng byte.`;
    return { identical, manifest, differs: [], message };
  }
  const told = differs.map(({ input, then, now }) => `${input}: khi lập ${short(then)}, nay ${short(now)}`);
  const message =
    told.length > 0
      ? `Khác. Đầu vào đã đổi: ${told.join('; ')}.`
      : 'Khác. Mọi đầu vào như khi lập: chính tệp đã bị sửa sau khi lập.';
  return { identical, manifest, differs, message };
}

function short(text: string): string {
  return text.length > 20 ? `${text.slice(0, 12)}…` : text;
}
