import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeskFull, isChecked, newUploadId, UploadDesk } from '$lib/server/upload/desk';
import { FormTooLarge, takeFile, takeForm } from '$lib/server/upload/form';
import { BrokenForm } from '$lib/server/upload/multipart';
import { FileRefused } from '$lib/server/upload/receive';
import { cases, testRoom } from './tiny.ts';

const address = 'http://127.0.0.1:3000/data/load';
let place: ReturnType<typeof testRoom>;
let now: Date;
let desk: UploadDesk;

beforeEach(() => {
  place = testRoom();
  now = new Date('2026-11-02T08:00:00');
  desk = new UploadDesk({ room: place.room, now: () => now });
});
afterEach(() => {
  desk.close();
  place.remove();
});

const put = (body: string | Uint8Array) => new Request(address, { method: 'PUT', body: Buffer.from(body) });
const send = (form: FormData) => new Request(address, { method: 'POST', body: form });

describe('a file', () => {
  it('lies in memory under its register, for this user alone', async () => {
    const upload = desk.open(newUploadId());
    const file = { register: 'cases', given: '..\\hồ sơ/../tháng 10.CSV', request: put(cases) } as const;
    expect(await takeFile(desk, upload, file)).toBe(true);
    expect(readdirSync(upload.folder)).toEqual(['cases.csv']);
    expect(readFileSync(join(upload.folder, 'cases.csv'), 'utf8')).toBe(cases);
    expect(statSync(join(upload.folder, 'cases.csv')).mode & 0o777).toBe(0o600);
    expect(statSync(upload.folder).mode & 0o777).toBe(0o700);
    expect(upload.files.get('cases')).toMatchObject({ format: 'csv', size: Buffer.byteLength(cases) });
  });

  it('takes the place of the one before, whatever its format', async () => {
    const upload = desk.open(newUploadId());
    await takeFile(desk, upload, { register: 'cases', given: 'a.csv', request: put(cases) });
    const workbook = Buffer.from([0x50, 0x4b, 0x03, 0x04, 1, 2]);
    await takeFile(desk, upload, { register: 'cases', given: 'a.xlsx', request: put(workbook) });
    expect(readdirSync(upload.folder)).toEqual(['cases.xlsx']);
    await desk.drop(upload, 'cases');
    expect(readdirSync(upload.folder)).toEqual([]);
  });

  it.each([
    ['an old workbook under a new name', 'a.xlsx', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0]), 'other_content'],
    ['a workbook called text', 'a.csv', Buffer.from([0x50, 0x4b, 0x03, 0x04]), 'other_content'],
    ['text called Parquet', 'a.parquet', Buffer.from('ab'), 'other_content'],
    ['nothing', 'a.csv', Buffer.alloc(0), 'empty'],
  ])('that is %s is refused, and nothing of it stays', async (_, given, bytes, reason) => {
    const upload = desk.open(newUploadId());
    const error: unknown = await takeFile(desk, upload, {
      register: 'cases',
      given,
      request: put(bytes),
    }).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(FileRefused);
    expect(error).toMatchObject({ reason });
    expect(readdirSync(upload.folder)).toEqual([]);
    expect(upload.files.size).toBe(0);
  });

  it('of an ending that is not read is not taken', async () => {
    const upload = desk.open(newUploadId());
    expect(await takeFile(desk, upload, { register: 'cases', given: 'cases.xls', request: put('x') })).toBe(
      false,
    );
    expect(await takeFile(desk, upload, { register: 'cases', given: 'csv', request: put('x') })).toBe(false);
  });

  it('that breaks off leaves nothing behind, and the one before stays', async () => {
    const upload = desk.open(newUploadId());
    await takeFile(desk, upload, { register: 'cases', given: 'a.csv', request: put(cases) });
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (upload.receiving > 0 && readdirSync(upload.folder).length > 1)
          controller.error(new Error('gone'));
        else controller.enqueue(Buffer.from('case_code\n'));
      },
    });
    const init: RequestInit & { duplex: 'half' } = { method: 'PUT', body: broken, duplex: 'half' };
    const taken = takeFile(desk, upload, {
      register: 'cases',
      given: 'b.csv',
      request: new Request(address, init),
    });
    await expect(taken).rejects.toMatchObject({ reason: 'cut_off' });
    expect(readdirSync(upload.folder)).toEqual(['cases.csv']);
    expect(upload.receiving).toBe(0);
  });
});

describe('while a file comes or goes', () => {
  it('nothing can be started, from the first moment on', async () => {
    const upload = desk.open(newUploadId());
    const taken = takeFile(desk, upload, { register: 'cases', given: 'a.csv', request: put(cases) });
    expect(upload.receiving).toBe(1);
    await taken;
    expect(upload.receiving).toBe(0);
    const dropped = desk.drop(upload, 'cases');
    expect(upload.receiving).toBe(1);
    await dropped;
    expect(upload.receiving).toBe(0);
    await takeFile(desk, upload, { register: 'cases', given: 'cases.xls', request: put('x') });
    expect(upload.receiving).toBe(0);
  });

  it('for longer than an upload is kept, the upload stays', async () => {
    const upload = desk.open(newUploadId());
    const slow = new ReadableStream<Uint8Array>({
      pull(controller) {
        now = new Date('2026-11-02T09:00:00');
        controller.enqueue(Buffer.from(cases));
        controller.close();
      },
    });
    const init: RequestInit & { duplex: 'half' } = { method: 'PUT', body: slow, duplex: 'half' };
    const request = new Request(address, init);
    await takeFile(desk, upload, { register: 'cases', given: 'a.csv', request });
    expect(desk.find(upload.id)).toBe(upload);
  });
});

describe('a form', () => {
  it('brings files and fields at once; a file that cannot be taken is noted, the rest holds', async () => {
    const upload = desk.open(newUploadId());
    const form = new FormData();
    form.set('as_of', '2026-10-31');
    form.set('file_cases', new File([cases], 'cases.csv'));
    form.set('file_duties', new File(['x'], 'duties.doc'));
    form.set('file_members', new File(['PK\u0003\u0004'], 'members.csv'));
    form.set('file_other', new File(['x'], 'other.csv'));
    form.set('do', 'check');
    const fields = await takeForm(desk, upload, send(form));
    expect(fields.get('do')).toBe('check');
    expect(upload.statement.asOf).toBe('2026-10-31');
    expect([...upload.files.keys()]).toEqual(['cases']);
    expect([...upload.refusedFiles].map(([register, { reason }]) => [register, reason])).toEqual([
      ['duties', 'unknown_format'],
      ['members', 'other_content'],
    ]);
    expect(readdirSync(upload.folder)).toEqual(['cases.csv']);
  });

  it('cannot choose an exception that no refusal has asked for', async () => {
    const upload = desk.open(newUploadId());
    const form = new FormData();
    for (const [name, value] of [
      ['as_of', '2026-10-31'],
      ['replace', 'yes'],
      ['max_rejects', '100'],
    ] as const)
      form.set(name, value);
    await takeForm(desk, upload, send(form));
    expect(upload.choices).toEqual({ replace: false, acceptDrop: false, maxRejects: null });
    upload.offered.add('replace').add('max_rejects');
    form.set('max_rejects', '2,5');
    await takeForm(desk, upload, send(form));
    expect(upload.choices).toEqual({ replace: true, acceptDrop: false, maxRejects: 2.5 });
  });

  it('changed after a check asks for another check', async () => {
    const upload = desk.open(newUploadId());
    const form = new FormData();
    form.set('as_of', '2026-10-31');
    await takeForm(desk, upload, send(form));
    upload.checkedRevision = upload.revision;
    await takeForm(desk, upload, send(form));
    expect(isChecked(upload)).toBe(true);
    form.set('as_of', '2026-10-30');
    await takeForm(desk, upload, send(form));
    expect(isChecked(upload)).toBe(false);
  });

  it('that is no form, or larger than any, is refused', async () => {
    const upload = desk.open(newUploadId());
    await expect(takeForm(desk, upload, put('x'))).rejects.toBeInstanceOf(BrokenForm);
    const form = new FormData();
    form.set('source', 'x'.repeat(40_000));
    await expect(takeForm(desk, upload, send(form))).rejects.toBeInstanceOf(FormTooLarge);
    expect(upload.receiving).toBe(0);
  });
});

describe('uploads', () => {
  it('do not mix, and go one by one', async () => {
    const [one, two] = [desk.open(newUploadId()), desk.open(newUploadId())];
    await takeFile(desk, one, { register: 'cases', given: 'a.csv', request: put(cases) });
    expect(two.files.size).toBe(0);
    desk.remove(one);
    expect(existsSync(one.folder)).toBe(false);
    expect(existsSync(two.folder)).toBe(true);
    expect(desk.find(one.id)).toBeUndefined();
  });

  it('go half an hour after their last touch', () => {
    const [old, kept] = [desk.open(newUploadId()), desk.open(newUploadId())];
    now = new Date('2026-11-02T08:20:00');
    desk.find(kept.id);
    now = new Date('2026-11-02T08:30:01');
    expect(desk.find(old.id)).toBeUndefined();
    expect(existsSync(old.folder)).toBe(false);
    expect(desk.find(kept.id)).toBe(kept);
  });

  it('go with the server', () => {
    const upload = desk.open(newUploadId());
    desk.close();
    expect(existsSync(upload.folder)).toBe(false);
    expect(readdirSync(join(place.folder, 'memory'))).toEqual([]);
  });

  it('are eight at most, with names that nobody guesses', () => {
    const ids = Array.from({ length: 8 }, () => desk.open(newUploadId()).id);
    expect(new Set(ids).size).toBe(8);
    expect(ids.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
    expect(() => desk.open(newUploadId())).toThrow(DeskFull);
    expect(() => desk.open('../../etc')).toThrow(RangeError);
  });
});
