import { BadParameter } from '$lib/filters';
import type { Narrower } from '$lib/filters/explain';
import type { TableData } from '$lib/shape/table';
import { formatDate } from '$lib/format/dates';
import { metricOf } from '#warehouse/metrics.ts';
import { NotDisclosed } from '../errors.ts';
import type { MetricId } from '../metrics.ts';
import type { PageContext } from './context';

export type PageName =
  | 'overview'
  | 'trends'
  | 'compliance'
  | 'backlog'
  | 'organizations'
  | `organization-${string}`
  | 'compare'
  | 'definitions'
  | 'explain'
  | 'data';

/** What every panel says of itself: its finding, what is drawn, its table, where the figures come from. */
export interface PanelFrame {
  page: PageName;
  id: string;
  title: string;
  description: string;
  /** What a reader can press there: on screens alone, for neither paper nor a presentation can be pressed. */
  help?: string;
  source: string;
  note?: string;
  table: TableData;
  /** Whether there is a drawing to take along, beside the table. */
  drawn: boolean;
  /** Which metrics the panel shows, so that a reader can ask how each is counted. */
  metrics?: readonly { id: MetricId; label: string }[];
  /** Beyond the page's filters, what of those metrics it shows. */
  narrower?: Narrower;
  /** Where the file of the table is, if it is not the panel's own table. */
  csv?: string;
}

/** A panel's content, or the code under which its failure was reported. */
export type PanelResult<Content> =
  { ok: true; content: Content } | { ok: false; id: string; code: string; undisclosed?: Undisclosed };

/** That a panel is not part of the restricted profile, and what is. */
export interface Undisclosed {
  title: string;
  text: string;
}

/**
 * Makes one panel: a failure stays inside its frame, is reported, and leaves the other panels as they are. Throws
 * BadParameter, because then the address is at fault, not the panel.
 */
export async function panel<Content>(
  page: PageContext,
  id: string,
  make: () => Promise<Content>,
): Promise<PanelResult<Content>> {
  try {
    return { ok: true, content: await make() };
  } catch (cause) {
    if (cause instanceof BadParameter) throw cause;
    if (cause instanceof NotDisclosed) return undisclosedPanel(page, id, cause);
    page.report(`The panel ${id} could not be made.`, cause);
    return {
      ok: false,
      id,
      code: `${id} · ${page.version.id} · ${cause instanceof Error ? cause.name : 'Error'}`,
    };
  }
}

function undisclosedPanel({ say, lang }: PageContext, id: string, { name, reason }: NotDisclosed) {
  const undisclosed = { title: say.restricted.notHere, text: reason[lang] };
  return { ok: false as const, id, code: name, undisclosed };
}

/** The content of a panel that was made, or null. */
export function contentOf<Content>(result: PanelResult<Content>): Content | null {
  return result.ok ? result.content : null;
}

/** The source line of a panel: version, snapshot date, basis, and which filters hold. */
export function sourceLine(page: PageContext, more = ''): string {
  const { filters, version, say, codes } = page;
  const types = filters.type.map((code) => codes.label('organization_type', code));
  const cases = filters.case.map((code) => codes.label('case_type', code));
  const parts = [
    say.sourceVersion(version.id.split('.').at(-1) ?? version.id, formatDate(version.asOf, page.lang)),
    say.basis[filters.basis],
    page.organization?.name ?? '',
    version.disclosure === 'restricted' ? say.restricted.source : '',
    ...types,
    ...cases,
    more,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** The source line of a panel that counts duties: filters of case types do not hold for them. */
export function dutySource(page: PageContext, more = ''): string {
  const duties = page.version.disclosure === 'restricted' ? page.say.restricted.duties : '';
  const parts = [duties, more].filter((part) => part !== '');
  return sourceLine({ ...page, filters: { ...page.filters, case: [] } }, parts.join(' · '));
}

/** What a panel says of the metrics it shows: their names in the page's language. */
export function metricsShown(page: PageContext, ...ids: MetricId[]): { id: MetricId; label: string }[] {
  return ids.map((id) => ({ id, label: metricOf(id).label[page.lang] }));
}
