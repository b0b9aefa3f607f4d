import type { IncomingMessage } from 'node:http';
import type { Viewer } from '$lib/server/access/viewer';
import type { Owed } from '$lib/server/people/sessions';
import type { Explanation } from '$lib/server/pages/explain';

declare global {
  namespace App {
    interface Error {
      message: string;
      /** Names the entry in the server's log; only for unexpected errors. */
      id?: string;
    }
    interface Locals {
      /** Null on routes that are open to everybody. */
      viewer: Viewer | null;
      /** What they have to do before anything else; null: nothing. */
      owes: Owed | null;
    }
    /** What the server behind the pages adds; nothing while they are developed. */
    interface Platform {
      req: IncomingMessage;
    }
    interface PageState {
      /** A figure explained on top of the page, and the address of the same as a page. */
      explained?: { explanation: Explanation; href: string };
    }
  }
}
