import { metricOf, type MetricId } from '#warehouse/metrics.ts';
import type { Row } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import { formatMonth } from '../../format/dates.ts';
import { formatChange, formatCount } from '../../format/numbers.ts';
import type { LiveVersion } from '../version.ts';
import type { Letterhead } from './letterhead.ts';
import type { Block, SecrecyMark, TableBlock, TableCell, TableColumn } from './document.ts';
import type { Telling } from './sentences.ts';
import { complianceChart, flowChart } from './charts.ts';
import { pinnedBlocks, type PinnedTable } from './pinned.ts';
import { dayText, nameOf } from './period.ts';
import { hiddenWords } from './text/runs.ts';
import {
  backlogHeat,
  casesByOrganizationType,
  casesByType,
  dutiesByOrganizationType,
  dutiesByType,
  textCell,
  type Tabling,
} from './tables.ts';

const mostRevisions = 15;

/** What the last table of the annex tells, beside the version. */
export interface MadeFrom {
  telling: Telling;
  letterhead: Letterhead;
  secrecy: SecrecyMark | null;
  pinned: readonly PinnedTable[];
}

/** The annex: the tables with their control totals, what was revised, definitions, and where the figures come from. */
export async function annexOf(version: LiveVersion, tabling: Tabling, made: MadeFrom): Promise<Block[]> {
  const { telling } = made;
  const [revised, [counts], snapshots] = await Promise.all([
    revisionBlocks(version, telling.period.from),
    version.all(sqlFile('queries/page-shell.sql')),
    version.all(sqlFile('queries/briefing-snapshots.sql')),
  ]);
  const chart = complianceChart(tabling, nameOf(telling.period));
  const tables = [
    casesByType(tabling),
    casesByOrganizationType(tabling),
    dutiesByType(tabling),
    dutiesByOrganizationType(tabling),
  ];
  return [
    { kind: 'part', text: 'Phụ lục\nSỐ LIỆU KÈM THEO' },
    flowChart(tabling),
    ...(version.disclosure === 'restricted' ? [] : [backlogHeat(tabling)]),
    ...tables,
    ...(chart ? [chart] : []),
    controlTable(tables, counts),
    ...pinnedBlocks(made.pinned, version.id),
    ...revised,
    definitionsTable(),
    originTable(version, snapshots, made),
  ];
}

const columns = (...list: [label: string, align: TableColumn['align'], width: number][]): TableColumn[] =>
  list.map(([label, align, width]) => ({ label, align, width }));

const countCell = (value: number): TableCell => ({ text: formatCount(value, 'vi'), value, format: 'count' });

/** For every table whose rows add up: the sums of its columns of counts beside the totals that were counted by themselves. */
function controlTable(tables: readonly TableBlock[], counts: Row | undefined): TableBlock {
  const rows = tables.map((table) => {
    const compared = table.columns.flatMap((_, index) => {
      const [cells, total] = [table.rows.slice(0, -1).map((row) => row[index]), table.rows.at(-1)?.[index]];
      if (total?.format !== 'count' || typeof total.value !== 'number') return [];
      if (cells.some((cell) => cell?.isHidden)) return [];
      const sum = cells.reduce((all, cell) => all + (typeof cell?.value === 'number' ? cell.value : 0), 0);
      return [{ sum, total: total.value }];
    });
    const agrees = compared.every(({ sum, total }) => sum === total);
    return [
      textCell(table.caption),
      textCell(compared.map(({ sum }) => formatCount(sum, 'vi')).join('; ')),
      textCell(compared.map(({ total }) => formatCount(total, 'vi')).join('; ')),
      textCell(compared.length === 0 ? 'không đối soát' : agrees ? 'khớp' : 'không khớp'),
    ];
  });
  const hasHidden = tables.some(({ rows: own }) => own.flat().some(({ isHidden }) => isHidden));
  const count = (name: string) => formatCount(Number(counts?.[name] ?? 0), 'vi');
  return {
    kind: 'table',
    id: 'control',
    caption: 'Đối soát tổng các dòng với tổng được tính riêng, lần lượt theo cột',
    name: 'Đối soát',
    columns: columns(
      ['Bảng', 'left', 0.42],
      ['Tổng các dòng', 'left', 0.2],
      ['Tổng tính riêng', 'left', 0.2],
      ['Kết quả', 'left', 0.18],
    ),
    rows,
    hasTotal: false,
    note: `${hasHidden ? 'Cột có ô không công bố không đối soát. ' : ''}Bản số liệu đạt ${count('passed_count')}/${count('check_count')} kiểm tra; ${count('agreeing_count')}/${count('figure_count')} số liệu đã công bố khớp với số liệu tính lại.`,
  };
}

const causes = [
  ['late_arrivals', 'hồ sơ báo cáo muộn'],
  ['corrections', 'đính chính'],
  ['reorganisation', 'sắp xếp tổ chức'],
  ['rules', 'thay đổi quy định'],
] as const;

/** What was revised; not for restricted readers, to whom two values side by side would tell what lies between. */
async function revisionBlocks(version: LiveVersion, before: string): Promise<Block[]> {
  if (version.disclosure === 'restricted') return [];
  const rows = await version.all(sqlFile('queries/briefing-revisions.sql'), { before: `${before}-01` });
  const [first] = rows;
  if (!first)
    return [
      {
        kind: 'paragraph',
        runs: ['Số liệu các tháng trước không có điều chỉnh so với bản đã công bố trước đó.'],
      },
    ];
  const more =
    rows.length > mostRevisions
      ? ` Còn ${formatCount(rows.length - mostRevisions, 'vi')} số liệu điều chỉnh khác, xem trang Dữ liệu.`
      : '';
  const shown = rows
    .slice(0, mostRevisions)
    .map((row) => [
      textCell(formatMonth(String(row.month), 'vi')),
      textCell(String(row.label_vi)),
      countCell(Number(row.value_before)),
      countCell(Number(row.value_after)),
      textCell(reasonOf(row)),
    ]);
  return [
    {
      kind: 'table',
      id: 'revisions',
      caption: 'Số liệu các tháng trước được điều chỉnh',
      name: 'Điều chỉnh',
      columns: columns(
        ['Tháng', 'left', 0.12],
        ['Chỉ tiêu', 'left', 0.28],
        ['Đã công bố', 'right', 0.14],
        ['Nay là', 'right', 0.12],
        ['Lý do', 'left', 0.34],
      ),
      rows: shown,
      hasTotal: false,
      note: `So với bản ${String(first.compared_version)}.${more}`,
    },
  ];
}

function reasonOf(row: Row): string {
  return causes
    .filter(([name]) => Number(row[name]) !== 0)
    .map(([name, words]) => `${words} (${formatChange(Number(row[name]), 'vi')})`)
    .join(', ');
}

const defined: readonly MetricId[] = [
  'cases_opened',
  'cases_closed',
  'cases_pending',
  'cases_overdue',
  'on_time_rate',
  'first_pass_rate',
  'conclusion_before_decision_rate',
  'days_to_conclusion_median',
  'external_share',
  'duties_due',
  'duties_overdue',
  'compliance_rate',
  'unknown_share',
  'members',
  'organizations',
];

function definitionsTable(): TableBlock {
  const rows = defined.map((id) => {
    const { label, formula } = metricOf(id);
    return [textCell(label.vi), textCell(formula.vi)];
  });
  return {
    kind: 'table',
    id: 'definitions',
    caption: 'Cách tính các chỉ tiêu',
    name: 'Cách tính',
    columns: columns(['Chỉ tiêu', 'left', 0.3], ['Cách tính', 'left', 0.7]),
    rows,
    hasTotal: false,
    note: 't là ngày cuối kỳ hoặc ngày chốt số liệu nếu sớm hơn. Hạn xử lý là hạn ghi trong hồ sơ hoặc hạn theo quy định có hiệu lực ngày tiếp nhận; hồ sơ không có hạn thì không tính quá hạn.',
  };
}

const profiles: Record<LiveVersion['disclosure'], string> = {
  full: 'Đầy đủ (không ẩn số liệu nhỏ)',
  restricted: `Hạn chế (${hiddenWords}; không có bảng theo tuổi hồ sơ và bảng điều chỉnh)`,
};

/** Where the figures come from, so that anybody can make them again. */
function originTable(version: LiveVersion, snapshots: readonly Row[], made: MadeFrom): TableBlock {
  const { telling, letterhead, secrecy } = made;
  const [newest] = snapshots;
  const { manifest } = version;
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const rows: [string, string][] = [
    [
      'Kỳ báo cáo',
      `${formatMonth(telling.period.from, 'vi')} đến ${formatMonth(telling.period.to, 'vi')}, theo tháng dương lịch`,
    ],
    ['Ngày chốt số liệu', dayText(telling.cutoff)],
    ['Bản số liệu', version.id],
    ['Mã băm nội dung', text(manifest.content_hash)],
    ['Kỳ số liệu mới nhất', newest ? `${dayText(text(newest.as_of))}, ${text(newest.source)}` : ''],
    ['Mã băm kỳ mới nhất', text(newest?.sha256)],
    ['Số kỳ số liệu', formatCount(snapshots.length, 'vi')],
    ['Lũy kế nhiệm kỳ', termText(telling)],
    ['Cách tính tổ chức', 'Theo tổ chức tại thời điểm báo cáo'],
    ['Thể thức văn bản', letterhead.text.format_rule],
    ['Độ mật', secrecy ? `${secrecy.level}; căn cứ: ${secrecy.basis}` : ''],
    ['Chế độ công bố', profiles[version.disclosure]],
  ];
  return {
    kind: 'table',
    id: 'origin',
    caption: 'Nguồn gốc số liệu',
    name: 'Nguồn gốc',
    columns: columns(['Mục', 'left', 0.3], ['Nội dung', 'left', 0.7]),
    rows: rows.filter(([, value]) => value !== '').map(([name, value]) => [textCell(name), textCell(value)]),
    hasTotal: false,
    note: '',
  };
}

function termText({ term }: Telling): string {
  return term
    ? `Nhiệm kỳ ${term.name}, từ tháng ${formatMonth(term.from, 'vi')}`
    : 'Không tính: chưa đặt ngày bắt đầu nhiệm kỳ';
}
