import type { LiveVersion } from '../version.ts';
import { makeBriefing, type MadeBriefing } from './content.ts';
import type { BriefingDocument, BriefingTexts, SecrecyMark } from './document.ts';
import { docxOf } from './docx/index.ts';
import { hashOf, manifestLine, type BriefingManifest, type Format } from './manifest.ts';
import { pdfOf } from './pdf/index.ts';
import { pptxOf } from './pptx/index.ts';
import type { PinnedTable } from './pinned.ts';
import { periodOf, type Span } from './period.ts';
import { ownVersion } from './program-version.ts';
import { xlsxOf } from './xlsx/index.ts';

/** What is asked for: everything that decides the bytes, beside the program and the version with its profile. */
export interface BriefingRequest {
  month: string;
  span: Span;
  texts: BriefingTexts;
  secrecy: SecrecyMark | null;
  isDraft: boolean;
  /** Tables of saved queries for the annex. */
  pinned?: readonly PinnedTable[];
}

/**
 * A briefing tells of all organisations, under the letterhead of the body that issues it. Who sees only a part has none:
 * neither the letterhead nor the recipients of an organisation below are known.
 */
export class PartialBriefing extends Error {
  override readonly name = 'PartialBriefing';
  readonly reason = {
    vi: 'Báo cáo lập cho toàn đảng bộ. Tài khoản chỉ xem một phần không lập và không tải được: không biết thể thức (tên cơ quan ban hành, ký hiệu, địa danh, nơi nhận) của đảng bộ cấp dưới.',
    en: 'Briefings tell of all organisations. An account that sees only a part makes and downloads none: the letterhead (issuer, symbol, place, recipients) of an organisation below is not known.',
  };

  constructor() {
    super();
    this.message = this.reason.vi;
  }
}

/** A month that the version has no figures of. */
export class MonthUnknown extends Error {
  override readonly name = 'MonthUnknown';

  constructor(month: string, { firstMonth, newestMonth }: LiveVersion) {
    super(`Không có số liệu của tháng ${month}. Các tháng có số liệu: ${firstMonth} đến ${newestMonth}.`);
  }
}

/** A briefing with its figures, its files one after the other, and what it was made from. */
export interface BriefingFiles extends MadeBriefing {
  manifest: Omit<BriefingManifest, 'format'>;
  file(format: Format): Promise<Uint8Array>;
}

type Renderer = (document: BriefingDocument, manifest: string) => Promise<Uint8Array>;

const renderers: Record<Format, Renderer> = { docx: docxOf, pdf: pdfOf, xlsx: xlsxOf, pptx: pptxOf };

/**
 * A briefing of one published version, in the profile of that version; equal requests, versions and programs give equal
 * bytes. Throws PartialBriefing, MonthUnknown, LetterheadMissing, BadParameter for a span that does not end with the
 * month, and NotListed for a version without restricted tables.
 */
export async function briefingFiles(version: LiveVersion, request: BriefingRequest): Promise<BriefingFiles> {
  if (version.part !== null) throw new PartialBriefing();
  const period = periodOf(request.month, request.span);
  if (request.month < version.firstMonth || request.month > version.newestMonth)
    throw new MonthUnknown(request.month, version);
  const { texts, secrecy, isDraft, pinned = [] } = request;
  const made = await makeBriefing(version, { period, texts, secrecy, isDraft, pinned });
  const manifest = manifestOf(version, request, made.document);
  return {
    ...made,
    manifest,
    file: (format) => renderers[format](made.document, manifestLine({ ...manifest, format })),
  };
}

function manifestOf(
  version: LiveVersion,
  request: BriefingRequest,
  document: BriefingDocument,
): Omit<BriefingManifest, 'format'> {
  const { snapshots, settings, models, content_hash: content } = version.manifest;
  const newest = Array.isArray(snapshots) ? snapshots.at(-1) : null;
  return {
    program: 'Lăng Kính',
    program_version: ownVersion(),
    month: request.month,
    span: request.span,
    disclosure: version.disclosure,
    is_draft: request.isDraft,
    version: version.id,
    content_hash: typeof content === 'string' ? content : '',
    document_hash: hashOf(JSON.stringify(document)),
    snapshots_hash: hashOf(JSON.stringify(snapshots ?? [])),
    newest_snapshot: hashIn(newest),
    settings_hash: hashOf(JSON.stringify(settings ?? {})),
    rules: { ...hashesIn(settings), ...(typeof models === 'string' ? { models } : {}) },
    texts: request.texts,
    secrecy: request.secrecy,
    ...pinnedIn(request),
  };
}

/** A briefing without pinned queries has no word of them, as before there were any. */
function pinnedIn({ pinned = [] }: BriefingRequest): Pick<BriefingManifest, 'pinned' | 'pinned_hash'> {
  if (pinned.length === 0) return {};
  const queries = pinned.map(({ query, answer }) => ({ ...query, isAnswered: answer !== null }));
  return { pinned: queries, pinned_hash: hashOf(JSON.stringify(queries)) };
}

function hashIn(snapshot: unknown): string {
  if (typeof snapshot !== 'object' || snapshot === null || !('sha256' in snapshot)) return '';
  return typeof snapshot.sha256 === 'string' ? snapshot.sha256 : '';
}

function hashesIn(settings: unknown): Record<string, string> {
  if (typeof settings !== 'object' || settings === null) return {};
  return Object.fromEntries(
    Object.entries(settings).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** The name of a file: `bao-cao-2026-10.docx`, `bao-cao-quy-2026-09.pdf`. */
export function fileName(
  { month, span, disclosure }: Pick<BriefingManifest, 'month' | 'span' | 'disclosure'>,
  format: Format,
): string {
  const kind = { month: '', quarter: 'quy-', half: '6-thang-', nine_months: '9-thang-', year: 'nam-' }[span];
  const limited = disclosure === 'restricted' ? '-han-che' : '';
  return `bao-cao-${kind}${month}${limited}.${format}`;
}
