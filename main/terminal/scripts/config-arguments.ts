// The arguments of `mayfly config`.
import type { CommandRule, Operand } from '../arguments/command-rule';
import { configKeys, type ConfigKey } from './config-keys';

const key: Operand = { shown: 'KEY', missing: 'the name of the setting is missing', known: configKeys };
const keyIn = ([text]: readonly string[]): ConfigKey => configKeys.find((known) => known === text) ?? 'connection';

export const configCommands = {
  'config list': { operands: [], options: [], read: (_, common) => ({ kind: 'config-list', ...common }) },
  'config get': {
    operands: [key],
    options: [],
    read: (_, common, operands) => ({ kind: 'config-get', key: keyIn(operands), ...common }),
  },
  'config set': {
    operands: [key, { shown: 'VALUE', missing: 'the value is missing' }],
    options: [],
    read: (_, common, operands) => ({
      kind: 'config-set',
      key: keyIn(operands),
      value: operands[1] ?? '',
      ...common,
    }),
  },
} as const satisfies Readonly<Record<string, CommandRule>>;
