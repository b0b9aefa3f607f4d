import { chownSync, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Hold } from './protocol.ts';

/**
 * How tightly a worker is held, best first:
 * - `own_user`: a user of its own without any capability, no network, no file larger than nothing may be written, memory bounded;
 * - `namespace`: the server's user in a namespace of its own: no network, none of the private folders, the same limits;
 * - `limits`: the server's user and network, with limits of memory and files;
 * - `none`: a process of its own, and nothing more.
 */
export const confinements = ['own_user', 'namespace', 'limits', 'none'] as const;
export type Confinement = (typeof confinements)[number];

/** The user and group of workers; no account needs to have this number. */
export const workerUser = 60_871;

export interface Place {
  /** Folders that a worker has no business in. */
  hidden: readonly string[];
  /** Bytes of data that the process may have. */
  dataBytes: number;
}

const tools = ['nice', 'prlimit', 'unshare', 'setpriv', 'sh', 'mount'] as const;
type Tool = (typeof tools)[number];

/** Below the server's own work, so that a heavy statement does not slow the pages down. */
const niceness = '10';

/**
 * The command that holds a program at a level, without the program itself; null where this machine cannot do it. A
 * level still has to be tried: a kernel may forbid what its tools offer.
 */
export function holdingCommand(level: Confinement, place: Place): string[] | null {
  const found = toolPaths();
  const needs = (...names: Tool[]) => names.every((name) => found[name] !== undefined);
  const limits = [...nice(found), found.prlimit ?? '', ...limitArguments(place.dataBytes)];
  switch (level) {
    case 'own_user': {
      if (process.getuid?.() !== 0 || !needs('prlimit', 'unshare', 'setpriv')) return null;
      const user = [`--reuid=${workerUser}`, `--regid=${workerUser}`, '--clear-groups', ...powerless];
      return [...limits, found.unshare ?? '', '--net', '--ipc', found.setpriv ?? '', ...user];
    }
    case 'namespace': {
      if (!needs('prlimit', 'unshare', 'setpriv', 'sh', 'mount')) return null;
      const spaces = ['--user', '--map-root-user', '--net', '--ipc', '--mount'];
      const enter = [
        found.sh ?? '',
        '-c',
        hide(found.mount ?? ''),
        'hide',
        String(place.hidden.length),
        ...place.hidden,
      ];
      return [...limits, found.unshare ?? '', ...spaces, ...enter, found.setpriv ?? '', ...powerless];
    }
    case 'limits':
      return needs('prlimit') ? limits : null;
    case 'none':
      return nice(found);
  }
}

const powerless = ['--inh-caps=-all', '--bounding-set=-all', '--no-new-privs', '--pdeathsig=KILL'];

function nice(found: Partial<Record<Tool, string>>): string[] {
  return found.nice ? [found.nice, '-n', niceness] : [];
}

function limitArguments(dataBytes: number): string[] {
  return [`--data=${dataBytes}`, '--core=0', '--fsize=0', '--nproc=512', '--nofile=256'];
}

/** Puts an empty folder over each hidden one, then becomes the program. */
function hide(mount: string): string {
  return `n=$1; shift; while [ "$n" -gt 0 ]; do ${mount} -t tmpfs -o size=4k,ro none "$1" || exit 1; shift; n=$((n-1)); done; exec "$@"`;
}

/** Lets workers of `own_user` read a published file: its group becomes theirs, its content stays. */
export function openToWorkers(path: string, level: Confinement): void {
  if (level === 'own_user') chownSync(path, 0, workerUser);
}

/**
 * What is missing from a hold at a level; none: it is as it should be. The engine's own settings must stand at every
 * level, else the worker is not used.
 */
export function faultsOf(hold: Hold, level: Confinement): string[] {
  const faults: string[] = [];
  const must = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault);
  };
  for (const [name, value] of Object.entries(lockedSettings)) {
    must((hold.engine[name] ?? '').toLowerCase() === value.toLowerCase(), `${name} = ${hold.engine[name]}`);
  }
  if (level === 'none') return faults;
  must(hold.fileBytes === 0 && hold.dataBytes !== null, 'limits of files and memory');
  if (level === 'limits') return faults;
  must(hold.interfaces === 0, 'network');
  must(hold.capabilities === '0' && hold.noNewPrivileges, 'capabilities');
  if (level === 'own_user') must(hold.uid === workerUser, 'user');
  return faults;
}

/** What DuckDB must answer when asked for its settings. */
export const lockedSettings: Readonly<Record<string, string>> = {
  access_mode: 'read_only',
  enable_external_access: 'false',
  disabled_filesystems: 'LocalFileSystem',
  lock_configuration: 'true',
  temp_directory: '',
  allowed_configs: '[]',
  autoload_known_extensions: 'false',
  allow_community_extensions: 'false',
};

let known: Partial<Record<Tool, string>> | undefined;

function toolPaths(): Partial<Record<Tool, string>> {
  if (process.platform !== 'linux') return {};
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/bin', '/usr/sbin', '/sbin'];
  known ??= Object.fromEntries(
    tools.flatMap((name) => {
      const path = folders
        .filter((folder) => folder !== '')
        .map((folder) => join(folder, name))
        .find(existsSync);
      return path === undefined ? [] : [[name, path]];
    }),
  );
  return known;
}
