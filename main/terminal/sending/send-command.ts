// `mayfly send`, as it is once it was read.
import type { Common } from '../arguments/every-command';

export interface SendCommand extends Common {
  readonly kind: 'send';
  /** A secret; `undefined`: a line of standard input. */
  readonly link: string | undefined;
  readonly paths: readonly string[];
  /** Empty where the guest says nothing. */
  readonly name: string;
  readonly note: string;
  readonly quiet: boolean;
}
