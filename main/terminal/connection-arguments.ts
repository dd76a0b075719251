// Why this exists: the arguments of `mayfly connections` and `mayfly bucket`.
import type { Addressing } from '../domain/connection';
import type { Command, Common } from './command';
import { allow, ephemeralOptions, none, usage, type Values } from './options';

/** Raises `bad-request`. */
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
  if (verb !== 'add' && verb !== 'test' && verb !== 'remove') {
    throw usage('connections knows list, add, test and remove');
  }
  if (name === undefined) throw usage('the name of the connection is missing');
  none(others);
  if (verb !== 'add') {
    allow(values, []);
    return { kind: `connections-${verb}`, name, ...common };
  }
  allow(values, [...ephemeralOptions, 'access-key-id', 'session-token']);
  const { endpoint, bucket, 'access-key-id': accessKeyId } = values;
  if (endpoint === undefined || bucket === undefined || accessKeyId === undefined) {
    throw usage('a connection needs --endpoint, --bucket and --access-key-id');
  }
  return {
    kind: 'connections-add',
    ...common,
    name,
    endpoint,
    bucket,
    region: values.region ?? '',
    addressing: readAddressing(values),
    accessKeyId,
    withSessionToken: values['session-token'],
  };
}

/** Raises `bad-request`. */
export function readAddressing(values: Values): Addressing | 'automatic' {
  if (values['path-style'] && values['virtual-host']) throw usage('--path-style and --virtual-host exclude each other');
  if (values['path-style']) return 'path';
  return values['virtual-host'] ? 'virtual-host' : 'automatic';
}

/** Raises `bad-request`. */
export function readBucket(verb: string | undefined, rest: readonly string[], values: Values, common: Common): Command {
  if (verb !== 'serve') throw usage('bucket knows one command: serve');
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
