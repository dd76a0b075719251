// Every command of the terminal, declared once: the parser, the help, the completion of the shells and the man page read it here.
import type { CommandName, CommandRule, Operand } from './command-rule';
import { changeCommands, readShareOrInto } from './change-arguments';
import { keyOptions, readAdd, readDays, readEdit, readPort, readTest } from './connection-arguments';
import { connectionOptions } from './connection-options';
import { getCommands } from '../getting/get-arguments';
import { sendCommands } from '../sending/send-arguments';
import { doorCommands, doorOfShare } from './door-arguments';
import { readDoors } from './doors-set-up-arguments';
import { readCopy, readExtend, readKeep, readList, readPassword, readRevoke, readShow } from './history-arguments';
import { nearbyCommands } from './nearby-arguments';
import { agentCommands } from '../agents/agent-arguments';
import type { Option } from './options';
import { policyCommands } from '../policy/policy-arguments';
import { requestCommands } from './request-arguments';
import { configCommands } from '../scripts/config-arguments';
import { readYes, shapeOptions } from '../scripts/script-arguments';
import { signCommands } from './sign-arguments';
import { limitOptions as limits, readLink, readWatch } from './share-arguments';
import { uploadCommands } from './upload-commands';
import { helpCommand } from './help-command';

const share: Operand = { shown: 'ID', missing: 'the ID of the share is missing' };
const connection: Operand = { shown: 'NAME', missing: 'the name of the connection is missing', known: 'connection' };
/** A place, how to address it, and a profile with its keys: a connection for one command. */
const place: readonly Option[] = ['endpoint', 'region', 'path-style', 'virtual-host', 'profile'];
const named = (operands: readonly string[]): string => operands[0] ?? '';

export const commands: Readonly<Record<CommandName, CommandRule>> = {
  share: {
    operands: [{ shown: 'PATH', missing: 'the files to share are missing', many: true, known: 'file' }],
    options: [
      ...(['expires', 'keep-until', 'connection', 'name', 'page', 'no-page', 'plain-page'] as const),
      ...(['title', 'message', 'link-first', 'no-link-first', 'tell-when-opened'] as const),
      ...(['encrypt', 'no-encrypt', 'password-stdin', 'door', 'short', 'door-name'] as const),
      ...(['inline', 'copy', 'qr', ...limits, 'quiet', 'no-serve', 'nearby', 'bucket', ...place] as const),
      ...(['to', 'pin-stdin', 'listen', 'into', 'new-link', 'follow'] as const),
      ...(['progress', 'idempotency-key', 'retries'] as const),
      ...shapeOptions,
    ],
    own: {
      bucket: { said: 'ephemeral' },
      json: { said: 'jsonLinks' },
      short: { said: 'shortDoor' },
      to: { said: 'toDevice', operand: 'DEVICE' },
    },
    read: readShareOrInto,
  },
  watch: {
    operands: [{ shown: 'FOLDER', missing: 'the folder to watch is missing', known: 'file' }],
    options: ['expires', 'connection', 'copy', 'from-now', ...limits, 'quiet', 'format', 'progress', 'exec'],
    own: { json: { said: 'jsonLinks' } },
    read: readWatch,
  },
  link: {
    operands: [{ shown: 's3://B/KEY', missing: 'the address is missing, like s3://bucket/key' }],
    options: ['expires', 'connection', 'inline', 'title', 'message', 'copy', ...shapeOptions],
    read: readLink,
  },
  ...signCommands,
  ...getCommands,
  ...sendCommands,
  list: {
    operands: [],
    options: ['state', 'unverified', 'search', 'connection', 'sort', 'limit', ...shapeOptions, 'jsonl'],
    own: { limit: { said: 'limitShares', operand: 'N' }, connection: { said: 'connectionOfShares' } },
    read: readList,
  },
  show: { operands: [share], options: ['qr', ...shapeOptions], read: readShow },
  copy: {
    operands: [share],
    options: ['form', 'short', 'door', 'print', ...shapeOptions],
    own: doorOfShare,
    read: readCopy,
  },
  extend: {
    operands: [share],
    options: ['expires', 'copy', ...shapeOptions],
    needs: ['expires'],
    own: { expires: { said: 'extendExpires' } },
    read: readExtend,
  },
  password: {
    operands: [share],
    options: ['password-stdin', 'no-password', 'copy', ...shapeOptions],
    read: readPassword,
  },
  keep: { operands: [share], options: ['until'], needs: ['until'], read: readKeep },
  revoke: {
    operands: [{ ...share, shown: 'ID|s3://B/KEY', many: true }],
    options: [...place, 'dry-run'],
    own: { endpoint: { said: 'revokeStored' } },
    read: readRevoke,
  },
  forget: { operands: [share], options: [], read: (_, common, [id = '']) => ({ kind: 'forget', id, ...common }) },
  ...changeCommands,
  ...requestCommands,
  ...nearbyCommands,
  ...agentCommands,
  ...doorCommands,
  ...uploadCommands,
  'connections list': {
    operands: [],
    options: ['names'],
    read: ({ names }, common) => ({ kind: 'connections-list', names, ...common }),
  },
  'connections providers': {
    operands: [],
    options: [],
    read: (_, common) => ({ kind: 'connections-providers', ...common }),
  },
  'connections add': {
    operands: [{ shown: 'NAME' }],
    options: [...connectionOptions, ...keyOptions, 'create-bucket', 'no-test'],
    read: readAdd,
  },
  'connections edit': {
    operands: [connection],
    options: [...connectionOptions, ...keyOptions, 'new-secret', 'confirm-addresses', 'no-test'],
    read: readEdit,
  },
  'connections rename': {
    operands: [connection, { shown: 'NEW', missing: 'the new name is missing' }],
    options: [],
    read: (_, common, operands) => ({
      kind: 'connections-rename',
      name: named(operands),
      newName: operands[1],
      ...common,
    }),
  },
  'connections duplicate': {
    operands: [connection, { shown: 'NEW' }],
    options: [],
    read: (_, common, operands) => ({
      kind: 'connections-duplicate',
      name: named(operands),
      newName: operands[1],
      ...common,
    }),
  },
  'connections default': {
    operands: [connection],
    options: [],
    read: (_, common, operands) => ({ kind: 'connections-default', name: named(operands), ...common }),
  },
  'connections order': {
    operands: [{ ...connection, many: true }],
    options: [],
    read: (_, common, names) => ({ kind: 'connections-order', names, ...common }),
  },
  'connections passphrase': {
    operands: [],
    options: [],
    read: (_, common) => ({ kind: 'connections-passphrase', ...common }),
  },
  'connections test': { operands: [connection], options: ['report'], read: readTest },
  'connections policy': {
    operands: [connection],
    options: ['intake'],
    read: ({ intake }, common, operands) => ({ kind: 'connections-policy', name: named(operands), intake, ...common }),
  },
  'connections lifecycle': {
    operands: [connection],
    options: ['days', 'yes', 'dry-run'],
    read: (values, common, operands) => ({
      kind: 'connections-lifecycle',
      name: named(operands),
      days: readDays(values.days),
      yes: readYes(values),
      ...common,
    }),
  },
  'connections doors': {
    operands: [connection],
    options: ['bucket', 'prefix', 'address', 'usual', 'make-public', 'off', 'yes'],
    own: { bucket: { said: 'doorsBucket' }, prefix: { said: 'doorsPrefix' } },
    read: readDoors,
  },
  'connections export': {
    operands: [{ shown: 'NAME', many: true, known: 'connection' }],
    options: [],
    read: (_, common, names) => ({ kind: 'connections-export', names, ...common }),
  },
  'connections import': {
    operands: [{ shown: 'FILE', missing: 'the file is missing (“-” reads standard input)', known: 'file' }],
    options: [],
    read: (_, common, operands) => ({ kind: 'connections-import', path: named(operands), ...common }),
  },
  'connections remove': {
    operands: [connection],
    options: ['links'],
    read: ({ links }, common, operands) => ({
      kind: 'connections-remove',
      name: named(operands),
      links: links === 'revoke' ? 'take-back' : 'keep',
      ...common,
    }),
  },
  ...configCommands,
  'bucket serve': {
    operands: [],
    options: ['port'],
    read: ({ port }, common) => ({ kind: 'bucket-serve', port: readPort(port), ...common }),
  },
  ...policyCommands,
  ...helpCommand,
  '--remove-my-data': {
    operands: [],
    options: ['remove-my-data', 'yes'],
    read: ({ yes }, common) => ({ kind: 'remove-my-data', yes, ...common }),
  },
};

export const commandNames = Object.keys(commands) as CommandName[];

/** Commands that are words; `--remove-my-data` is an option to a shell. */
export const wordCommands = commandNames.filter((name) => !name.startsWith('-'));

/** First words whose second word chooses the command. */
export const groups: ReadonlySet<string> = new Set(
  wordCommands.filter((name) => name.includes(' ')).map((name) => name.split(' ')[0] ?? ''),
);

/** The words that may stand first, or after the name of a group. */
export const nextWords = (group: string): readonly string[] => [
  ...new Set(
    wordCommands
      .map((name) => name.split(' '))
      .flatMap(([first = '', verb = '']) => (group === '' ? [first] : first === group ? [verb] : [])),
  ),
];

/** `typed`: as much of a command's name as there is; `name`: the command that it is. */
export interface Typed {
  readonly name: CommandName | undefined;
  readonly typed: string;
  readonly operands: readonly string[];
}

export function commandIn(positionals: readonly string[]): Typed {
  const [first = ''] = positionals;
  const length = groups.has(first) ? 2 : 1;
  const typed = positionals.slice(0, length).join(' ');
  // One word with a space in it is no name of two words.
  const name = nextWords('').includes(first) ? commandNames.find((known) => known === typed) : undefined;
  return { name, typed, operands: positionals.slice(length) };
}
