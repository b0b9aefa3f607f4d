import { beforeEach, describe, expect, it } from 'vitest';
import { DraftStore, type Draft } from '../../../../src/lib/workbench/drafts.ts';
import { plainView } from '../../../../src/lib/workbench/view.ts';

/** What a browser keeps, in memory; full after so many characters. */
class Memory implements Storage {
  readonly #kept = new Map<string, string>();
  readonly #room: number;

  constructor(room = Infinity) {
    this.#room = room;
  }
  get length() {
    return this.#kept.size;
  }
  key(index: number) {
    return [...this.#kept.keys()][index] ?? null;
  }
  getItem(key: string) {
    return this.#kept.get(key) ?? null;
  }
  setItem(key: string, value: string) {
    if (value.length > this.#room) throw new DOMException('full', 'QuotaExceededError');
    this.#kept.set(key, value);
  }
  removeItem(key: string) {
    this.#kept.delete(key);
  }
  clear() {
    this.#kept.clear();
  }
}

const draft: Draft = {
  id: 'a',
  number: 1,
  title: null,
  text: 'select $month',
  view: { show: 'bar', rows: ['stage'], columns: null, value: null, measure: 'count' },
  parameters: [{ name: 'month', kind: 'month', usual: '' }],
  choices: { month: '2026-09' },
};

let memory: Memory;
beforeEach(() => {
  memory = new Memory();
});

describe('drafts', () => {
  it('come back as they were, in the order of their tabs', () => {
    const store = new DraftStore(memory, 'lan');
    const second = { ...draft, id: 'b', number: 2, title: 'Hai' };
    expect([store.keep(second), store.keep(draft)]).toEqual([true, true]);
    expect(store.all()).toEqual([draft, second]);
    store.forget('a');
    expect(store.all()).toEqual([second]);
  });

  it('are apart for each person', () => {
    new DraftStore(memory, 'lan').keep(draft);
    expect(new DraftStore(memory, 'la').all()).toEqual([]);
    expect(new DraftStore(memory, 'minh').all()).toEqual([]);
  });

  it('that cannot be read are left out, and what is wrong with one is put right', () => {
    memory.setItem('sql-draft:lan:x', '{');
    memory.setItem('sql-draft:lan:y', '{"text":1,"number":2}');
    memory.setItem(
      'sql-draft:lan:z',
      '{"text":"select 1","number":3,"view":{"show":"pie"},"parameters":[{"name":"m"}],"choices":{"a":1}}',
    );
    expect(new DraftStore(memory, 'lan').all()).toEqual([
      { id: 'z', number: 3, title: null, text: 'select 1', view: plainView, parameters: [], choices: {} },
    ]);
  });

  it('that a full browser or their own length keeps out are told', () => {
    expect(new DraftStore(new Memory(10), 'lan').keep(draft)).toBe(false);
    expect(new DraftStore(memory, 'lan').keep({ ...draft, text: 'x'.repeat(200_001) })).toBe(false);
  });
});
