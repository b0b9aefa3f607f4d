import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BeyondLimits } from '$lib/server/errors';
import { sightOf } from '$lib/server/reading';
import { reader } from '../../../support/viewers.ts';

const root = join(import.meta.dirname, '../../../..');

/** Opens a version without asking who reads it. */
const unlimited = /\b(liveVersion|namedVersion|partOfVersion)\b/;
/** Who may: the reader of files itself and the one way to it; who reads for no viewer; and administrators. */
const allowed = [
  /^src\/lib\/server\/(warehouse|reading)\.ts$/,
  // Made ready before anybody asks: every viewer gets their own version of it, and of it nothing is answered.
  /^src\/lib\/server\/(pages\/warm-up|sql\/warm)\.ts$/,
  /^src\/(programs|lib\/server\/(admin|people))\//,
];

const breaches = (files: readonly { path: string; text: string }[]) =>
  files
    .filter(({ path, text }) => unlimited.test(text) && !allowed.some((known) => known.test(path)))
    .map(({ path }) => path);

describe('published versions', () => {
  it('are opened for a viewer, by pages, API and files alike', () => {
    const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|svelte)$/.test(name))
      .map((name) => ({ path: `src/${name}`, text: readFileSync(join(root, 'src', name), 'utf8') }));
    expect(files.length).toBeGreaterThan(200);
    expect(breaches(files)).toEqual([]);
  });

  it('would be missed by this test nowhere', () => {
    const fault = { path: 'src/lib/server/pages/load.ts', text: 'const version = await liveVersion();' };
    expect(breaches([fault])).toEqual(['src/lib/server/pages/load.ts']);
  });

  it('are limited to the organisation that an account is bound to', () => {
    expect(sightOf(reader({ organization: '0004' }))).toMatchObject({ part: '0004' });
    expect(sightOf(reader())).toEqual({ part: null, disclosure: 'full' });
    expect(() => sightOf(null)).toThrow('nobody');
  });

  it('are restricted for an account that is, and for whoever asks for it', () => {
    const restricted = reader({ disclosure: 'restricted' });
    for (const asked of [null, 'restricted'] as const)
      expect(sightOf(restricted, asked)).toEqual({ part: null, disclosure: 'restricted' });
    expect(() => sightOf(restricted, 'full')).toThrow(BeyondLimits);
    expect(sightOf(reader(), 'restricted').disclosure).toBe('restricted');
    expect(sightOf(reader(), 'full').disclosure).toBe('full');
    expect(() => sightOf(reader({ organization: '0004' }), 'restricted')).toThrow(BeyondLimits);
  });
});
