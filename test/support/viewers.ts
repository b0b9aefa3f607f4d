import type { Viewer } from '$lib/server/access/viewer';

/** A committee member who sees everything, or what `limits` leave. */
export function reader(limits: Partial<Viewer> = {}): Viewer {
  return {
    name: 'an',
    role: 'committee',
    organization: null,
    disclosure: 'full',
    label: 'test',
    by: 'session',
    ...limits,
  };
}
