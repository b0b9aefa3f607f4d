import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, sqlFile } from '#warehouse/project.ts';

/** A hash of the models by which figures are counted: another one in an older version means another program. */
export function modelsHash(): string {
  const hash = createHash('sha256');
  for (const folder of ['models', 'carried']) {
    const names = readdirSync(join(projectRoot(), 'warehouse', folder), {
      recursive: true,
      encoding: 'utf8',
    }).filter((name) => name.endsWith('.sql'));
    for (const name of names.sort()) hash.update(name).update(sqlFile(`${folder}/${name}`));
  }
  return hash.digest('hex');
}
