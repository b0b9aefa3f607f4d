import { formatChange, formatDecimal, formatRatio } from '$lib/format/numbers';
import { lowerFirst } from '$lib/format/names';
import { rateChange, type RateChange } from '$lib/shape/newcombe';
import { ask, type PageContext, type Period } from './context';
import { countsOf, isCovered, periodInWords, ratesBy } from './rates';

/** The page's finding: the rate, whether it changed, and which type is clearly below the rest. */
export async function headOf(page: PageContext, period: Period): Promise<{ finding: string; lede: string }> {
  const { say, lang } = page;
  const { all, rates, before } = await ratesBy(page, 'organization_type', period);
  const [earlier] = isCovered(page, before) ? await ask(page, 'compliance_rate', [], before) : [];
  const words = periodInWords(page, period);
  if (!all || all.value === null) return { finding: say.compliance.none(words), lede: '' };
  const below = rates.find((rate) => rate.tone === 'late');
  const change = earlier ? rateChange(all, earlier) : null;
  return {
    finding: say.compliance.headline(
      formatRatio(all.value, lang),
      change === null ? '' : changeOf(page, change),
      below && rates.length > 1
        ? say.compliance.lowest(lowerFirst(below.name, lang), formatRatio(below.rate, lang))
        : '',
    ),
    lede: [
      say.compliance.counts(countsOf(all, page), words),
      change === null ? '' : beforeOf(page, earlier?.value ?? null, change),
      page.filters.case.length > 0 ? say.compliance.caseFilter : '',
    ]
      .filter((part) => part !== '')
      .join(' '),
  };
}

function changeOf({ say, lang }: PageContext, { change, isClear }: RateChange): string {
  const points = formatDecimal(Math.abs(change) * 100, lang);
  if (!/[1-9]/.test(points)) return say.compliance.change(points, 'level');
  return say.compliance.change(points, change > 0 ? 'up' : 'down') + (isClear ? '' : say.duties.head.chance);
}

function beforeOf(
  { say, lang }: PageContext,
  was: number | null,
  { low, high, isClear }: RateChange,
): string {
  const bound = (value: number) => formatChange(value * 100, lang, 1);
  return say.duties.head.before(formatRatio(was, lang), { low: bound(low), high: bound(high), isClear });
}
