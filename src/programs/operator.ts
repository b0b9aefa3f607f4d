import { userInfo } from 'node:os';

/** Who works on the command line, as the audit names them: the machine's user. */
export function operatorName(): string {
  return `os:${machineUser()}`;
}

function machineUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A container's user often has a number only.
    return String(process.getuid?.() ?? 'unknown');
  }
}
