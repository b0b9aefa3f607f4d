import { publishedMetrics, type PublishedMetric } from '#warehouse/metrics.ts';
import type { Row } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import { formatCount } from '$lib/format/numbers';
import type { TableColumn, TableData } from '$lib/shape/table';
import type { PageContext } from './context';
import type { CodeList } from './labels';
import { panel, sourceLine, type PanelFrame, type PanelResult } from './panel';

/** A metric as readers see it. */
export interface DefinedMetric {
  id: string;
  label: string;
  unit: string;
  formula: string;
  numerator: string;
  denominator: string | null;
  rule: string;
  dimensions: string;
}

export interface TablePanel {
  frame: PanelFrame;
}

/** What every figure means: metrics, codes, documents, time limits. */
export interface DefinitionsPage {
  title: string;
  finding: string;
  lede: string;
  words: {
    metrics: string;
    formula: string;
    numerator: string;
    denominator: string;
    dimensions: string;
    rule: string;
  };
  metrics: DefinedMetric[];
  codes: {
    title: string;
    items: { list: CodeList; name: string; codes: { code: string; label: string }[] }[];
  };
  limits: PanelResult<TablePanel>;
  documents: PanelResult<TablePanel>;
}

const documentsSql = sqlFile('queries/page-documents.sql');
const limitsSql = sqlFile('queries/page-time-limits.sql');

const lists: CodeList[] = [
  'organization_type',
  'organization_level',
  'case_type',
  'stage',
  'age_band',
  'duty_type',
  'member_status',
  'closing',
  'succession_event',
];

/** All of the definitions, from one version. */
export async function definitionsPage(page: PageContext): Promise<DefinitionsPage> {
  const { say, lang, codes } = page;
  const { definitions } = say;
  const metrics = publishedMetrics();
  const [limits, documents] = await Promise.all([
    panel(page, 'limits', () => limitsPanel(page)),
    panel(page, 'documents', () => documentsPanel(page)),
  ]);
  return {
    title: say.titles.definitions,
    finding: definitions.headline(formatCount(metrics.length, lang)),
    lede: definitions.lede,
    words: {
      metrics: definitions.metrics,
      formula: definitions.formula,
      numerator: definitions.numerator,
      denominator: definitions.denominator,
      dimensions: definitions.dimensions,
      rule: definitions.rule,
    },
    metrics: metrics.map((metric) => definedMetric(page, metric)),
    codes: {
      title: definitions.codes,
      items: lists.map((list) => ({ list, name: definitions.lists[list], codes: codes.list(list) })),
    },
    limits,
    documents,
  };
}

function definedMetric({ say, lang }: PageContext, metric: PublishedMetric): DefinedMetric {
  return {
    id: metric.id,
    label: metric.labels[lang],
    unit: say.definitions.units[metric.unit],
    formula: metric.formula[lang],
    numerator: metric.numerator[lang],
    denominator: metric.denominator?.[lang] ?? null,
    rule: metric.rule[lang],
    dimensions: metric.dimensions.map((name) => say.definitions.dimension[name]).join(', '),
  };
}

async function limitsPanel(page: PageContext): Promise<TablePanel> {
  const { definitions } = page.say;
  const rows = await page.version.all(limitsSql);
  const columns: TableColumn[] = [
    { label: page.say.words.case, kind: 'text' },
    { label: definitions.workdays, kind: 'count' },
    { label: definitions.from, kind: 'date' },
    { label: definitions.to, kind: 'date' },
    { label: definitions.source, kind: 'text' },
  ];
  return tablePanel(page, {
    id: 'limits',
    title: definitions.limits,
    description: rows.length === 0 ? definitions.noLimits : '',
    table: {
      caption: definitions.limits,
      columns,
      rows: rows.map((row) => [
        page.codes.label('case_type', String(row.case_type)),
        ...cells(row, ['workdays', 'valid_from', 'valid_to', 'source']),
      ]),
    },
  });
}

async function documentsPanel(page: PageContext): Promise<TablePanel> {
  const { definitions } = page.say;
  const rows = await page.version.all(documentsSql);
  const columns: TableColumn[] = [
    { label: definitions.code, kind: 'text' },
    { label: definitions.name, kind: 'text' },
    { label: definitions.issuer, kind: 'text' },
    { label: definitions.issued, kind: 'date' },
    { label: definitions.from, kind: 'date' },
    { label: definitions.to, kind: 'date' },
    { label: definitions.source, kind: 'text' },
  ];
  const names = [
    'document_code',
    `title_${page.lang}`,
    'issuer',
    'issued_date',
    'valid_from',
    'valid_to',
    'source',
  ];
  return tablePanel(page, {
    id: 'documents',
    title: definitions.documents,
    description: '',
    table: { caption: definitions.documents, columns, rows: rows.map((row) => cells(row, names)) },
  });
}

function tablePanel(
  page: PageContext,
  made: { id: string; title: string; description: string; table: TableData },
): TablePanel {
  return { frame: { page: 'definitions', source: sourceLine(page), drawn: false, ...made } };
}

function cells(row: Row, names: readonly string[]): (string | number | null)[] {
  return names.map((name) => {
    const cell = row[name] ?? null;
    return cell === null || typeof cell === 'number' ? cell : String(cell);
  });
}
