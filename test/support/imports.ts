import { posix } from 'node:path';

/** One import or re-export in a source file. */
export interface Import {
  from: string;
  /** `import type`, or every name in the braces marked `type`: nothing of it is left when the program runs. */
  isType: boolean;
}

const quoted = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/;
const comment = /\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|(?<![:\w])\/\/[^\n]*/;
const textOrComment = new RegExp(`(?<text>${quoted.source})|${comment.source}`, 'g');
const names = String.raw`(?:[\w$]+\s*,?\s*)?(?:\*\s*(?:as\s+[\w$]+\s*)?|\{[^}]*\}\s*)?`;
const statement = new RegExp(
  String.raw`(?<![-\w$.])(?:import|export)\s+(?<type>type\s+(?!from\b))?(?<names>${names})from\s*(?<quote>['"])(?<from>.+?)\k<quote>`,
  'g',
);
const bare = /(?<![-\w$.])import\s*(?<quote>['"])(?<from>.+?)\k<quote>/g;
const call = /(?<![-\w$.])(?:import|require)\s*\(\s*(?<quote>['"`])(?<from>.+?)\k<quote>/g;

/** Every import, re-export and literal dynamic import of a TypeScript, JavaScript or Svelte source text. */
export function importsOf(source: string): Import[] {
  const code = withoutComments(source);
  return [
    ...[...code.matchAll(statement)].map(({ groups = {} }) => ({
      from: groups['from'] ?? '',
      isType: groups['type'] !== undefined || isAllTypes(groups['names'] ?? ''),
    })),
    ...[...code.matchAll(bare), ...code.matchAll(call)].map(({ groups = {} }) => ({
      from: groups['from'] ?? '',
      isType: false,
    })),
  ];
}

function withoutComments(source: string): string {
  return source.replace(textOrComment, (found, ...rest) => {
    const groups: unknown = rest.at(-1);
    return typeof groups === 'object' && groups !== null && 'text' in groups && groups.text ? found : ' ';
  });
}

function isAllTypes(list: string): boolean {
  const braces = /^\{(?<inside>[^}]*)\}\s*$/.exec(list.trim())?.groups?.['inside'];
  const parts = (braces ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.length > 0 && parts.every((part) => /^type\s+[\w$]+/.test(part));
}

/** Where an import leads: a path below the repository, or the package's name as it stands. */
export function targetOf(file: string, from: string): string {
  if (from.startsWith('#')) return from.slice(1);
  if (from.startsWith('$lib')) return from.replace('$lib', 'src/lib');
  return from.startsWith('.') ? posix.join(posix.dirname(file), from) : from;
}

const runsInBrowser = (file: string) => /^src\//.test(file) && !isServerFile(file);
const isServerFile = (file: string) =>
  /^src\/(lib\/server|programs)\/|\.server\.ts$|\+server\.ts$/.test(file);

/** What is wrong with an import that stands in `file`, or undefined when it may stand there. */
export function breach(file: string, { from, isType }: Import): string | undefined {
  const target = targetOf(file, from);
  if (isType) return undefined;
  if (target.startsWith('@duckdb/') && file !== 'warehouse/open.server.ts') return 'opens DuckDB';
  if (file.startsWith('launch')) return /^(node:|launch\/)/.test(target) ? undefined : 'needs node_modules';
  if (file.startsWith('etl/')) return target.startsWith('src/') ? 'etl knows src' : undefined;
  if (file.startsWith('warehouse/'))
    return /^(src|etl)\//.test(target) ? 'warehouse knows others' : undefined;
  // Programs put the rooms together: they give etl what it may not know.
  if (file.startsWith('src/programs/')) return undefined;
  if (target.startsWith('etl/')) return 'src knows etl';
  if (!runsInBrowser(file)) return undefined;
  if (target.startsWith('warehouse/')) return 'the browser knows the warehouse';
  return target.startsWith('node:') || isServerFile(target) ? 'the browser gets server code' : undefined;
}
