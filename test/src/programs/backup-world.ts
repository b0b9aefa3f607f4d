import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { recordEvent } from '../../../src/lib/server/audit/record.ts';
import { openState } from '../../../src/lib/server/state/open.ts';
import { restoreBackup } from '../../../src/programs/backup/read.ts';
import { writeBackup } from '../../../src/programs/backup/write.ts';
import { makePlace } from '../../etl/support.ts';

export const passphrase = 'một cụm mật khẩu dài';
export const place = makePlace();
export const files = {
  'organizations.csv':
    'organization_code,organization_name,organization_level\nA,Đảng ủy A,upper_committee\n',
  'members.csv': 'member_code,organization_code,member_status\nM1,A,official\n',
  'cases.csv':
    'case_code,organization_code,case_type,stage,received_on\nC1,A,admission_check,intake,2026-01-05\n',
};
let count = 0;
/** A path below the test's folder that is not there yet. */
export const fresh = (name: string) => join(place.root, `${name}-${++count}`);

/** One snapshot, one setting, one entry of the audit, one session; taken away behind the tests of a file. */
export function ownBackupWorld(): void {
  beforeAll(async () => {
    await place.load([place.snapshot('2026-01-31', files)]);
    place.setting(
      'targets.csv',
      'metric,organization_type,duty_type,case_type,value,valid_from,valid_to,source\n',
    );
    const state = await openState(place.dataDir);
    await recordEvent(state, { actor: 'An', action: 'sign_in', verdict: 'done' });
    await state
      .insertInto('sessions')
      .values({
        id_hash: 'x',
        label: 's1',
        name: 'An',
        created_at: '',
        seen_at: '',
        expires_at: '9999',
        address: '',
        agent: '',
        second_step: 'none',
      })
      .execute();
    await state.destroy();
  });
  afterAll(() => place.remove());
}

/** Backs the world's data folder up. */
export const backup = (file: string, withKey = true) =>
  writeBackup(file, { passphrase: withKey ? passphrase : null, program: '0' }, place.surroundings);
/** Restores a backup of the world. */
export const restore = (file: string, dataDir: string, words = passphrase) =>
  restoreBackup(file, dataDir, () => Promise.resolve(words));
