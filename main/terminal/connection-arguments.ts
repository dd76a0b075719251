// Why this exists: the arguments of `mayfly connections` and `mayfly bucket`.
import type { Addressing, WhenExpired } from '../domain/connection';
import { parseLifetime } from '../domain/expiry';
import type { AddedKeys, Command, Common } from './command';
import { allow, ephemeralOptions, none, usage, type Values } from './options';

/** Raises `bad-request` and `expiry-out-of-range`. */
export function readConnections(
  verb: string | undefined,
  rest: readonly string[],
  values: Values,
  common: Common,
): Command {
  const [name, ...others] = rest;
  if (verb === 'list') {
    allow(values, []);
    none(rest);
    return { kind: 'connections-list', ...common };
  }
  if (verb !== 'add' && verb !== 'test' && verb !== 'remove' && verb !== 'lifecycle') {
    throw usage('{{command}} takes one of {{choices}}', {
      command: 'connections',
      choices: 'list, add, test, lifecycle, remove',
    });
  }
  if (name === undefined) throw usage('the name of the connection is missing');
  none(others);
  if (verb === 'lifecycle') {
    allow(values, ['days', 'yes']);
    return { kind: 'connections-lifecycle', name, days: readDays(values.days), yes: values.yes, ...common };
  }
  if (verb !== 'add') {
    allow(values, []);
    return { kind: `connections-${verb}`, name, ...common };
  }
  return readAdd(name, values, common);
}

function readAdd(name: string, values: Values, common: Common): Command {
  allow(values, [...ephemeralOptions, ...ownOptions]);
  return {
    kind: 'connections-add',
    ...common,
    name,
    endpoint: values.endpoint,
    bucket: values.bucket,
    region: values.region ?? '',
    addressing: readAddressing(values),
    keys: readKeys(values),
    prefix: values.prefix,
    maxExpirySeconds: values['max-expiry'] === undefined ? undefined : parseLifetime(values['max-expiry']),
    whenExpired: readWhenExpired(values['when-expired']),
  };
}

function readKeys(values: Values): AddedKeys {
  const { 'access-key-id': accessKeyId, 'aws-profile': profile, paste } = values;
  const sessionExpiresAtMs = readSessionEnd(values);
  if ([accessKeyId !== undefined, profile !== undefined, paste].filter(Boolean).length > 1) {
    throw usage('--access-key-id, --paste and --aws-profile exclude each other');
  }
  if (accessKeyId === undefined && values['session-token'])
    throw usage('{{option}} needs {{needed}}', { option: '--session-token', needed: '--access-key-id' });
  if (paste) return { kind: 'pasted' };
  if (profile !== undefined) return { kind: 'profile', profile };
  if (values.endpoint === undefined || values.bucket === undefined || accessKeyId === undefined) {
    throw usage('a connection needs --endpoint, --bucket and --access-key-id, or --paste, or --aws-profile');
  }
  return { kind: 'typed', accessKeyId, withSessionToken: values['session-token'], sessionExpiresAtMs };
}

const ownOptions = [
  'access-key-id',
  'aws-profile',
  'paste',
  'session-token',
  'session-expires',
  'prefix',
  'max-expiry',
  'when-expired',
] as const;

function readDays(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,4}$/.test(text)) throw usage('--days takes a whole number of days');
  return Number(text);
}

/** As credential helpers write it: RFC 3339, with its time zone. */
function readSessionEnd(values: Values): number | undefined {
  const text = values['session-expires'];
  if (text === undefined) return undefined;
  if (!values['session-token'])
    throw usage('{{option}} needs {{needed}}', { option: '--session-expires', needed: '--session-token' });
  const atMs = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(atMs)) throw usage('--session-expires takes a moment like 2026-11-24T22:00:00Z');
  return atMs;
}

function readWhenExpired(text: string | undefined): WhenExpired | undefined {
  if (text !== undefined && text !== 'delete' && text !== 'keep')
    throw usage('{{option}} takes one of {{choices}}', { option: '--when-expired', choices: 'keep, delete' });
  return text;
}

/** Raises `bad-request`. */
export function readAddressing(values: Values): Addressing | 'automatic' {
  if (values['path-style'] && values['virtual-host'])
    throw usage('{{one}} and {{other}} exclude each other', { one: '--path-style', other: '--virtual-host' });
  if (values['path-style']) return 'path';
  return values['virtual-host'] ? 'virtual-host' : 'automatic';
}

/** Raises `bad-request`. */
export function readBucket(verb: string | undefined, rest: readonly string[], values: Values, common: Common): Command {
  if (verb !== 'serve') throw usage('{{command}} takes one of {{choices}}', { command: 'bucket', choices: 'serve' });
  allow(values, ['port']);
  none(rest);
  return { kind: 'bucket-serve', port: readPort(values.port), ...common };
}

function readPort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw usage('a port is a number from 0 to 65535');
  return port;
}
