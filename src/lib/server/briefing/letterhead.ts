import { sqlFile } from '#warehouse/project.ts';
import { letterheadFields, type LetterheadField } from '#warehouse/letterhead.ts';
import { hasTable } from '../has-table.ts';
import type { LiveVersion } from '../version.ts';
import type { Term } from './questions.ts';

/** The texts and measures of head, foot and layout in force on a day. */
export interface Letterhead {
  text: Readonly<Record<Exclude<LetterheadField, 'term'>, string>>;
  recipients: readonly string[];
  /** Type sizes and line spacing, in points. */
  points: Readonly<Record<'title' | 'superior' | 'type' | 'abstract' | 'body' | 'line', number>>;
  term: Term | null;
}

/** The version was published before there were letterheads. */
export class LetterheadMissing extends Error {
  override readonly name = 'LetterheadMissing';
  readonly reason: Readonly<Record<'vi' | 'en', string>>;

  constructor(version: string) {
    super();
    this.reason = {
      vi: `Bản ${version} được công bố trước khi có thể thức báo cáo (meta.letterhead). Hãy chạy "npm run etl -- rebuild", rồi lập báo cáo từ bản mới.`,
      en: `Version ${version} was published before there were letterheads (meta.letterhead). Run "npm run etl -- rebuild", then make the briefing from the new version.`,
    };
    this.message = this.reason.vi;
  }
}

/**
 * The letterhead in force on a day (`YYYY-MM-DD`) in a version; a field that no row sets is empty. Throws
 * LetterheadMissing.
 */
export async function letterheadOn(version: LiveVersion, day: string): Promise<Letterhead> {
  if (!(await hasTable(version, 'meta', 'letterhead'))) throw new LetterheadMissing(version.id);
  const rows = await version.all(sqlFile('queries/briefing-letterhead.sql'), { day });
  const values = new Map(rows.map((row) => [String(row.field), String(row.value)]));
  const text = (field: LetterheadField) => values.get(field) ?? '';
  const points = (field: LetterheadField, usual: number) => Number(values.get(field) ?? usual);
  const term = rows.find((row) => row.field === 'term');
  return {
    text: Object.fromEntries(letterheadFields.map((field) => [field, text(field)])) as Letterhead['text'],
    recipients: text('recipient')
      .split('|')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
    points: {
      title: points('size_title', 14),
      superior: points('size_superior', 13),
      type: points('size_type', 14),
      abstract: points('size_abstract', 14),
      body: points('size_body', 14),
      line: points('line_points', 18),
    },
    term: term ? { name: String(term.value), from: String(term.since_month) } : null,
  };
}
