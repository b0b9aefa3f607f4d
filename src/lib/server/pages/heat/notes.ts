import { sqlFile } from '#warehouse/project.ts';
import { formatDate } from '$lib/format/dates';
import { counted } from '$lib/i18n/sentences';
import { dateOf } from '../day';
import type { PageContext } from '../context';
import { isListed } from './choice';
import type { Drawing } from './table';

const reorganizedSql = sqlFile('queries/page-reorganized.sql');
const eventsTold = 3;
const namesTold = 3;

/** What a reader must know of a heatmap: reorganisations inside its months, grey and unknown cells, fixed colours. */
export async function noteOf(page: PageContext, drawing: Drawing): Promise<string> {
  const { heat, backlog } = page.say;
  const { choice } = drawing;
  const isSplit = isListed(choice.rows) || [choice.rows, choice.columns].includes('organization_type');
  const overTime = [choice.rows, choice.columns].includes('month');
  return [
    ...(isSplit && overTime ? await reorganizationsOf(page, drawing) : []),
    [choice.rows, choice.columns].includes('stage') && hasUnknown(drawing) ? heat.stageUnknown : '',
    choice.measure === 'share' ? heat.shareNote : '',
    backlog.steps,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

async function reorganizationsOf(page: PageContext, drawing: Drawing): Promise<string[]> {
  const { heat } = page.say;
  const events = await page.version.all(reorganizedSql, {
    from: `${drawing.period.from}-01`,
    until: dateOf(page),
  });
  if (events.length === 0) return [];
  if (page.filters.basis === 'current') return [heat.restated];
  const told = events
    .slice(0, eventsTold)
    .toSorted((a, b) => String(a.event_on).localeCompare(String(b.event_on)))
    .flatMap((row) => {
      const event = (['merged_into', 'split_from', 'handed_over', 'ended'] as const).find(
        (name) => name === row.event,
      );
      const date = formatDate(String(row.event_on), page.lang);
      return event ? [heat.event[event](date, counted(Number(row.organization_count), page.lang))] : [];
    });
  return [
    heat.reorganized(told.join('; '), events.length - told.length),
    ...comingsAndGoings(page, drawing),
    heat.restate,
  ];
}

/** Which of the organisations shown began or ended inside the months that are shown. */
function comingsAndGoings(page: PageContext, { rows, period }: Drawing): string[] {
  const { heat } = page.say;
  const shown = rows.flatMap(({ label, organization }) => (organization ? [{ label, ...organization }] : []));
  const inside = (date: string) => date.slice(0, 7) >= period.from && date.slice(0, 7) <= period.to;
  const came = shown.filter((row) => inside(row.existsFrom)).map(({ label }) => label);
  const went = shown.filter((row) => inside(row.existsTo)).map(({ label }) => label);
  const named = (names: string[]) =>
    heat.andOthers(names.slice(0, namesTold).join(', '), names.length - Math.min(namesTold, names.length));
  return [
    came.length > 0 ? heat.came(named(came)) : '',
    went.length > 0 ? heat.went(named(went)) : '',
    came.length + went.length > 0 ? heat.grey : '',
  ];
}

function hasUnknown({ choice, rows, columns, exists, period }: Drawing): boolean {
  const stages = choice.rows === 'stage' ? rows : columns;
  const months = [rows, columns].find((_, i) => [choice.rows, choice.columns][i] === 'month') ?? [
    { key: period.to },
  ];
  return stages.some(({ key }) => months.some((month) => exists('stage', key, month.key) !== null));
}
