import { canonicalSearch } from '$lib/filters';
import { addMonths, formatMonth, monthRange } from '$lib/format/dates';
import { versionNames } from '../../reading.ts';
import type { PageContext, Period } from '../context';
import type { Choice } from '../multiples';
import { compareParameters, given, periodText, type Letter, type Side, type Sides } from './sides';

export interface FormOption {
  value: string;
  label: string;
  selected: boolean;
}

/** A list of a form, its options in named groups (an empty name: none). */
export interface FormList {
  name: string;
  label: string;
  groups: { label: string; options: FormOption[] }[];
}

/** The form of a comparison: lists for both sides, and what it keeps of the address. */
export interface CompareForm {
  kept: { name: string; value: string }[];
  sides: { letter: Letter; lists: FormList[]; organization: { name: string; value: string } }[];
}

/** Comparisons that are asked for often, as links. */
export function presetsOf(page: PageContext): Choice[] {
  const { params, say, codes, version, filters } = page;
  const newest = [filters.month, version.newestMonth].sort()[0] ?? version.newestMonth;
  const yearBefore = addMonths(newest, -12);
  const year = { from: addMonths(newest, -11), to: newest };
  const [first, second] = codes.list('organization_type').map(({ code }) => code);
  const older = versionNames()
    .filter((id) => id < version.id)
    .at(-1);
  const at = canonicalSearch(params);
  const link = (label: string, chosen: Record<string, string>): Choice => {
    const next = new URLSearchParams([...params].filter(([name]) => !compareParameters.includes(name)));
    for (const [name, value] of Object.entries(chosen)) next.set(name, value);
    const search = canonicalSearch(next);
    return { label, href: search || '?', current: search === at };
  };
  const has = (month: string) => month >= version.firstMonth;
  return [
    link(say.compare.presets.month, {}),
    ...(has(yearBefore) ? [link(say.compare.presets.year, { b: yearBefore })] : []),
    ...(has(addMonths(year.from, -12)) ? [link(say.compare.presets.years, { a: periodText(year) })] : []),
    ...(first && second
      ? [link(say.compare.presets.types, { b: newest, type_a: first, type_b: second })]
      : []),
    ...(older ? [link(say.compare.presets.versions, { b: newest, version_b: older })] : []),
  ];
}

/** The form with what each side shows chosen in it. */
export function formOf(page: PageContext, sides: Sides): CompareForm {
  const kept = [...page.params].filter(([name]) => !compareParameters.includes(name));
  const versions = versionNames().reverse();
  return {
    kept: kept.map(([name, value]) => ({ name, value })),
    sides: [sides.a, sides.b].map((side) => ({
      letter: side.letter,
      lists: [
        periods(page, side),
        codeList(page, side, 'type'),
        codeList(page, side, 'case'),
        ...(versions.length > 1 ? [versionList(page, side, versions)] : []),
      ],
      organization: { name: `org_${side.letter}`, value: given(page.params, `org_${side.letter}`) ?? '' },
    })),
  };
}

function periods(page: PageContext, { letter, period }: Side): FormList {
  const { version, lang, say } = page;
  const chosen = periodText(period);
  const months = monthRange(version.firstMonth, version.newestMonth).reverse();
  const years = [...new Set(months.map((month) => month.slice(0, 4)))].map((year): Period => {
    const own = months.filter((month) => month.startsWith(year));
    return { from: own.at(-1) ?? '', to: own[0] ?? '' };
  });
  const option = (item: Period, label: string): FormOption => ({
    value: periodText(item),
    label,
    selected: periodText(item) === chosen,
  });
  const inMonths = ({ from, to }: Period) => `${formatMonth(from, lang)} – ${formatMonth(to, lang)}`;
  const listed = [
    {
      label: say.compare.months,
      options: months.map((month) => option({ from: month, to: month }, formatMonth(month, lang))),
    },
    { label: say.compare.years, options: years.map((year) => option(year, inMonths(year))) },
  ];
  const isListed = listed.some(({ options }) => options.some(({ selected }) => selected));
  const own = isListed ? [] : [{ label: '', options: [option(period, inMonths(period))] }];
  return { name: letter, label: say.compare.period, groups: [...own, ...listed] };
}

function codeList(page: PageContext, { letter }: Side, kind: 'type' | 'case'): FormList {
  const { say, codes } = page;
  const name = `${kind}_${letter}`;
  const value = given(page.params, name) ?? '';
  const items = codes.list(kind === 'type' ? 'organization_type' : 'case_type');
  const several = value.includes(',')
    ? [
        {
          value,
          label: value
            .split(',')
            .map((code) => items.find((item) => item.code === code)?.label ?? code)
            .join(' + '),
        },
      ]
    : [];
  const options = [
    { value: '', label: kind === 'type' ? say.compare.allTypes : say.compare.allCases },
    ...several,
    ...items.map(({ code, label }) => ({ value: code, label })),
  ];
  return { name, label: say.words[kind], groups: [{ label: '', options: chosenIn(options, value) }] };
}

function versionList(page: PageContext, { letter }: Side, versions: readonly string[]): FormList {
  const name = `version_${letter}`;
  const options = [
    { value: '', label: page.say.compare.live },
    ...versions.map((id) => ({ value: id, label: id })),
  ];
  return {
    name,
    label: page.say.compare.versionLabel,
    groups: [{ label: '', options: chosenIn(options, given(page.params, name) ?? '') }],
  };
}

function chosenIn(options: readonly { value: string; label: string }[], value: string): FormOption[] {
  return options.map((option) => ({ ...option, selected: option.value === value }));
}
