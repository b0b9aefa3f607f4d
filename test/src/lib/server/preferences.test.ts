import type { Cookies } from '@sveltejs/kit';
import { expect, it } from 'vitest';
import { BadParameter } from '$lib/filters';
import { keepTheme } from '$lib/server/preferences';

const origin = 'http://127.0.0.1:3000';

function jar(): Cookies & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    get: (name) => kept.get(name),
    getAll: () => [...kept].map(([name, value]) => ({ name, value })),
    set: (name, value) => void kept.set(name, value),
    delete: (name) => void kept.delete(name),
    serialize: (name, value) => `${name}=${value}`,
  };
}

function form(fields: Record<string, string>): FormData {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) made.set(name, value);
  return made;
}

it('keeps a theme, goes back to the page, and forgets the theme again', () => {
  const cookies = jar();
  const back = '/backlog?month=2026-09&type=agency,other';
  expect(keepTheme(cookies, form({ theme: 'dark', back }), origin)).toBe(back);
  expect([...cookies.kept]).toEqual([['theme', 'dark']]);
  keepTheme(cookies, form({ theme: 'auto', back }), origin);
  expect(cookies.kept.size).toBe(0);
});

it('leads nowhere but to this server', () => {
  const places = [
    '//evil.example/',
    'https://evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    'http://',
  ];
  const led = places.map((back) => keepTheme(jar(), form({ theme: 'dark', back }), origin));
  expect(led).toEqual(['/', '/', '/', '/', '/']);
});

it('refuses a theme that there is not, and names those that there are', () => {
  expect(() => keepTheme(jar(), form({ theme: 'sepia' }), origin)).toThrow(BadParameter);
  expect(() => keepTheme(jar(), form({}), origin)).toThrow(/light, dark, auto/);
});
