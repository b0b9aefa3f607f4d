import { groupTable } from '$lib/shape/groups';
import type { GroupAnswer, GroupRequest } from './group-desk';

/*
 * Arquero makes functions from text, which the policy of the pages forbids. This script is served with a policy of its own
 * (launch/worker-policy.mjs) that allows it here, and nothing else: no network, no other script.
 */
addEventListener('message', ({ data: { id, source } }: MessageEvent<GroupRequest>) => {
  postMessage(answerTo(id, source));
});

function answerTo(id: number, source: GroupRequest['source']): GroupAnswer {
  try {
    return { id, groups: groupTable(source) };
  } catch (error) {
    return { id, fault: String(error) };
  }
}
