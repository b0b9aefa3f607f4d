import { lenientLangOf } from '$lib/filters';
import { barOf } from '$lib/server/access/routes';
import { servedCurrency } from '$lib/server/pages/currency';

/**
 * Who is signed in, and the pages that they may open: none while they owe a code or a password of their own. Whoever may
 * open some hears where the figures may not be the newest ones.
 */
export const load = async ({ locals: { viewer, owes }, url }) => {
  const isIn = viewer !== null && owes === null;
  return {
    viewer: viewer && { name: viewer.name, role: viewer.role, by: viewer.by },
    bar: isIn ? barOf(viewer.role) : [],
    currency: isIn ? await servedCurrency(lenientLangOf(url.searchParams)) : '',
  };
};
