import { describe, expect, it } from 'vitest';
import { parseViews, withoutView, withView, type SavedView } from '$lib/components/saved-views';

const view = (name: string, href = '/') => ({ name, href });

describe('saved views', () => {
  it('come back as they were kept', () => {
    const kept = [view('Cơ quan', '/?type=agency'), view('Năm trước', '/compare?b=2025-10')];
    expect(parseViews(JSON.stringify(kept))).toEqual(kept);
    expect(parseViews(null)).toEqual([]);
  });

  it('leave out what is no view or leads out of the product', () => {
    const strange = [
      view('a', '//elsewhere'),
      view('b', 'javascript:alert(1)'),
      view('c', '/\\elsewhere'),
      { name: 'd' },
      'e',
      null,
      view('', '/'),
      view('ok', '/trends'),
    ];
    expect(parseViews(JSON.stringify(strange))).toEqual([view('ok', '/trends')]);
    expect(parseViews('{broken')).toEqual([]);
    expect(parseViews('{"a":1}')).toEqual([]);
  });

  it('stand newest first, a name once, fifty at most', () => {
    const two = withView([view('a'), view('b')], view(' b ', '/trends'));
    expect(two).toEqual([view('b', '/trends'), view('a')]);
    const many = Array.from({ length: 50 }, (_, i): SavedView => view(String(i)));
    const more = withView(many, view('new'));
    expect([more.length, more[0]?.name, more.at(-1)?.name]).toEqual([50, 'new', '48']);
    expect(withoutView(two, 'b')).toEqual([view('a')]);
  });
});
