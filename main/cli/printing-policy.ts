// `mayfly policy` without a profile: what holds is the same for each.
import { readPolicy } from '../adapters/policy/read-policy';
import type { PolicyCommand } from '../terminal/policy/policy-command';
import { printPolicy } from '../terminal/policy/print-policy';
import type { Terminal } from '../terminal/output/output';

/** Gives the exit code. Raises as `printPolicy`. */
export const runPolicy = async (command: PolicyCommand, terminal: Terminal): Promise<number> =>
  printPolicy(command, await readPolicy(), terminal);
