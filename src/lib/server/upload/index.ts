import { errorFacts, log } from '../operations/log.ts';
import { UploadDesk } from './desk';
import { sweepRooms } from './room';
import { Workshop } from './work';

/** The uploads of this server, and the checks and loads that they are for. */
export const desk = new UploadDesk();
export const workshop = new Workshop(desk);

const sweepMs = 60_000;

/** Takes away what dead servers left, and from now on what is old or, at this server's end, all of it. */
export function keepUploadsTidy(): void {
  const count = sweepRooms();
  if (count > 0) log('warn', 'uploads_cleared', { count });
  setInterval(expire, sweepMs).unref();
  process.once('exit', () => {
    workshop.close();
    desk.close();
  });
}

/** What cannot be taken away now is taken away at the server's end. */
function expire(): void {
  try {
    desk.expire();
  } catch (cause) {
    log('error', 'upload', errorFacts(cause));
  }
}
