// The commands of file requests and their arguments.
import { readDuration, readSize } from '../../../resources/words/typed-units';
import {
  longestLeaseSeconds,
  mostAskedBytes,
  mostFiles,
  shortestLeaseSeconds,
} from '../../core/model/requests/file-request';
import type { CommandRule, Operand } from './command-rule';
import type { Common } from './every-command';
import type { ReceiveCommand, RequestCommand } from './file-request-command';
import { readExec, shapeOptions } from '../scripts/script-arguments';
import { checkNearby, readEnd } from './share-arguments';
import { notBoth, usage, type Values, type Option } from './options';

const request: Operand = { shown: 'ID', missing: 'the ID of the request is missing' };

function readFiles({ 'max-files': text }: Values): number | undefined {
  if (text === undefined) return undefined;
  const files = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (files < 1 || files > mostFiles) {
    throw usage('--max-files takes a number from 1 to {{most}}', { most: mostFiles });
  }
  return files;
}

function readBytes({ 'max-size': text }: Values): number | undefined {
  if (text === undefined) return undefined;
  const bytes = readSize(text, 1) ?? 0;
  if (bytes < 1 || bytes > mostAskedBytes) throw usage('--max-size takes a size from 1 byte to 5 TB, like 10MB');
  return bytes;
}

function readLease({ lease: text }: Values): number | undefined {
  if (text === undefined) return undefined;
  const seconds = readDuration(text) ?? 0;
  if (seconds < shortestLeaseSeconds || seconds > longestLeaseSeconds) {
    throw usage('--lease takes a time from 1h to 24h');
  }
  return seconds;
}

/** What guests read, and what they may send. */
const asked = ['title', 'message', 'expires', 'max-files', 'max-size', 'types', 'once'] as const;

/** The standing request is one, and has all of these as it has them. */
const notOfStanding: readonly Option[] = [...asked, 'encrypt', 'no-encrypt', 'lease', 'door-name'];

/** Raises `bad-request`, `expiry-out-of-range`. */
function readRequest(values: Values, common: Common): RequestCommand {
  const { connection, title, message, types, once, encrypt } = values;
  notBoth(values, 'encrypt', 'no-encrypt');
  notBoth(values, 'qr', 'json');
  checkNearby(values);
  if (values.standing) for (const option of notOfStanding) notBoth(values, 'standing', option);
  // An empty variable of a script must not become the folder one happens to be in.
  if (values['save-to'] === '') throw usage('--save-to needs a folder');
  return {
    kind: 'request',
    ...common,
    title,
    message,
    ...readEnd(values),
    connectionName: connection,
    files: readFiles(values),
    bytes: readBytes(values),
    types,
    once,
    encrypt: encrypt ? true : values['no-encrypt'] ? false : undefined,
    mostLeaseSeconds: readLease(values),
    saveTo: values['save-to'],
    door: values.door || values['door-name'] !== undefined,
    doorName: values['door-name'],
    standing: values.standing,
    qr: values.qr,
    nearby: values.nearby,
    noServe: values['no-serve'],
  };
}

/** Raises `bad-request`. */
function readReceive(values: Values, common: Common, [id = '']: readonly string[]): ReceiveCommand {
  const { to, wait } = values;
  if (to === undefined) throw usage('{{option}} needs {{needed}}', { option: 'receive', needed: '--to' });
  if (to === '') throw usage('--to needs a folder');
  return { kind: 'receive', ...common, id, folder: to, wait, ...readExec(values) };
}

export const requestCommands = {
  request: {
    operands: [],
    options: [
      ...asked,
      'standing',
      'encrypt',
      'no-encrypt',
      'lease',
      'save-to',
      'door',
      'door-name',
      'qr',
      'connection',
      'no-serve',
      'nearby',
      ...shapeOptions,
    ],
    own: {
      title: { said: 'requestTitle' },
      message: { said: 'requestMessage' },
      expires: { said: 'requestExpires' },
      encrypt: { said: 'requestEncrypt' },
      'no-encrypt': { said: 'requestNoEncrypt' },
    },
    read: readRequest,
  },
  requests: {
    operands: [{ shown: 'ID' }],
    options: [...shapeOptions, 'jsonl'],
    read: (_, common, [id]) => ({ kind: 'requests', id, ...common }),
  },
  receive: {
    operands: [request],
    options: ['to', 'wait', 'format', 'exec'],
    needs: ['to'],
    own: { json: { said: 'jsonFiles' } },
    read: readReceive,
  },
  close: {
    operands: [{ shown: 'ID', missing: 'the ID of the short link or of the request is missing' }],
    options: [],
    read: (_, common, [id = '']) => ({ kind: 'close', id, ...common }),
  },
} as const satisfies Readonly<Record<string, CommandRule>>;
