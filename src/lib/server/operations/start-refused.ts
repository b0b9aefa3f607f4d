/** The server may not start like this; the launcher shows the message as one line and ends with the exit code. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
  /** 2 for a setting that makes no sense, alone or beside another; 1 for what a file or the state holds. */
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 2) {
    super(message);
    this.exitCode = exitCode;
  }
}
