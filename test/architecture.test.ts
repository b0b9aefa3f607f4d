import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { breach, importsOf } from './support/imports.ts';

const root = join(import.meta.dirname, '..');

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    return statSync(join(root, path)).isDirectory() ? filesBelow(path) : [path];
  });
}

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const ending = (pattern: RegExp) => (path: string) => pattern.test(path);
const shipped = ['launch.mjs', ...['etl', 'launch', 'src', 'static', 'warehouse'].flatMap(filesBelow)];
const everything = [...shipped, ...filesBelow('test')];
const code = shipped.filter(ending(/\.(ts|js|mjs|svelte)$/));

/** A file and a line that must not stand in it. */
const faults = [
  ['etl/jobs/load.ts', `import { x } from '../../src/lib/format/numbers.ts';`],
  ['etl/jobs/load.ts', `import { DuckDBInstance } from '@duckdb/node-api';`],
  ['warehouse/metrics.ts', `import { x } from '#etl/contract.ts';`],
  ['warehouse/metrics.ts', `export { x } from '../src/lib/server/metrics.ts';`],
  ['src/lib/server/metrics.ts', `import { x } from '#etl/contract.ts';`],
  ['src/lib/charts/lines.ts', `import { x } from '#warehouse/metrics.ts';`],
  ['src/lib/shape/series.ts', `import { readFileSync } from 'node:fs';`],
  ['src/routes/+page.svelte', `<script>import { x } from '$lib/server/metrics.ts';</script>`],
  ['src/lib/components/Chart.svelte', `<script>import { x } from '../server/pages/paint.ts';</script>`],
  ['src/routes/+page.ts', `import { x } from '../../warehouse/open.server.ts';`],
  ['launch/build.mjs', `import { build } from 'vite';`],
];

describe('the import scanner', () => {
  it.each([
    [`import { a } from 'x';`, [{ from: 'x', isType: false }]],
    [`import a, { b } from "x";`, [{ from: 'x', isType: false }]],
    [`import * as a from 'x'`, [{ from: 'x', isType: false }]],
    [`import 'x';`, [{ from: 'x', isType: false }]],
    [`const a = await import('x');`, [{ from: 'x', isType: false }]],
    [`spawn(node, ['--import', 'x']);`, []],
    [`export { a } from 'x';`, [{ from: 'x', isType: false }]],
    [`export * from 'x';`, [{ from: 'x', isType: false }]],
    [`import type { A } from 'x';`, [{ from: 'x', isType: true }]],
    [`export type { A } from 'x';`, [{ from: 'x', isType: true }]],
    [`import {\n  type A,\n  type B,\n} from 'x';`, [{ from: 'x', isType: true }]],
    [`import { type A, b } from 'x';`, [{ from: 'x', isType: false }]],
    [`import a, { type B } from 'x';`, [{ from: 'x', isType: false }]],
    [`// import { a } from 'x';\n/* import 'y'; */`, []],
    [`const u = 'http://a'; import { a } from 'x';`, [{ from: 'x', isType: false }]],
    [
      `<script lang="ts">\n  import { a } from '$lib/x.ts';\n</script>`,
      [{ from: '$lib/x.ts', isType: false }],
    ],
  ])('reads %j', (source, imports) => {
    expect(importsOf(source)).toEqual(imports);
  });

  it.each(faults)('catches a fault planted in %s: %s', (file, source) => {
    expect(importsOf(source).map((found) => breach(file, found))).toEqual([expect.any(String)]);
  });

  it.each([
    ['etl/jobs/load.ts', `import { openMemory } from '#warehouse/open.server.ts';`],
    ['warehouse/open.server.ts', `import { DuckDBInstance } from '@duckdb/node-api';`],
    ['src/lib/server/metrics.ts', `import { metrics } from '#warehouse/metrics.ts';`],
    ['src/routes/+page.server.ts', `import { x } from '$lib/server/pages/overview.ts';`],
    ['src/lib/charts/lines.ts', `import type { Metric } from '#warehouse/metrics.ts';`],
    ['src/lib/components/Chart.svelte', `<script>import { x } from '$lib/charts/lines.ts';</script>`],
  ])('lets pass what may stand in %s: %s', (file, source) => {
    expect(importsOf(source).map((found) => breach(file, found))).toEqual([undefined]);
  });
});

describe('lint', () => {
  const lint = new ESLint({ cwd: root, overrideConfig: { rules: { 'no-unused-vars': 'off' } } });

  it.each(faults)('catches a fault planted in %s: %s', async (file, source) => {
    const [result] = await lint.lintText(source, { filePath: join(root, file) });
    expect(result?.messages.map(({ ruleId }) => ruleId)).toContain(
      '@typescript-eslint/no-restricted-imports',
    );
  });
});

describe('the source', () => {
  it('imports only along the way that data flow', () => {
    const breaches = code.flatMap((file) =>
      importsOf(read(file))
        .map((found) => ({ file, from: found.from, breach: breach(file, found) }))
        .filter((found) => found.breach !== undefined),
    );
    expect(breaches).toEqual([]);
  });

  it('opens DuckDB in one file', () => {
    const openers = code.filter((file) =>
      importsOf(read(file)).some(({ from }) => from.startsWith('@duckdb/')),
    );
    expect(openers).toEqual(['warehouse/open.server.ts']);
  });

  it('names no address beyond this machine', () => {
    const address =
      /https?:\/\/(?!(www\.)?w3\.org\b|localhost\b|127\.0\.0\.1\b|schemas\.openxmlformats\.org\b|\$\{)\S*/g;
    const texts = shipped.filter(ending(/\.(ts|js|mjs|svelte|html|css|svg|sql|json)$/));
    expect(
      texts.flatMap((file) => (read(file).match(address) ?? []).map((found) => `${file}: ${found}`)),
    ).toEqual([]);
  });

  it('says in two lines what each SQL file gives', () => {
    const silent = shipped
      .filter(ending(/\.sql$/))
      .filter((file) => !/^-- [^\n]+\n-- [^\n]+\n/.test(read(file)));
    expect(silent).toEqual([]);
  });

  it('names models by their layer', () => {
    const layers: Record<string, RegExp> = {
      staging: /^stg_[a-z_]+\.sql$/,
      intermediate: /^int_[a-z_]+\.sql$/,
      history: /^hist_[a-z_]+\.sql$/,
      meta: /^[a-z_]+\.sql$/,
      marts: /^(dim|fct|agg)_[a-z_]+\.sql$/,
    };
    const misnamed = filesBelow('warehouse/models').filter((file) => {
      const [layer = '', name = ''] = file.split('/').slice(2);
      return !layers[layer]?.test(name);
    });
    expect(misnamed).toEqual([]);
  });

  it('names modules in kebab-case and components in PascalCase', () => {
    const module = /^(\+?[a-z0-9]+(-[a-z0-9]+)*)(\.[a-z]+)*\.(ts|js|mjs)$/;
    const component = /^(\+[a-z]+|([A-Z][a-z0-9]*)+)\.svelte$/;
    const misnamed = everything.filter(ending(/\.(ts|js|mjs|svelte)$/)).filter((file) => {
      const name = file.split('/').at(-1) ?? '';
      return !module.test(name) && !component.test(name);
    });
    expect(misnamed).toEqual([]);
  });

  it('keeps files at a size that can be read', () => {
    const limits: [RegExp, number][] = [
      [/\.(ts|js|mjs)$/, 300],
      [/\.svelte$/, 250],
      [/^warehouse\/.*\.sql$/, 110],
      [/\.sql$/, 200],
    ];
    const long = everything.flatMap((file) => {
      const limit = limits.find(([pattern]) => pattern.test(file))?.[1];
      const lines = limit === undefined ? 0 : read(file).trimEnd().split('\n').length;
      return limit !== undefined && lines > limit ? [`${file}: ${lines} lines, at most ${limit}`] : [];
    });
    expect(long).toEqual([]);
  });
});

describe('package-lock.json', () => {
  it('holds the packages of every platform, so that npm ci accepts it', () => {
    const packages: Record<string, { optionalDependencies?: Record<string, string> }> = JSON.parse(
      read('package-lock.json'),
    ).packages;
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`],
      ),
    );
    expect(missing).toEqual([]);
  });
});
