import { readFileSync } from 'node:fs';
import adapter from '@sveltejs/adapter-node';
import { buildWorker } from './src/lib/server/sql/build-worker.js';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

const pages = adapter({ precompress: true });

/** @type {import('@sveltejs/kit').Config} */
export default {
  kit: {
    adapter: {
      ...pages,
      async adapt(builder) {
        await pages.adapt(builder);
        await buildWorker('build');
      },
    },
    csp: {
      mode: 'auto',
      directives: {
        'default-src': ['none'],
        'script-src': ['self'],
        'worker-src': ['self'],
        'style-src': ['self'],
        // Lengths of bars and places of tooltips are style attributes. They load nothing (img-src and font-src hold for
        // them too), and nobody can write one who could not write markup already.
        'style-src-attr': ['unsafe-inline'],
        'img-src': ['self', 'data:', 'blob:'],
        'font-src': ['self'],
        'connect-src': ['self'],
        'base-uri': ['none'],
        'form-action': ['self'],
        'frame-ancestors': ['none'],
        'object-src': ['none'],
      },
    },
    // Kit's own check tells in English, before any code of ours runs, and holds for forms only: `src/hooks.server.ts`
    // refuses whatever may change something and comes from elsewhere, but for a program that brings a token.
    csrf: { trustedOrigins: ['*'] },
    // From the root: a refusal is drawn by a route of its own and stands at the address that was asked for.
    paths: { relative: false },
    // Not the time of day, Kit's default: a `svelte-kit sync` beside a build would give server and pages two names.
    version: { name: version },
    typescript: {
      config: (config) => {
        config.include.push('../etl/**/*.ts', '../warehouse/**/*.ts', '../test/**/*.ts');
      },
    },
  },
};
