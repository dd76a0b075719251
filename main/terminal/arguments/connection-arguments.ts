// The arguments of `mayfly connections` and `mayfly bucket`.
import type { AddedKeys, Command, Common } from './command';
import { connectionOptions, endpointOf, readConnectionChange } from './connection-options';
import { allow, none, usage, type Option, type Values } from './options';

const verbs = [
  'list',
  'providers',
  'add',
  'edit',
  'rename',
  'duplicate',
  'default',
  'order',
  'test',
  'policy',
  'lifecycle',
  'export',
  'import',
  'remove',
] as const;

const keyOptions: readonly Option[] = ['access-key-id', 'aws-profile', 'paste', 'session-token', 'session-expires'];

/** Raises `bad-request` and `expiry-out-of-range`. */
export function readConnections(
  verb: string | undefined,
  rest: readonly string[],
  values: Values,
  common: Common,
): Command {
  const [name, second, ...others] = rest;
  switch (verb) {
    case 'list':
    case 'providers':
      allow(values, []);
      none(rest);
      return { kind: `connections-${verb}`, ...common };
    case 'add':
      return readAdd(rest, values, common);
    case 'edit':
      allow(values, [...connectionOptions, ...keyOptions, 'new-secret', 'no-test']);
      none(rest.slice(1));
      return {
        kind: 'connections-edit',
        ...common,
        name: named(name),
        change: readConnectionChange(values),
        keys: readKeys(values),
        test: !values['no-test'],
      };
    case 'rename':
    case 'duplicate':
      allow(values, []);
      none(others);
      if (verb === 'rename' && second === undefined) throw usage('the new name is missing');
      return { kind: `connections-${verb}`, ...common, name: named(name), newName: second };
    case 'order':
    case 'export':
      allow(values, []);
      if (verb === 'order') named(name);
      return { kind: `connections-${verb}`, ...common, names: rest };
    case 'import':
      allow(values, []);
      none(rest.slice(1));
      if (name === undefined) throw usage('the file is missing (“-” reads standard input)');
      return { kind: 'connections-import', ...common, path: name };
    case 'lifecycle':
      allow(values, ['days', 'yes']);
      none(rest.slice(1));
      return {
        kind: 'connections-lifecycle',
        name: named(name),
        days: readDays(values.days),
        yes: values.yes,
        ...common,
      };
    case 'remove':
      allow(values, ['links']);
      none(rest.slice(1));
      return { kind: 'connections-remove', ...common, name: named(name), links: readLinks(values.links) };
    case 'test':
      allow(values, ['report']);
      none(rest.slice(1));
      if (values.report && values.json)
        throw usage('{{one}} and {{other}} exclude each other', { one: '--report', other: '--json' });
      return { kind: 'connections-test', ...common, name: named(name), report: values.report };
    case 'default':
    case 'policy':
      allow(values, []);
      none(rest.slice(1));
      return { kind: `connections-${verb}`, ...common, name: named(name) };
    default:
      throw usage('{{command}} takes one of {{choices}}', { command: 'connections', choices: verbs.join(', ') });
  }
}

function named(name: string | undefined): string {
  if (name === undefined) throw usage('the name of the connection is missing');
  return name;
}

/** A name may be missing: then it is called after its provider and bucket. */
function readAdd(rest: readonly string[], values: Values, common: Common): Command {
  allow(values, [...connectionOptions, ...keyOptions, 'no-test']);
  none(rest.slice(1));
  const change = readConnectionChange(values);
  const keys = readKeys(values);
  const typed = keys?.kind === 'typed' && keys.accessKeyId !== undefined;
  const placed = (change.endpoint ?? change.provider) !== undefined && change.bucket !== undefined;
  if (keys === undefined || (keys.kind === 'typed' && !(typed && placed))) {
    throw usage(
      'a connection needs --endpoint (or --provider), --bucket and --access-key-id, or --paste, or --aws-profile',
    );
  }
  // Before anybody types a secret for nothing.
  const endpoint =
    typed && change.endpoint === undefined ? endpointOf(change.provider ?? '', change.region ?? '') : undefined;
  return {
    kind: 'connections-add',
    ...common,
    name: rest[0] ?? '',
    change: { ...change, ...(endpoint !== undefined && { endpoint }) },
    keys,
    test: !values['no-test'],
  };
}

/** Absent when nothing was said of keys. */
function readKeys(values: Values): AddedKeys | undefined {
  const { 'access-key-id': accessKeyId, 'aws-profile': profile, paste } = values;
  const withSessionToken = values['session-token'];
  const sessionExpiresAtMs = readSessionEnd(values);
  if ([accessKeyId !== undefined, profile !== undefined, paste].filter(Boolean).length > 1) {
    throw usage('--access-key-id, --paste and --aws-profile exclude each other');
  }
  if (accessKeyId === undefined && withSessionToken)
    throw usage('{{option}} needs {{needed}}', { option: '--session-token', needed: '--access-key-id' });
  if (paste) return { kind: 'pasted' };
  if (profile !== undefined) return { kind: 'profile', profile };
  if (accessKeyId === undefined && !values['new-secret']) return undefined;
  return { kind: 'typed', accessKeyId, withSessionToken, sessionExpiresAtMs };
}

function readLinks(text: string | undefined): 'keep' | 'take-back' {
  if (text !== undefined && text !== 'keep' && text !== 'revoke') {
    throw usage('{{option}} takes one of {{choices}}', { option: '--links', choices: 'keep, revoke' });
  }
  return text === 'revoke' ? 'take-back' : 'keep';
}

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
