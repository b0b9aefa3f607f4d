import { redirect, type RequestHandler } from '@sveltejs/kit';
import { answering } from '$lib/server/pages/load';
import { keepTheme } from '$lib/server/preferences';

/** Keeps what a reader chose for all pages, and goes back to the page where it was chosen. */
export const POST: RequestHandler = async ({ cookies, request, url }) => {
  const form = await request.formData();
  redirect(303, await answering(url, async () => keepTheme(cookies, form, url.origin)));
};
