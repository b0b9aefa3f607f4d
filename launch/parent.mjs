import { readFileSync } from 'node:fs';

const shells = new Set(['sh', 'dash', 'bash']);

/**
 * Ends this process when the npm that started it is gone. npm passes SIGINT and SIGTERM on, but when it is
 * killed outright, its command would live on: a server that holds the port, or a load that holds the store.
 */
export function endWithParent() {
  if (!process.env['npm_lifecycle_event']) return;
  const ancestors = [process.ppid, ...parentOfShell(process.ppid)];
  setInterval(() => {
    if (!ancestors.every(isAlive)) process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}

/**
 * npm runs a script through a shell, which may or may not have replaced itself by the command.
 * @param {number} pid
 * @returns {number[]}
 */
function parentOfShell(pid) {
  if (process.platform !== 'linux') return [];
  const stat = /\((?<name>.*)\) \S (?<parent>\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.groups;
  return stat?.['name'] && shells.has(stat['name']) ? [Number(stat['parent'])] : [];
}

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, but somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
