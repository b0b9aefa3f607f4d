import { expect, it } from 'vitest';
import { withTablesFolded } from '$lib/server/pages/folded-tables';

const panels = ['rates', 'funnel'];

it('leaves the rows of a table behind until the address names its panel', () => {
  const folded = withTablesFolded(page(), { params: new URLSearchParams('type=agency'), panels });
  expect(folded.rates.content.frame.table).toEqual({
    caption: 'rates',
    columns: [],
    rows: [],
    toggle: { href: '?type=agency&table=rates#rates', isOpen: false },
  });
});

it('gives the rows of the tables that the address names, and the way to fold one of them again', () => {
  const params = new URLSearchParams('table=funnel,rates');
  const { rates, funnel } = withTablesFolded(page(), { params, panels });
  expect(rates.content.frame.table).toEqual({
    ...page().rates.content.frame.table,
    toggle: { href: '?table=funnel#rates', isOpen: true },
  });
  expect(funnel.content.frame.table.rows).toEqual([['funnel', 2]]);
});

it('leaves alone what is no panel that folds', () => {
  const folded = withTablesFolded(page(), { params: new URLSearchParams(), panels: ['rates'] });
  expect(folded.funnel).toEqual(page().funnel);
  expect([folded.title, folded.failed, folded.due]).toEqual(['Title', page().failed, null]);
});

it('refuses the name of a panel that the page has not, and tells those that it has', () => {
  const params = new URLSearchParams('table=rates,cross');
  expect(() => withTablesFolded(page(), { params, panels })).toThrow(/"cross".*rates, funnel/);
});

function page() {
  return {
    title: 'Title',
    failed: { ok: false, id: 'matrix', code: 'matrix · 2026' },
    due: null,
    rates: panelOf('rates'),
    funnel: panelOf('funnel'),
  };
}

function panelOf(id: string) {
  const table = {
    caption: id,
    columns: [
      { label: 'Name', kind: 'text' },
      { label: 'Count', kind: 'count' },
    ],
    rows: [[id, 2]],
    toggle: undefined,
  };
  return { ok: true, content: { frame: { id, table }, spec: {} } };
}
