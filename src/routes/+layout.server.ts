import { barOf } from '$lib/server/access/routes';

/** Who is signed in, and the pages that they may open. */
export const load = ({ locals: { viewer } }) => ({
  viewer: viewer && { name: viewer.name, role: viewer.role, by: viewer.by },
  bar: viewer ? barOf(viewer.role) : [],
});
