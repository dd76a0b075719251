// `mayfly send`: its arguments.
import type { CommandRule } from '../arguments/command-rule';
import type { Common } from '../arguments/every-command';
import type { Values } from '../arguments/options';
import { standardInput } from '../arguments/share-arguments';
import { shapeOptions } from '../scripts/script-arguments';
import type { SendCommand } from './send-command';

function readSend(values: Values, common: Common, [link = '', ...paths]: readonly string[]): SendCommand {
  const { name = '', note = '', quiet } = values;
  return { kind: 'send', ...common, link: link === standardInput ? undefined : link, paths, name, note, quiet };
}

export const sendCommands = {
  send: {
    operands: [
      { shown: 'LINK', missing: 'the link is missing' },
      { shown: 'FILE', missing: 'the files to send are missing', many: true, known: 'file' },
    ],
    options: ['name', 'note', 'quiet', 'progress', ...shapeOptions],
    own: { name: { said: 'sendName' }, json: { said: 'jsonFiles' } },
    read: readSend,
  },
} as const satisfies Readonly<Record<string, CommandRule>>;
