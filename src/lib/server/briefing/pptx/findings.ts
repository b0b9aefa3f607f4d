import { formatCount } from '../../../format/numbers.ts';
import type { Block, BriefingDocument, ChartBlock, PromptBlock, TableBlock, TableCell } from '../document.ts';
import { nameOf } from '../period.ts';
import { plain, upperFirst } from '../text/runs.ts';

/** The texts of paragraphs. */
export function paragraphText(block: Block): string[] {
  return block.kind === 'paragraph' ? [plain(block.runs)] : [];
}

function paragraphsWith(body: readonly Block[], words: string): string[] {
  return body.flatMap(paragraphText).filter((text) => text.includes(words));
}

const byType = 'Theo loại hình tổ chức';

/** The finding of a chart as one sentence. */
export function chartFinding(briefing: BriefingDocument, chart: ChartBlock): string {
  if (chart.id === 'flow') return flowFinding(chart);
  const [finding] = paragraphsWith(briefing.body, byType);
  const period = upperFirst(nameOf(briefing.period));
  return finding ?? `${period}: tỷ lệ thực hiện nhiệm vụ đúng hạn theo loại hình tổ chức`;
}

/** `Tháng 7/2025: còn 177 hồ sơ đang xử lý, giảm 15 so với tháng trước; 28 hồ sơ quá hạn`. */
function flowFinding({ data, subject }: ChartBlock): string {
  const at = data.categories.length - 1;
  const month = `Tháng ${data.categories[at] ?? ''}`;
  const [pending, overdue] = data.series.filter(({ isLine }) => isLine).map(({ values }) => values);
  const now = pending?.[at] ?? null;
  if (now === null) return subject;
  if (now === 0) return `${month}: không có hồ sơ đang xử lý`;
  const late = overdue?.[at] ?? null;
  const told = late === null ? '' : `; ${someOrNone(late)} hồ sơ quá hạn`;
  return `${month}: còn ${formatCount(now, 'vi')} hồ sơ đang xử lý${changeFrom(pending?.[at - 1] ?? null, now)}${told}`;
}

function changeFrom(before: number | null, now: number): string {
  if (before === null) return '';
  if (before === now) return ', bằng tháng trước';
  return `, ${now > before ? 'tăng' : 'giảm'} ${formatCount(Math.abs(now - before), 'vi')} so với tháng trước`;
}

const tableFindings: Readonly<Record<string, (table: TableBlock) => string | null>> = {
  'backlog-heat': oldestFinding,
  'cases-by-case-type': largestFinding,
  'duties-by-organization-type': dutiesFinding,
};

/** The tables that a meeting looks at. */
export function isForMeeting({ id }: TableBlock): boolean {
  return id in tableFindings;
}

/** The finding of a table as one sentence; its caption where what is hidden leaves no finding. */
export function tableFinding(table: TableBlock): string {
  return tableFindings[table.id]?.(table) ?? table.caption;
}

const countOf = (cell: TableCell | undefined) => (typeof cell?.value === 'number' ? cell.value : null);

function oldestFinding({ rows, columns }: TableBlock): string | null {
  const totals = rows.at(-1);
  const [oldest, all] = [countOf(totals?.at(-2)), countOf(totals?.at(-1))];
  if (oldest === null || all === null) return null;
  if (all === 0) return 'Không có hồ sơ đang xử lý';
  const told = oldest === 0 ? 'không có' : `có ${formatCount(oldest, 'vi')}`;
  return `Trong ${formatCount(all, 'vi')} hồ sơ đang xử lý, ${told} hồ sơ ${columns.at(-2)?.label ?? ''} ngày làm việc`;
}

/** Which type has most of what is pending; how many there are where a figure is hidden or two types share the place. */
function largestFinding({ rows, columns }: TableBlock): string | null {
  const at = columns.findIndex(({ label }) => label === 'Đang xử lý');
  const counts = rows.map((row) => countOf(row[at]));
  const [all, types] = [counts.at(-1) ?? null, counts.slice(0, -1)];
  if (all === null) return null;
  if (all === 0) return 'Không có hồ sơ đang xử lý';
  const most = Math.max(...types.map(Number));
  const first = types.indexOf(most);
  if (types.includes(null) || types.lastIndexOf(most) !== first)
    return `Còn ${formatCount(all, 'vi')} hồ sơ đang xử lý, theo loại hồ sơ`;
  return `${rows[first]?.[0]?.text ?? ''} còn nhiều hồ sơ đang xử lý nhất: ${formatCount(most, 'vi')} trong ${formatCount(all, 'vi')} hồ sơ`;
}

function dutiesFinding({ rows, caption }: TableBlock): string | null {
  const [due = null, done = null, overdue = null] = (rows.at(-1) ?? []).slice(1, 4).map(countOf);
  if (due === null || done === null || overdue === null) return null;
  const apart = caption.includes('(') ? ` ${caption.slice(caption.indexOf('('))}` : '';
  if (due === 0) return `Không có lượt nhiệm vụ đến hạn${apart}`;
  return `Trong ${formatCount(due, 'vi')} lượt nhiệm vụ đến hạn${apart}, ${someOrNone(done)} lượt thực hiện đúng hạn, ${someOrNone(overdue)} lượt quá hạn chưa thực hiện`;
}

function someOrNone(count: number): string {
  return count === 0 ? 'không có' : formatCount(count, 'vi');
}

/** The sentence behind a chart, and what is seen in it. */
export function chartNotes({ body }: BriefingDocument, { id, alt }: ChartBlock): string {
  return [...paragraphsWith(body, id === 'flow' ? 'hồ sơ các loại' : byType).slice(0, 1), alt].join('\n');
}

/** The heading above a text that the officer wrote. */
export function promptTitle(body: readonly Block[], prompt: PromptBlock): string {
  const before = body.slice(0, body.indexOf(prompt)).reverse();
  const heading = before.find((block) => block.kind === 'heading');
  return heading?.kind === 'heading' ? heading.text.replace(/^(?:\d+[.-]|[IVX]+-)\s*/, '') : '';
}
