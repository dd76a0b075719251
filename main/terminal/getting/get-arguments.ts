// `mayfly get`: its arguments.
import type { CommandRule } from '../arguments/command-rule';
import type { Common } from '../arguments/every-command';
import type { GetCommand } from './get-command';
import { standardInput } from '../arguments/share-arguments';
import { notBoth, usage, type Values } from '../arguments/options';

/** Raises `bad-request`. */
function readGet(values: Values, common: Common, [link = '']: readonly string[]): GetCommand {
  const { to, list, wait, quiet, 'password-stdin': passwordFromInput } = values;
  notBoth(values, 'list', 'to');
  notBoth(values, 'list', 'wait');
  // An empty variable of a script must not become the folder one happens to be in.
  if (to === '') throw usage('--to needs a folder');
  if (link === standardInput && passwordFromInput) throw usage('standard input is either the link or the password');
  return {
    kind: 'get',
    ...common,
    link: link === standardInput ? undefined : link,
    folder: to,
    list,
    wait,
    passwordFromInput,
    quiet,
  };
}

export const getCommands = {
  get: {
    operands: [{ shown: 'LINK', missing: 'the link is missing' }],
    options: ['to', 'list', 'wait', 'password-stdin', 'quiet', 'format', 'progress'],
    own: {
      to: { said: 'getTo' },
      list: { said: 'getList' },
      wait: { said: 'getWait' },
      'password-stdin': { said: 'getPassword' },
      json: { said: 'jsonFiles' },
    },
    read: readGet,
  },
} as const satisfies Readonly<Record<string, CommandRule>>;
