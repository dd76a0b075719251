// `mayfly policy`: its arguments.
import type { CommandRule } from '../arguments/command-rule';
import { shapeOptions } from '../scripts/script-arguments';

export const policyCommands = {
  policy: { operands: [], options: shapeOptions, read: (_, common) => ({ kind: 'policy', ...common }) },
} as const satisfies Readonly<Record<string, CommandRule>>;
