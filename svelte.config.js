import adapter from '@sveltejs/adapter-node';

/** @type {import('@sveltejs/kit').Config} */
export default {
  kit: {
    adapter: adapter({ precompress: true }),
    typescript: {
      config: (config) => {
        config.include.push('../etl/**/*.ts', '../warehouse/**/*.ts', '../test/**/*.ts');
      },
    },
  },
};
