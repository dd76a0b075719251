// What every command of the terminal takes.

import type { OutputShape } from '../scripts/shaped-terminal';

export interface Common {
  readonly json: boolean;
  readonly verbose?: true;
  readonly profileDir: string | undefined;
  readonly shape?: OutputShape;
  /** How far its uploads are is told on standard error, by lines of JSON. */
  readonly tellsProgress?: true;
  /** The command is ended once it took so long. */
  readonly timeoutSeconds?: number;
  /** A descriptor that the passphrase of keys in files is read from. */
  readonly passphraseFd?: number;
}
