import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { briefingFiles } from '../../../../../src/lib/server/briefing/files.ts';
import { manifestOfFile, verifyBriefing } from '../../../../../src/lib/server/briefing/verify.ts';
import { formats } from '../../../../../src/lib/server/briefing/manifest.ts';
import { unzipped, zipped } from '../../../../../src/lib/server/briefing/zip.ts';
import { furnished, october, openWorld, republish, versionOf } from './world.ts';

let world: Awaited<ReturnType<typeof openWorld>>;

beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const open = () => {
  const warehouse = world.open();
  return (version: string) => warehouse.named(version);
};

describe('verifying a briefing', () => {
  it.each(formats)('says identical of a %s made from the same inputs', async (format) => {
    const texts = { strengths: 'Hoàn thành tốt nhiệm vụ.' };
    const bytes = await (await briefingFiles(await versionOf(world), { ...october, texts })).file(format);
    const verdict = await verifyBriefing(bytes, open());
    expect(verdict).toMatchObject({ identical: true, differs: [] });
    expect(verdict.manifest).toMatchObject({ month: '2026-10', version: '2026-10-31.001', texts, format });
  });

  it('says that the file itself was changed when every input is as it was', async () => {
    const bytes = await (await briefingFiles(await versionOf(world), october)).file('docx');
    const files = unzipped(bytes);
    const path = 'word/document.xml';
    const changed = Buffer.from(
      Buffer.from(files[path] ?? [])
        .toString('utf8')
        .replace('tiếp nhận 05', 'tiếp nhận 06'),
    );
    const verdict = await verifyBriefing(zipped({ ...files, [path]: changed }), open());
    expect(verdict).toMatchObject({ identical: false, differs: [] });
    expect(verdict.message).toContain('chính tệp đã bị sửa');
  });

  it('names the input that differs', async () => {
    const bytes = await (await briefingFiles(await versionOf(world), october)).file('docx');
    await republish(world.dataDir, furnished.replace('PHÓ BÍ THƯ', 'BÍ THƯ'));
    const verdict = await verifyBriefing(bytes, open());
    expect(verdict.identical).toBe(false);
    expect(verdict.differs).toEqual([{ input: 'content_hash', then: '', now: 'another' }]);
  });

  it('says when the version is gone', async () => {
    const bytes = await (await briefingFiles(await versionOf(world), october)).file('docx');
    const other = await openWorld();
    const warehouse = other.open();
    const verdict = await verifyBriefing(bytes, async (version) =>
      warehouse.named(version.replace('001', '009')),
    );
    expect(verdict.differs).toEqual([{ input: 'version', then: '2026-10-31.001', now: 'không còn' }]);
    other.close();
  });

  it.each([
    ['no file at all', Buffer.from('')],
    ['another text', Buffer.from('PK no archive')],
    ['an archive without origin', Buffer.from(zipped({ a: Buffer.from('b') }))],
  ])('refuses %s', async (_, bytes) => {
    expect(manifestOfFile(bytes)).toBeNull();
    await expect(verifyBriefing(bytes, open())).rejects.toMatchObject({ name: 'NotABriefing' });
  });
});
