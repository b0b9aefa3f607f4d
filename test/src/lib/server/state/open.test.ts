import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openState, statePath } from '../../../../../src/lib/server/state/open.ts';
import { openFile } from '../../../../../src/lib/server/state/sqlite.ts';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'state-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const failure = { subject: 'a', failed_count: 1, failed_at: '2026-01-01T00:00:00Z', blocked_until: null };

describe('the state', () => {
  it('is made on first use, for this user alone, and keeps what is written', async () => {
    const first = await openState(folder);
    await first.insertInto('failures').values(failure).execute();
    await first.destroy();
    expect(statSync(statePath(folder)).mode & 0o777).toBe(0o600);
    const second = await openState(folder);
    expect(await second.selectFrom('failures').selectAll().execute()).toEqual([failure]);
    await second.destroy();
  });

  it('can be opened by several at once, also the first time', async () => {
    const all = await Promise.all([openState(folder), openState(folder), openState(folder)]);
    await Promise.all(
      all.map((state, i) =>
        state
          .insertInto('failures')
          .values({ ...failure, subject: String(i) })
          .execute(),
      ),
    );
    expect(await all[0].selectFrom('failures').select('subject').execute()).toHaveLength(3);
    await Promise.all(all.map((state) => state.destroy()));
  });

  it('has no half of a migration that did not come to its end', async () => {
    const file = openFile(folder);
    file.exec('create table audit (other text)');
    await expect(openState(folder)).rejects.toThrow('state.db');
    const made = file.prepare("select name from sqlite_master where name in ('people', 'audit')").all();
    expect(made).toEqual([{ name: 'audit' }]);
    file.exec('drop table audit');
    file.close();
    await (await openState(folder)).destroy();
  });

  it('says which file is no state file', async () => {
    const state = await openState(folder);
    await state.destroy();
    for (const end of ['-wal', '-shm']) rmSync(statePath(folder) + end, { force: true });
    writeFileSync(
      statePath(folder),
      'not a database, and longer than a header of one hundred bytes'.repeat(9),
    );
    await expect(openState(folder)).rejects.toThrow('state.db');
  });
});
