import { barOf } from '$lib/server/access/routes';

/** Who is signed in, and the pages that they may open: none while they owe a code or a password of their own. */
export const load = ({ locals: { viewer, owes } }) => ({
  viewer: viewer && { name: viewer.name, role: viewer.role, by: viewer.by },
  bar: viewer && owes === null ? barOf(viewer.role) : [],
});
