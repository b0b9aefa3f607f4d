import type { Job } from './desk';

export const phaseNames = ['read', 'compare', 'build', 'verify', 'write'] as const;
export type PhaseName = (typeof phaseNames)[number];

/** How the loader's lines of progress begin, by the phase that they tell of. */
const beginnings: [PhaseName, RegExp][] = [
  ['read', /^(xem|đọc) /],
  ['compare', /^đối chiếu/],
  ['build', /^(dựng|so sánh) /],
  ['verify', /^kiểm tra/],
  ['write', /^ghi /],
];

/** The phases of a job with how far each is; a check ends before anything is written. */
export function phasesOf({
  command,
  steps,
  endedAt,
}: Job): { name: PhaseName; state: 'done' | 'now' | 'next' }[] {
  const reached = steps.reduce((phase, step) => {
    const at = beginnings.findIndex(([, beginning]) => beginning.test(step));
    return Math.max(phase, at);
  }, 0);
  return phaseNames.slice(0, command === 'check' ? -1 : undefined).map((name, index) => ({
    name,
    state: endedAt !== null || index < reached ? 'done' : index === reached ? 'now' : 'next',
  }));
}
