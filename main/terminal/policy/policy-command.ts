// `mayfly policy`, as it is once it was read.
import type { Common } from '../arguments/every-command';

export interface PolicyCommand extends Common {
  readonly kind: 'policy';
}
