import { error } from '@sveltejs/kit';
import { lenientLangOf } from '$lib/filters';
import { accessWords } from '$lib/i18n/access';
import { peopleWords } from '$lib/i18n/people';

/** Nothing but the refusal, in the frame of the pages. */
export const load = ({ locals: { viewer }, url }) => {
  const lang = lenientLangOf(url.searchParams);
  const access = accessWords(lang);
  const { roles } = peopleWords(lang);
  error(403, viewer ? access.refused(roles[viewer.role]) : access.notAllowed);
};
