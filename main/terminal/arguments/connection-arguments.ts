// The arguments of `mayfly connections` and `mayfly bucket`.
import type { AddCommand, AddedKeys, EditCommand, TestCommand } from './connection-command';
import type { Common } from './command';
import { endpointOf, readConnectionChange } from './connection-options';
import { notBoth, usage, type Option, type Values } from './options';

export const keyOptions: readonly Option[] = [
  'access-key-id',
  'session-token',
  'session-expires',
  'paste',
  'aws-profile',
  'store',
];

/** Raises `bad-request`. */
export function readTest(values: Values, common: Common, [name = '']: readonly string[]): TestCommand {
  notBoth(values, 'report', 'json');
  return { kind: 'connections-test', ...common, name, report: values.report };
}

/** Raises `bad-request`, `expiry-out-of-range`. */
export const readEdit = (values: Values, common: Common, [name = '']: readonly string[]): EditCommand => ({
  kind: 'connections-edit',
  ...common,
  name,
  change: {
    ...readConnectionChange(values),
    ...readStore(values),
    ...(values['confirm-addresses'] && { confirmsAddresses: true }),
  },
  keys: readKeys(values),
  test: !values['no-test'],
});

/** A connection without a name is called after its provider and bucket. Raises `bad-request`, `expiry-out-of-range`. */
export function readAdd(values: Values, common: Common, [name = '']: readonly string[]): AddCommand {
  const change = readConnectionChange(values);
  const keys = readKeys(values);
  const typed = keys?.kind === 'typed' && keys.accessKeyId !== undefined;
  const placed = (change.endpoint ?? change.provider) !== undefined && change.bucket !== undefined;
  if (keys === undefined || (keys.kind === 'typed' && !(typed && placed))) {
    throw usage(
      'a connection needs --endpoint (or --provider), --bucket and --access-key-id, or --paste, or --aws-profile',
    );
  }
  // Refuses before it asks for the secret.
  const endpoint =
    typed && change.endpoint === undefined ? endpointOf(change.provider ?? '', change.region ?? '') : undefined;
  return {
    kind: 'connections-add',
    ...common,
    name,
    change: { ...change, ...(endpoint !== undefined && { endpoint }), ...readStore(values) },
    keys,
    ...(values['create-bucket'] && { createBucket: true }),
    test: !values['no-test'],
  };
}

/** Raises `bad-request`: a profile keeps its keys itself. */
function readStore(values: Values): Pick<AddCommand['change'], 'store'> {
  notBoth(values, 'store', 'aws-profile');
  return values.store === undefined ? {} : { store: values.store };
}

/** Absent when no option is about keys. */
function readKeys(values: Values): AddedKeys | undefined {
  const { 'access-key-id': accessKeyId, 'aws-profile': profile, paste } = values;
  const withSessionToken = values['session-token'];
  const sessionExpiresAtMs = readSessionEnd(values);
  if ([accessKeyId !== undefined, profile !== undefined, paste].filter(Boolean).length > 1) {
    throw usage('--access-key-id, --paste and --aws-profile exclude each other');
  }
  if (accessKeyId === undefined && withSessionToken)
    throw usage('{{option}} needs {{needed}}', { option: '--session-token', needed: '--access-key-id' });
  // What is pasted ends with standard input.
  if (values['intake-key-id'] !== 'none') notBoth(values, 'paste', 'intake-key-id');
  if (paste) return { kind: 'pasted' };
  if (profile !== undefined) return { kind: 'profile', profile };
  if (accessKeyId === undefined && !values['new-secret']) return undefined;
  return { kind: 'typed', accessKeyId, withSessionToken, sessionExpiresAtMs };
}

/** Raises `bad-request`. */
export function readDays(text: string | undefined): number | undefined {
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
  if (Number.isNaN(atMs))
    throw usage('{{option}} takes a moment like 2026-11-24T22:00:00Z', { option: '--session-expires' });
  return atMs;
}

/** Raises `bad-request`. */
export function readPort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw usage('a port is a number from 0 to 65535');
  return port;
}
