import { formatDate } from '$lib/format/dates';
import type { PageContext } from './context';
import { committeeOf, rejectStates, type OwnedRow, type RejectChoice } from './reject-choice';
import { rejectWords } from './reject-words';

/** One list of the form that chooses rejected rows. */
export interface SelectField {
  name: string;
  label: string;
  options: { value: string; label: string; chosen: boolean }[];
}

/** The lists to choose from: what the rejected rows of the version have, and what is chosen now. */
export function fieldsOf(page: PageContext, all: readonly OwnedRow[], choice: RejectChoice): SelectField[] {
  const { rejects: say } = page.say;
  const words = rejectWords(page.say);
  const option = (value: string, label: string, now: string) => ({ value, label, chosen: value === now });
  const field = (
    name: keyof typeof say.filters & keyof RejectChoice,
    known: [string, string][],
  ): SelectField => {
    const now = String(choice[name] ?? 'all');
    const extra: [string, string][] =
      now === 'all' || known.some(([value]) => value === now) ? [] : [[now, now]];
    return {
      name,
      label: say.filters[name],
      options: [['all', say.filters.all] as [string, string], ...known, ...extra].map(([value, label]) =>
        option(value, label, now),
      ),
    };
  };
  const distinct = (keyOf: (row: OwnedRow) => string) => [...new Set(all.map(keyOf))].sort();
  const dates = [...new Set([page.version.asOf, ...distinct((row) => row.asOf)])].sort().reverse();
  const committees = new Map(
    all.map((row) => [committeeOf(row), row.owner?.committeeName ?? say.noCommittee]),
  );
  return [
    field(
      'snapshot',
      dates.map((date) => [date, formatDate(date, page.lang)]),
    ),
    field(
      'file',
      distinct((row) => row.register).map((name) => [name, words.register(name)]),
    ),
    field(
      'reason',
      distinct((row) => row.reason).map((name) => [name, words.reason(name)]),
    ),
    {
      name: 'state',
      label: say.filters.state,
      options: rejectStates.map((state) => option(state, say.filters[state], choice.state)),
    },
    field(
      'committee',
      [...committees].sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  ];
}
