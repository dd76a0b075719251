// `mayfly get`, as it is once it was read.
import type { Common } from '../arguments/every-command';

export interface GetCommand extends Common {
  readonly kind: 'get';
  /** A secret; `undefined`: a line of standard input. */
  readonly link: string | undefined;
  /** `undefined`: where the command runs. */
  readonly folder: string | undefined;
  /** Shows names and sizes, and saves nothing. */
  readonly list: boolean;
  /** Waits for what is still sent. */
  readonly wait: boolean;
  /** A line of standard input is the password. */
  readonly passwordFromInput: boolean;
  readonly quiet: boolean;
}
