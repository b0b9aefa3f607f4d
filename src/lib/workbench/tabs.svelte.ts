import type { Lang } from '$lib/i18n';
import { Bench } from './bench.svelte';
import type { Draft, DraftStore } from './drafts';
import { parametersOf, type Choices, type SqlParameter } from './parameters';
import { plainView, type ResultView } from './view';

const mostTabs = 20;
/** Typing is kept when it pauses this long. */
const pauseMs = 300;

/** A statement with its result. */
export class Tab {
  readonly id: string;
  readonly number: number;
  title: string | null = $state(null);
  view: ResultView = $state.raw(plainView);
  /** False when the browser could not keep the draft. */
  isKept = $state(true);
  /** The parameters of its text, and what is chosen for them. */
  parameters: SqlParameter[] = $state.raw([]);
  choices: Choices = $state.raw({});
  readonly bench: Bench;
  readonly #keep: (draft: Draft) => boolean;
  #text: string;
  #isChanged = false;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(draft: Draft, keep: (draft: Draft) => boolean, lang: () => Lang) {
    this.id = draft.id;
    this.number = draft.number;
    this.title = draft.title;
    this.view = draft.view;
    this.#text = draft.text;
    this.parameters = parametersOf(draft.text, draft.parameters);
    this.choices = draft.choices;
    this.#keep = keep;
    this.bench = new Bench(lang);
  }

  get text(): string {
    return this.#text;
  }

  /** Takes what was typed. */
  write(text: string): void {
    this.#text = text;
    this.#isChanged = true;
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.#pause(), pauseMs);
  }

  /** Takes what was chosen for a parameter. */
  pick(name: string, value: string): void {
    this.choices = { ...this.choices, [name]: value };
    this.#isChanged = true;
    this.save();
  }

  show(view: ResultView): void {
    this.view = view;
    this.#isChanged = true;
    this.save();
  }

  /** Keeps the draft where it changed: another window may have closed it meanwhile. */
  save(): void {
    clearTimeout(this.#waiting);
    if (!this.#isChanged) return;
    this.#isChanged = false;
    const { id, number, title, text, view, parameters, choices } = this;
    this.isKept = this.#keep({ id, number, title, text, view, parameters, choices });
  }

  /** Ends what it runs; its draft is no longer kept. */
  end(): void {
    clearTimeout(this.#waiting);
    this.bench.stop();
  }

  #pause(): void {
    this.parameters = parametersOf(this.#text, this.parameters);
    this.save();
  }
}

/** What a new tab begins with. */
export interface Opening {
  title: string | null;
  text: string;
  view?: ResultView;
  parameters?: SqlParameter[];
  choices?: Choices;
}

/** The tabs of a person in this window; there is always one. Only in the browser. */
export class Tabs {
  all: Tab[] = $state.raw([]);
  readonly #store: DraftStore;
  readonly #lang: () => Lang;
  #chosen: Tab;

  /** The tabs that were kept; without any, one with `first`. */
  constructor(store: DraftStore, first: Opening, lang: () => Lang) {
    this.#store = store;
    this.#lang = lang;
    const kept = store.all();
    const last = this.#tabOf(kept.at(-1) ?? newDraft(1, first));
    this.all = [...kept.slice(0, -1).map((draft) => this.#tabOf(draft)), last];
    this.#chosen = $state.raw(last);
  }

  get chosen(): Tab {
    return this.#chosen;
  }

  get mayOpen(): boolean {
    return this.all.length < mostTabs;
  }

  choose(tab: Tab): void {
    this.#chosen.save();
    this.#chosen = tab;
  }

  /** Opens a statement in a tab of its own, or goes to the tab that has the very same. */
  open(opening: Opening): void {
    const { title, text } = opening;
    const same = this.all.find((tab) => tab.text === text && tab.title === title && text !== '');
    if (same) return this.choose(same);
    if (!this.mayOpen) return;
    const number = Math.max(0, ...this.all.map((tab) => tab.number)) + 1;
    const draft = newDraft(number, opening);
    const tab = this.#tabOf(draft);
    this.all = [...this.all, tab];
    this.#chosen = tab;
    this.#store.keep(draft);
  }

  close(tab: Tab): void {
    const at = this.all.indexOf(tab);
    tab.end();
    this.#store.forget(tab.id);
    this.all = this.all.filter((each) => each !== tab);
    const next = this.all[Math.min(at, this.all.length - 1)];
    if (!next) this.open({ title: null, text: '' });
    else if (tab === this.#chosen) this.#chosen = next;
  }

  /** Keeps what was typed last; ends what still runs. */
  leave(): void {
    for (const tab of this.all) {
      tab.save();
      tab.bench.stop();
    }
  }

  #tabOf(draft: Draft): Tab {
    return new Tab(draft, (each) => this.#store.keep(each), this.#lang);
  }
}

/** The name is random, so that two windows never give the same one. */
function newDraft(
  number: number,
  { view = plainView, parameters = [], choices = {}, ...own }: Opening,
): Draft {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  const id = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { id, number, view, parameters, choices, ...own };
}
