// `mayfly policy`: its arguments.
import type { CommandRule } from '../arguments/command-rule';

export const policyCommands = {
  policy: { operands: [], options: [], read: (_, common) => ({ kind: 'policy', ...common }) },
} as const satisfies Readonly<Record<string, CommandRule>>;
