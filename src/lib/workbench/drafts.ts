import { isRecord, jsonOrNull } from '$lib/shape/json';
import { parameterKinds, type Choices, type SqlParameter } from './parameters';
import { parseView, plainView, type ResultView } from './view';

/** A statement that is being written. */
export interface Draft {
  id: string;
  /** Its place among the tabs, and its name where it has none of its own. */
  number: number;
  title: string | null;
  text: string;
  view: ResultView;
  /** What its parameters stand for, and what is chosen for them. */
  parameters: SqlParameter[];
  choices: Choices;
}

/** Texts are kept up to this length: a statement may have 20,000 characters, a tab holds several. */
const longestText = 200_000;

/**
 * Keeps drafts in the browser, apart for each person, each under a key of its own: two windows with different tabs do
 * not overwrite each other.
 */
export class DraftStore {
  readonly #storage: Storage;
  readonly #prefix: string;

  constructor(storage: Storage, person: string) {
    this.#storage = storage;
    this.#prefix = `sql-draft:${person}:`;
  }

  /** Drafts in the order of their tabs. What cannot be read is left out. */
  all(): Draft[] {
    return Array.from({ length: this.#storage.length }, (_, i) => this.#storage.key(i) ?? '')
      .filter((key) => key.startsWith(this.#prefix))
      .flatMap((key) => draftOf(key.slice(this.#prefix.length), this.#storage.getItem(key)) ?? [])
      .sort((a, b) => a.number - b.number || a.id.localeCompare(b.id));
  }

  /** Keeps a draft; false where the browser has no room for it or keeps nothing. */
  keep({ id, ...draft }: Draft): boolean {
    if (draft.text.length > longestText) return false;
    try {
      this.#storage.setItem(this.#prefix + id, JSON.stringify(draft));
      return true;
    } catch (error) {
      if (error instanceof DOMException) return false;
      throw error;
    }
  }

  forget(id: string): void {
    this.#storage.removeItem(this.#prefix + id);
  }
}

function draftOf(id: string, kept: string | null): Draft | null {
  const draft = jsonOrNull(kept ?? '');
  if (!isRecord(draft) || typeof draft.text !== 'string' || typeof draft.number !== 'number') return null;
  return {
    id,
    number: draft.number,
    title: typeof draft.title === 'string' ? draft.title : null,
    text: draft.text,
    view: parseView(draft.view) ?? plainView,
    parameters: Array.isArray(draft.parameters)
      ? draft.parameters.flatMap((each) => parameterOf(each) ?? [])
      : [],
    choices: choicesOf(draft.choices),
  };
}

function parameterOf(kept: unknown): SqlParameter | null {
  if (!isRecord(kept)) return null;
  const kind = parameterKinds.find((each) => each === kept.kind);
  if (!kind || typeof kept.name !== 'string' || typeof kept.usual !== 'string') return null;
  return { name: kept.name, kind, usual: kept.usual };
}

function choicesOf(kept: unknown): Choices {
  const pairs = isRecord(kept) ? Object.entries(kept) : [];
  return Object.fromEntries(
    pairs.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}
