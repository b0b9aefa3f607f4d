import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { leanECharts } from './src/lib/charts/lean-build.ts';
import { LongestFirst } from './test/support/longest-first.ts';

/**
 * Scripts of the browser come in few files: what most pages share in one, what several share in another. A small file
 * costs a request, as much again in headers, and packs worse.
 */
const chunks = {
  groups: [
    { name: 'frame', minShareCount: 12, priority: 2 },
    // Words of accounts, administrators and analysts are on many pages, but on none that shows figures.
    {
      name: 'panels',
      test: /\/src\/lib\/(?!i18n\/|components\/(ParameterFields|SessionTable|TokenTable))/,
      minShareCount: 4,
      priority: 1,
    },
  ],
};

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [sveltekit(), leanECharts],
  ssr: { external: ['@duckdb/node-api'] },
  ...(isSsrBuild ? {} : { build: { rolldownOptions: { output: { codeSplitting: chunks } } } }),
  test: {
    include: ['test/**/*.test.ts'],
    // Chromium tests have a runner of their own: test/browser/playwright.config.ts.
    exclude: ['test/browser/**'],
    environment: 'node',
    // Native modules (DuckDB) need processes, not threads.
    pool: 'forks',
    // One more than the cores of a small machine: a worker often waits for a command that it has started.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // What takes seconds may take many times as long on a machine that does much else.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Files that leave the pages take their colours from this sheet; other styles mean nothing to the tests.
    css: { include: [/tokens\.css/] },
    expect: { requireAssertions: true },
    env: { TZ: 'Asia/Ho_Chi_Minh' },
  },
}));
