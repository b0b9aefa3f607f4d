/** The script that groups results in the browser, as the build names it (`src/lib/workbench/grouping.worker.ts`). */
const groupingWorker = /^\/_app\/immutable\/workers\/grouping\.worker-[\w-]+\.js$/;

/**
 * The policy of what is no page. A worker is under that of its own script: the one that groups results may make functions
 * from text, as Arquero does, and may load and send nothing at all; the policy of the pages stays as strict as it is.
 * @param {string} path
 * @returns {string}
 */
export function policyFor(path) {
  const scripts = groupingWorker.test(path) ? " script-src 'unsafe-eval';" : '';
  return `default-src 'none';${scripts} frame-ancestors 'none'`;
}
