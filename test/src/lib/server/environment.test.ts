import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '#warehouse/project.ts';
import { checkEnvironment, dataDir } from '../../../../src/lib/server/environment';

describe('DATA_DIR', () => {
  it.each([
    [undefined, join(projectRoot(), 'data')],
    [' ', join(projectRoot(), 'data')],
    ['elsewhere', join(projectRoot(), 'elsewhere')],
    ['/srv/lang-kinh', '/srv/lang-kinh'],
  ])('%j means %s', (value, folder) => {
    expect(dataDir({ DATA_DIR: value })).toBe(folder);
  });

  it('may be missing, but may not be a file', () => {
    expect(checkEnvironment({ DATA_DIR: '/nowhere/at/all' })).toBeUndefined();
    expect(() => checkEnvironment({ DATA_DIR: 'package.json' })).toThrow(/DATA_DIR phải là một thư mục/);
  });
});
