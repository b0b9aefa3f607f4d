import type { RequestHandler } from '@sveltejs/kit';
import { signedOut } from '$lib/server/access/sign-out';

/** Ends the session at hand, and has the browser forget what it kept. */
export const POST: RequestHandler = (event) => signedOut(event);
