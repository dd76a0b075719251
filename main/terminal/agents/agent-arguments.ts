// `mayfly mcp`: its arguments.
import { parseLifetime } from '../../core/model/expiry';
import type { CommandRule } from '../arguments/command-rule';
import type { Common } from '../arguments/every-command';
import { notBoth, usage, type Option, type Values } from '../arguments/options';
import type { AgentCommand } from './agent-command';

const actions = ['allow', 'deny', 'list', 'rules', 'calls'] as const;

/** The options of an action alone; without one it serves. */
const optionsOf: Readonly<Record<string, readonly Option[]>> = {
  '': ['as'],
  allow: ['without-asking'],
  rules: ['longest', 'encrypt', 'no-encrypt'],
};

/** Raises `bad-request`, `expiry-out-of-range`. */
function readMcp(values: Values, common: Common, [typed, folder]: readonly string[]): AgentCommand {
  for (const option of Object.values(optionsOf).flat()) {
    const value = values[option];
    if (value !== undefined && value !== false && !(optionsOf[typed ?? '']?.includes(option) ?? false))
      throw usage('{{option}} does not belong to this command', { option: `--${option}` });
  }
  const action = actions.find((one) => one === typed);
  if (action === 'allow' || action === 'deny') {
    // An empty variable of a script must not become the folder one happens to be in.
    if (folder === undefined || folder === '') throw usage('the folder is missing');
    return action === 'allow'
      ? { kind: 'mcp', action, folder, asks: !values['without-asking'], ...common }
      : { kind: 'mcp', action, folder, ...common };
  }
  if (folder !== undefined) throw usage('“{{text}}” is too much', { text: folder });
  if (action !== 'rules') {
    // An empty variable of a script must not become the name that the program claims.
    if (values.as?.trim() === '') throw usage('the name is empty');
    return { kind: 'mcp', action: action ?? 'serve', ...common, ...(values.as !== undefined && { as: values.as }) };
  }
  const { longest, encrypt, 'no-encrypt': noEncrypt } = values;
  notBoth(values, 'encrypt', 'no-encrypt');
  if (longest === undefined && !encrypt && !noEncrypt)
    throw usage('say what to change: --longest, --encrypt or --no-encrypt');
  return {
    kind: 'mcp',
    action,
    longestSeconds: longest === undefined ? undefined : parseLifetime(longest),
    encrypt: encrypt || noEncrypt ? encrypt : undefined,
    ...common,
  };
}

export const agentCommands = {
  mcp: {
    operands: [
      { shown: 'ACTION', known: actions },
      { shown: 'DIR', known: 'file' },
    ],
    options: ['as', 'without-asking', 'longest', 'encrypt', 'no-encrypt'],
    own: {
      encrypt: { said: 'agentsEncrypt' },
      'no-encrypt': { said: 'agentsNoEncrypt' },
    },
    read: readMcp,
  },
} as const satisfies Readonly<Record<string, CommandRule>>;
