import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [sveltekit()],
  ssr: { external: ['@duckdb/node-api'] },
  test: {
    include: ['test/**/*.test.ts'],
    // Chromium tests have a runner of their own: test/browser/playwright.config.ts.
    exclude: ['test/browser/**'],
    environment: 'node',
    // Native modules (DuckDB) need processes, not threads.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Files that leave the pages take their colours from this sheet; other styles mean nothing to the tests.
    css: { include: [/tokens\.css/] },
    expect: { requireAssertions: true },
    env: { TZ: 'Asia/Ho_Chi_Minh' },
  },
});
