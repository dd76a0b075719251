// `mayfly help [COMMAND]`, the same as `mayfly COMMAND --help`.
import type { CommandRule } from './command-rule';

export const helpCommand = {
  help: {
    operands: [{ shown: 'COMMAND', many: true }],
    options: [],
    read: (_, _common, operands) => ({ kind: 'help', about: operands.join(' ') }),
  },
} as const satisfies Readonly<Record<string, CommandRule>>;
