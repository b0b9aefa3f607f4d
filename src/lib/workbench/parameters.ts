/** What a parameter of a statement stands for; decides how it is picked. */
export const parameterKinds = [
  'month',
  'organization_type',
  'case_type',
  'duty_type',
  'organization',
  'number',
  'text',
] as const;
export type ParameterKind = (typeof parameterKinds)[number];

/** A `$name` of a statement. */
export interface SqlParameter {
  name: string;
  kind: ParameterKind;
  /** What stands for it until something else is chosen, as it is picked; empty: the newest month, or nothing (NULL). */
  usual: string;
}

/** What is picked for parameters, by name, as text: `2026-10`, `agency`, `5`. */
export type Choices = Readonly<Record<string, string>>;

/** Why a text is no value of its kind. */
export type UnfitReason = 'month' | 'number' | 'long';

/** What names mean without being told. */
const knownKinds: Readonly<Record<string, ParameterKind>> = {
  month: 'month',
  from_month: 'month',
  to_month: 'month',
  organization_type: 'organization_type',
  case_type: 'case_type',
  duty_type: 'duty_type',
  organization: 'organization',
  organization_code: 'organization',
  least: 'number',
  most: 'number',
  top: 'number',
};

const longestName = 60;
const longestText = 1000;

/** Comments, texts, quoted names and dollar quotes, in which nothing is a parameter; then the parameters. */
const passages =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|\$([\p{L}_][\p{L}\p{N}_]*)?\$[\s\S]*?(?:\$\1\$|$)|(?<![\p{L}\p{N}_$])\$([\p{L}\p{N}_]+)/giu;

/** Names of the parameters of a statement, each once, in their order. */
export function parameterNames(sql: string): string[] {
  const names = [...sql.matchAll(passages)].flatMap(([, , name]) => (name === undefined ? [] : [name]));
  return [...new Set(names)].filter((name) => name.length <= longestName);
}

/** The parameters of a statement: as they were declared, else by what their name means, else as text. */
export function parametersOf(sql: string, declared: readonly SqlParameter[] = []): SqlParameter[] {
  return parameterNames(sql).map(
    (name) =>
      declared.find((each) => each.name === name) ?? {
        name,
        kind: knownKinds[name.toLowerCase()] ?? 'text',
        usual: '',
      },
  );
}

/**
 * What is bound for a choice: months as their first day, an empty month as the newest one, anything else empty as
 * NULL, numbers as such. Gives why not instead for a text that is no value of the kind.
 */
export function argumentOf(
  kind: ParameterKind,
  choice: string,
  newestMonth: string,
): { value: string | number | null } | { unfit: UnfitReason } {
  const text = choice.trim();
  if (kind === 'month') {
    const month = text === '' ? newestMonth : text;
    return /^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? { value: `${month}-01` } : { unfit: 'month' };
  }
  if (text === '') return { value: null };
  if (text.length > longestText) return { unfit: 'long' };
  if (kind !== 'number') return { value: text };
  const number = /^[+-]?\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : NaN;
  return Number.isFinite(number) ? { value: number } : { unfit: 'number' };
}

const prefix = 'p.';

/** The name of a choice in an address or a form. */
export function fieldOf(name: string): string {
  return prefix + name;
}

/** The choices in an address or a form: `p.month=2026-10`. Those that are empty count as well: they take a usual one away. */
export function choicesIn(fields: Iterable<readonly [string, unknown]>): Record<string, string> {
  const choices = [...fields].flatMap(([name, value]) =>
    name.startsWith(prefix) && typeof value === 'string' ? [[name.slice(prefix.length), value] as const] : [],
  );
  return Object.fromEntries(choices);
}
