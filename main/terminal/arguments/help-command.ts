// `mayfly help [COMMAND]`, the same as `mayfly COMMAND --help`, and the completion of shells.
import type { Shell } from './command';
import type { CommandRule } from './command-rule';

const shells: readonly Shell[] = ['bash', 'zsh', 'fish'];

export const helpCommand = {
  completion: {
    operands: [{ shown: 'SHELL', missing: 'the shell is missing: bash, zsh or fish', known: shells }],
    options: [],
    read: (_, _common, operands) => ({
      kind: 'completion',
      shell: shells.find((shell) => shell === operands[0]) ?? 'bash',
    }),
  },
  help: {
    operands: [{ shown: 'COMMAND', many: true }],
    options: [],
    read: (_, _common, operands) => ({ kind: 'help', about: operands.join(' ') }),
  },
} as const satisfies Readonly<Record<string, CommandRule>>;
