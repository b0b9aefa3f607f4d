import { error } from '@sveltejs/kit';
import { lenientLangOf } from '$lib/filters';
import { peopleWords } from '$lib/i18n/people';

/** Nothing but the refusal, in the frame of the pages. */
export const load = ({ locals: { viewer }, url }) => {
  const { access, roles } = peopleWords(lenientLangOf(url.searchParams));
  error(403, viewer ? access.refused(roles[viewer.role]) : access.notAllowed);
};
