// `mayfly mcp`, as it is once it was read.
import type { Common } from '../arguments/every-command';

interface Serve extends Common {
  readonly kind: 'mcp';
  readonly action: 'serve' | 'list' | 'calls';
  /** Of `serve`: the name of the agent, in place of what the program calls itself. */
  readonly as?: string;
}
interface Allow extends Common {
  readonly kind: 'mcp';
  readonly action: 'allow';
  readonly folder: string;
  readonly asks: boolean;
}
interface Deny extends Common {
  readonly kind: 'mcp';
  readonly action: 'deny';
  readonly folder: string;
}
interface Rules extends Common {
  readonly kind: 'mcp';
  readonly action: 'rules';
  /** `undefined`, as for `encrypt`: stays as it is. */
  readonly longestSeconds: number | undefined;
  readonly encrypt: boolean | undefined;
}

export type AgentCommand = Serve | Allow | Deny | Rules;
