import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#warehouse/project.ts';

/** What decides how a briefing reads and looks, beside its figures. */
const decisive = [
  'package-lock.json',
  'src/lib/charts',
  'src/lib/format',
  'src/lib/server/briefing',
  'src/lib/server/restricted',
  'src/lib/shape',
  'warehouse/disclosure/person-duties.csv',
  'warehouse/metrics',
  'warehouse/queries',
];

/** What stands beside the makers of documents and changes none of them. */
const beside =
  /briefing\/(actions|api|comparison|desk|difference-words|differences|issued-lines|page|preview|schedule|verify)\.ts$/;

let found: string | undefined;

/** The version of this program: that of package.json, and a hash of what makes briefings (`0.1.0+3f2a9c01b7d4`). */
export function ownVersion(): string {
  found ??= `${packageVersion()}+${sourceHash()}`;
  return found;
}

function packageVersion(): string {
  const text: unknown = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8'));
  const version = typeof text === 'object' && text !== null && 'version' in text ? text.version : null;
  return typeof version === 'string' ? version : '0';
}

function sourceHash(): string {
  const hash = createHash('sha256');
  for (const file of decisive.flatMap(filesBelow).filter((path) => !beside.test(path))) {
    hash.update(`${file}\n`).update(readFileSync(join(projectRoot(), file)));
  }
  return hash.digest('hex').slice(0, 12);
}

/** The files of a folder and below it, in a fixed order; none where a packed program has no sources. */
function filesBelow(path: string): string[] {
  const full = join(projectRoot(), path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesBelow(`${path}/${name}`));
}
