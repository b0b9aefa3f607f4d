import { metricOf } from '#warehouse/metrics.ts';
import type { Lang } from '../../i18n/lang.ts';
import { formatMonth } from '../../format/dates.ts';
import type { Block, PromptId, TableBlock } from './document.ts';
import type { Facts } from './facts.ts';
import { printSvg } from './print-chart.ts';
import type { Run } from './text/runs.ts';

/** A figure on the page: where it comes from, and the page that explains it. */
export interface Origin {
  href: string;
  title: string;
}

/** A piece of a sentence on the page. */
export interface PreviewRun {
  text: string;
  origin: Origin | null;
}

/** A block as the page shows it: plain data. */
export type PreviewBlock =
  | { kind: 'part'; lines: string[] }
  | { kind: 'heading'; level: 1 | 2; text: string }
  | { kind: 'paragraph'; runs: PreviewRun[] }
  | { kind: 'prompt'; id: PromptId; question: string; text: string | null }
  | { kind: 'table'; caption: string; table: Pick<TableBlock, 'columns' | 'rows' | 'hasTotal' | 'note'> }
  | { kind: 'chart'; caption: string; alt: string; src: string };

/** How the page says where a figure comes from. */
type Telling = (metric: string, period: string, part: string) => string;

/** Blocks of a briefing for the page, each figure with its origin; charts as pictures in the printed manner. */
export function previewOf(
  blocks: readonly Block[],
  facts: Facts,
  { lang, origin }: { lang: Lang; origin: Telling },
): PreviewBlock[] {
  const known = new Map(facts.all.map((fact) => [fact.id, fact.request]));
  const originOf = (id: string): Origin | null => {
    const request = known.get(id);
    if (!request) return null;
    const { metric, from, to, filters } = request;
    const params = new URLSearchParams({ metric, month: to });
    if (filters.case_type) params.set('case', filters.case_type.join(','));
    if (lang === 'en') params.set('lang', lang);
    const period =
      from === to ? formatMonth(to, lang) : `${formatMonth(from, lang)}–${formatMonth(to, lang)}`;
    const part = Object.values(filters).flat().join(', ');
    return {
      href: `/explain?${params.toString().replaceAll('%2C', ',')}`,
      title: origin(metricOf(metric).label[lang], period, part === '' ? '' : `, ${part}`),
    };
  };
  return blocks.map((block) => shown(block, originOf));
}

function shown(block: Block, originOf: (id: string) => Origin | null): PreviewBlock {
  switch (block.kind) {
    case 'part':
      return { kind: 'part', lines: block.text.split('\n') };
    case 'heading':
      return block;
    case 'paragraph':
      return { kind: 'paragraph', runs: block.runs.map((run) => runOf(run, originOf)) };
    case 'prompt':
      return block;
    case 'table': {
      const { caption, columns, rows, hasTotal, note } = block;
      return { kind: 'table', caption, table: { columns, rows, hasTotal, note } };
    }
    case 'chart': {
      const svg = Buffer.from(printSvg(block.spec), 'utf8').toString('base64');
      return {
        kind: 'chart',
        caption: block.caption,
        alt: block.alt,
        src: `data:image/svg+xml;base64,${svg}`,
      };
    }
  }
}

function runOf(run: Run, originOf: (id: string) => Origin | null): PreviewRun {
  return typeof run === 'string'
    ? { text: run, origin: null }
    : { text: run.text, origin: originOf(run.fact) };
}
