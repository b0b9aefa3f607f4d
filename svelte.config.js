import { readFileSync } from 'node:fs';
import adapter from '@sveltejs/adapter-node';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** @type {import('@sveltejs/kit').Config} */
export default {
  kit: {
    adapter: adapter({ precompress: true }),
    // Not the time of day, Kit's default: a `svelte-kit sync` beside a build would give server and pages two names.
    version: { name: version },
    typescript: {
      config: (config) => {
        config.include.push('../etl/**/*.ts', '../warehouse/**/*.ts', '../test/**/*.ts');
      },
    },
  },
};
