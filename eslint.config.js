import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** An import that is not allowed where it stands; `import type` may cross. */
const forbid = (regex, message) => ({ regex, message, allowTypeImports: true });

const etl = forbid(
  String.raw`^#etl/|(^|/)\.\./(.*/)?etl/`,
  'etl/ is the way in. What both sides need belongs in warehouse/.',
);
const src = forbid(
  String.raw`^\$lib|(^|/)\.\./(.*/)?src/`,
  'src/ is the way out. What both sides need belongs in warehouse/.',
);
const warehouse = forbid(
  String.raw`^#warehouse/|(^|/)\.\./(.*/)?warehouse/`,
  'Pages and components do not know the warehouse: read it in src/lib/server/ and hand the result on.',
);
const server = forbid(
  String.raw`^\$lib/server|(^|/)server/|\.server(\.ts)?$`,
  'This runs in the browser too: load on the server (+page.server.ts) and pass the data as props.',
);
const node = forbid(
  String.raw`^node:`,
  'This runs in the browser too: what needs Node belongs in src/lib/server/ or a *.server.ts file.',
);
const duckdb = forbid(
  String.raw`^@duckdb/`,
  'Only warehouse/open.server.ts opens DuckDB: use its openPublished and openMemory.',
);
const packages = forbid(
  String.raw`^(?!node:|\.\.?/)`,
  'The launcher runs before the packages are installed: node: modules only.',
);

/** Rules of one set of files. Two sets must not overlap: the later one would replace the earlier one's. */
const room = (files, ignores, patterns) => ({
  files,
  ignores,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
});
const serverFiles = [
  'src/lib/server/**',
  'src/programs/**',
  'src/**/*.server.ts',
  'src/**/+server.ts',
  'src/hooks.server.ts',
];

export default tseslint.config(
  { ignores: ['.svelte-kit/', '.launch/', 'build/', 'data/', 'test-results/', 'node_modules/'] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ...tseslint.configs.strict,
  ...svelte.configs.recommended,
  ...svelte.configs.prettier,
  {
    languageOptions: { globals: globals.node },
    rules: {
      'no-console': ['error', { allow: ['error', 'warn'] }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'TSAsExpression > TSAsExpression > TSUnknownKeyword',
          message: 'Parse it, or give it its true type: "as unknown as" proves nothing.',
        },
      ],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      'max-params': ['error', 4],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/**/*.{ts,svelte}', 'etl/**/*.ts', 'warehouse/**/*.ts', 'launch/**/*.mjs'],
    rules: { 'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.svelte'], svelteConfig },
    },
    rules: {
      // Addresses are made anew from the filters each time; nothing watches the parameters themselves.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  {
    // The pages always stand at the root of their address.
    files: ['src/**/*.svelte', 'src/**/*.ts'],
    rules: { 'svelte/no-navigation-without-resolve': 'off' },
  },
  {
    // The SVG that the server drew, and nothing else, enters a page as markup.
    files: ['src/lib/components/Chart.svelte', 'src/routes/organizations/FlowChart.svelte'],
    rules: { 'svelte/no-at-html-tags': 'off' },
  },
  room(['launch.mjs', 'launch/**/*.mjs'], [], [packages]),
  room(['etl/**/*.ts'], [], [src, duckdb]),
  room(['warehouse/**/*.ts'], ['warehouse/open.server.ts'], [etl, src, duckdb]),
  room(['warehouse/open.server.ts'], [], [etl, src]),
  room(serverFiles, [], [etl, duckdb]),
  room(['src/programs/**'], [], [duckdb]),
  room(['src/**/*.{ts,svelte}'], [...serverFiles, 'src/programs/**'], [etl, warehouse, server, node, duckdb]),
);
