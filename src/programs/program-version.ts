import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#warehouse/project.ts';

/** The version of this program, as package.json tells it. */
export function programVersion(): string {
  const { version }: { version: string } = JSON.parse(
    readFileSync(join(projectRoot(), 'package.json'), 'utf8'),
  );
  return version;
}
