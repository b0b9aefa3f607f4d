import { error, fail, redirect, type Cookies, type RequestEvent } from '@sveltejs/kit';
import { langOf, type Lang } from '$lib/filters';
import { toCsv } from '$lib/shape/table';
import { followingOf } from '#warehouse/follower.server.ts';
import { houseTime } from '#warehouse/house-time.ts';
import { dataDir } from '../environment.ts';
import { json } from '../http.ts';
import { notedFirst } from '../access/handing-out';
import { placeOf } from '../access/recognise';
import { desk, workshop } from '../upload';
import type { Actor } from '../upload/command';
import { DeskFull, isRunning, newUploadId, type Upload } from '../upload/desk';
import { FormTooLarge, takeFile, takeForm } from '../upload/form';
import { BrokenForm } from '../upload/multipart';
import { FileRefused } from '../upload/receive';
import { registerOf, type RegisterName } from '../upload/registers';
import { NoRoom } from '../upload/room';
import { isUnavailable } from '../errors.ts';
import type { LiveVersion } from '../warehouse.ts';
import { answering, contextOf, type Visit } from './load';
import { csvFile } from './reject-download';
import { rejectFile } from './reject-words';
import { shellOf, type Shell } from './shell';
import {
  closedUploadPage,
  fileProblemText,
  noRoomText,
  ownedRows,
  uploadContext,
  uploadPage,
  type UploadPage,
} from './upload-page';

const parameter = 'upload';
const path = '/data/load';

/** The page of an upload. Works while nothing is published yet: the frame is without figures then. */
export async function uploadLoad(
  event: RequestEvent,
): Promise<{ page: UploadPage; shell: Shell | null; lang: Lang }> {
  const lang = await answering(event.url, async () => langOf(event.url.searchParams));
  const { version, shell } = await frameOf(event);
  const context = uploadContext(lang);
  if (!loadsHere())
    return {
      page: {
        ...(await closedUploadPage(context, context.say.upload.follower)),
        finding: context.say.upload.elsewhere,
      },
      shell,
      lang,
    };
  const upload = desk.find(event.url.searchParams.get(parameter));
  const id = upload?.id ?? newUploadId();
  try {
    desk.free();
    const page = await uploadPage(context, { id, upload, version, now: new Date() });
    return { page: { ...page, again: upload ? null : againOf(event.cookies, lang) }, shell, lang };
  } catch (cause) {
    if (!(cause instanceof NoRoom)) throw cause;
    return { page: await closedUploadPage(context, noRoomText(context, cause)), shell, lang };
  }
}

/** Whether snapshots are loaded on this machine, and do not come from a publisher. */
export function loadsHere(): boolean {
  return followingOf(dataDir()) === null;
}

async function frameOf(visit: Visit): Promise<{ version: LiveVersion | null; shell: Shell | null }> {
  try {
    const context = await contextOf(visit);
    return { version: context.version, shell: await shellOf(context, {}) };
  } catch (cause) {
    if (isUnavailable(cause)) return { version: null, shell: null };
    throw cause;
  }
}

/** The upload that this browser left behind, if it is still there. */
function againOf(cookies: Cookies, lang: Lang): UploadPage['again'] {
  const left = desk.find(cookies.get(parameter) ?? null);
  if (!left || (left.files.size === 0 && left.job === null)) return null;
  const started = new Date(left.job?.startedAt ?? left.touchedAt);
  return { text: uploadContext(lang).say.upload.again(houseTime(started)), href: addressOf(left.id, lang) };
}

function addressOf(id: string | null, lang: Lang): string {
  const params = new URLSearchParams();
  if (id !== null) params.set(parameter, id);
  if (lang !== 'vi') params.set('lang', lang);
  const text = params.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** The one form of the page: takes files and fields in, then does what its button says, and shows the page again. */
export const uploadActions = {
  default: async (event: RequestEvent) => {
    const lang = langOf(event.url.searchParams);
    const { say } = uploadContext(lang);
    const opened = openUpload(event, lang);
    if ('message' in opened) return fail(opened.status, { message: opened.message });
    const { upload } = opened;
    try {
      const before = new Map(upload.files);
      const fields = await takeForm(desk, upload, event.request);
      for (const [register, file] of upload.files)
        if (before.get(register) !== file) await noteFile(event, upload, register);
      const isGone = await act(event, upload, fields.get('do') ?? '');
      redirect(303, addressOf(isGone ? null : upload.id, lang));
    } catch (cause) {
      if (cause instanceof BrokenForm || cause instanceof FormTooLarge)
        return fail(400, { message: say.upload.sendFailed });
      throw cause;
    }
  },
};

/** Does what a button says; gives whether the upload is gone. */
async function act(event: RequestEvent, upload: Upload, what: string): Promise<boolean> {
  if (what === 'check' || what === 'load') {
    // The load itself is written down by etl, before it begins and when it ends.
    const day = { object: upload.statement.asOf || null };
    if (what === 'check') await notedFirst(event, { action: 'upload_check', ...day, verdict: 'done' });
    workshop.start(upload, what, actorOf(event));
  }
  if (what === 'stop') await workshop.stop(upload);
  if (what !== 'cancel') return false;
  await workshop.stop(upload);
  desk.remove(upload);
  return true;
}

function actorOf(event: RequestEvent): Actor | null {
  const { viewer } = event.locals;
  return viewer && { name: viewer.name, session: viewer.label, address: placeOf(event).address };
}

/** Writes down that a file came in: its register, format and size, not the name that it had. */
async function noteFile(event: RequestEvent, upload: Upload, register: RegisterName): Promise<void> {
  const file = upload.files.get(register);
  const detail = { format: file?.format ?? null, bytes: file?.size ?? null };
  await notedFirst(event, { action: 'upload', object: register, verdict: 'done', detail });
}

function openUpload(
  event: RequestEvent,
  lang: Lang,
  id = event.url.searchParams.get(parameter) ?? '',
): { upload: Upload } | { status: number; message: string } {
  const context = uploadContext(lang);
  const { upload: say } = context.say;
  if (!loadsHere()) return { status: 409, message: say.follower };
  try {
    const upload = desk.open(id);
    event.cookies.set(parameter, upload.id, {
      path,
      httpOnly: true,
      sameSite: 'strict',
      secure: event.url.protocol === 'https:',
    });
    return { upload };
  } catch (cause) {
    if (cause instanceof DeskFull) return { status: 503, message: say.full };
    if (cause instanceof RangeError) return { status: 404, message: say.sendFailed };
    if (cause instanceof NoRoom) return { status: 507, message: noRoomText(context, cause) };
    throw cause;
  }
}

/** Takes one file in: 200 when it lies in memory whole, else the reason in words. */
export async function takeUploaded(event: RequestEvent): Promise<Response> {
  const lang = langOf(event.url.searchParams);
  const context = uploadContext(lang);
  const register = registerOf(event.params.register);
  if (!register) return json({ message: context.say.upload.sendFailed }, 404);
  const opened = openUpload(event, lang, event.params.id ?? '');
  if ('message' in opened) return json({ message: opened.message }, opened.status);
  const given = event.url.searchParams.get('name') ?? '';
  if (isRunning(opened.upload)) return json({ message: context.say.upload.obstacles.other_running }, 409);
  try {
    const isTaken = await takeFile(desk, opened.upload, { register, given, request: event.request });
    if (isTaken) {
      await noteFile(event, opened.upload, register);
      return json({ taken: given });
    }
    return json({ message: fileProblemText({ reason: 'unknown_format', given, free: 0 }, context) }, 415);
  } catch (cause) {
    if (!(cause instanceof FileRefused)) throw cause;
    return json(
      { message: fileProblemText({ reason: cause.reason, given, free: cause.free }, context) },
      422,
    );
  }
}

/** Takes one file of an upload away. */
export async function dropUploaded(event: RequestEvent): Promise<Response> {
  const register = registerOf(event.params.register);
  const upload = desk.find(event.params.id ?? null);
  if (!register || !upload) error(404);
  if (isRunning(upload)) error(409);
  await desk.drop(upload, register);
  return json({ dropped: register });
}

/** The rejected rows that the last check or load told, as CSV to send to the offices. */
export async function uploadedRejects(event: RequestEvent): Promise<Response> {
  const upload = desk.find(event.params.id ?? null);
  if (!upload) error(404);
  const lang = langOf(event.url.searchParams);
  const context = uploadContext(lang);
  const { version } = await frameOf(event);
  const rows = await ownedRows(version, upload);
  return csvFile(toCsv(rejectFile(context, rows)), context.say.rejects.fileName(upload.statement.asOf));
}
