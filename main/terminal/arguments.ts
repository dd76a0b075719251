// Why this exists: what was typed becomes one command with checked options, or a usage failure that says what is wrong.
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { parseLifetime } from '../domain/expiry';
import { Failure } from '../domain/failure';
import { parseRate } from '../domain/rate';
import type { Addressing } from '../domain/connection';
import type { Command, Common, LimitOptions, ShareCommand } from './command';

const flag = { type: 'boolean', default: false } as const;
const value = { type: 'string' } as const;

const options = {
  help: { ...flag, short: 'h' },
  version: flag,
  json: flag,
  'profile-dir': value,
  expires: value,
  connection: value,
  name: value,
  inline: flag,
  copy: flag,
  quiet: flag,
  endpoint: value,
  bucket: value,
  region: value,
  'path-style': flag,
  'virtual-host': flag,
  'access-key-id': value,
  'session-token': flag,
  port: value,
  limit: value,
  parallel: value,
  yes: flag,
} satisfies ParseArgsConfig['options'];

type Option = keyof typeof options;
type Values = ReturnType<typeof parse>['values'];

const everywhere: readonly Option[] = ['help', 'version', 'json', 'profile-dir'];
const ephemeralOptions: readonly Option[] = ['endpoint', 'bucket', 'region', 'path-style', 'virtual-host'];
const limitOptions: readonly Option[] = ['limit', 'parallel'];
const shareOptions: readonly Option[] = [
  ...limitOptions,

  'expires',
  'connection',
  'name',
  'inline',
  'copy',
  'quiet',
  ...ephemeralOptions,
];

const usage = (reason: string) => new Failure('bad-request', { reason });

const parse = (args: readonly string[]) =>
  parseArgs({ args: withValues(args), options, allowPositionals: true, strict: true });

/** `--expires -1` is a wrong time and not a missing one: the value that follows an option is its value, whatever it looks like. */
function withValues(args: readonly string[]): string[] {
  const result: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    if (arg === '--') return [...result, ...args.slice(index)];
    const known = arg.startsWith('--')
      ? (options as Readonly<Record<string, { readonly type: string }>>)[arg.slice(2)]
      : undefined;
    const next = args[index + 1];
    if (known?.type === 'string' && next !== undefined && next !== '--') {
      result.push(`${arg}=${next}`);
      index += 1;
    } else result.push(arg);
  }
  return result;
}

/** Reads the arguments after the program's name. Raises `bad-request` and `expiry-out-of-range`. */
export function readArguments(args: readonly string[]): Command {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('. ')[0] ?? '') : '';
    throw new Failure('bad-request', { reason: message.replace(/\.$/, '') || 'the options are wrong' }, error);
  }
  const { values, positionals } = parsed;
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const [first, second, ...others] = positionals;
  const common: Common = { json: values.json, profileDir: values['profile-dir'] };
  // An empty variable of a script must not become the folder one happens to be in.
  if (common.profileDir === '') throw usage('--profile-dir needs a folder');
  if (first === undefined) throw usage('a command is missing');
  switch (first) {
    case 'share':
      allow(values, shareOptions);
      return readShare(positionals.slice(1), values, common);
    case 'list':
      allow(values, []);
      none(positionals.slice(1));
      return { kind: 'list', ...common };
    case 'uploads':
      allow(values, []);
      none(positionals.slice(1));
      return { kind: 'uploads', ...common };
    case 'resume':
      allow(values, [...limitOptions, 'quiet']);
      return { kind: 'resume', ids: positionals.slice(1), limits: readLimits(values), quiet: values.quiet, ...common };
    case 'cancel':
      allow(values, []);
      none(positionals.slice(2));
      if (second === undefined) throw usage('the ID of the upload is missing');
      return { kind: 'cancel', uploadId: second, ...common };
    case 'sweep':
      allow(values, ['yes']);
      none(positionals.slice(1));
      return { kind: 'sweep', yes: values.yes, ...common };
    case 'revoke':
      allow(values, []);
      none(positionals.slice(2));
      if (second === undefined) throw usage('the ID of the share is missing');
      return { kind: 'revoke', shareId: second, ...common };
    case 'connections':
      return readConnections(second, others, values, common);
    case 'bucket':
      if (second !== 'serve') throw usage('bucket knows one command: serve');
      allow(values, ['port']);
      none(others);
      return { kind: 'bucket-serve', port: readPort(values.port), ...common };
    default:
      throw usage(`there is no command “${first}”`);
  }
}

function readShare(paths: readonly string[], values: Values, common: Common): ShareCommand {
  if (paths.length === 0) throw usage('the files to share are missing');
  const partOfPlace = (values.bucket ?? values.region) !== undefined || values['path-style'] || values['virtual-host'];
  if (values.endpoint === undefined && partOfPlace) {
    throw usage('--bucket, --region, --path-style and --virtual-host need --endpoint');
  }
  if (values.endpoint !== undefined && values.connection !== undefined) {
    throw usage('--endpoint and --connection exclude each other');
  }
  if (values.endpoint !== undefined && values.bucket === undefined) throw usage('--endpoint needs --bucket');
  return {
    kind: 'share',
    ...common,
    paths,
    lifetimeSeconds: values.expires === undefined ? undefined : parseLifetime(values.expires),
    connectionName: values.connection,
    ephemeral:
      values.endpoint === undefined
        ? undefined
        : {
            endpoint: values.endpoint,
            bucket: values.bucket ?? '',
            region: values.region ?? '',
            addressing: readAddressing(values),
          },
    name: values.name,
    inline: values.inline,
    copy: values.copy,
    quiet: values.quiet,
    limits: readLimits(values),
  };
}

function readConnections(verb: string | undefined, rest: readonly string[], values: Values, common: Common): Command {
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

function readLimits({ limit, parallel }: Values): LimitOptions {
  const count = Number(parallel);
  if (parallel !== undefined && !(Number.isInteger(count) && count >= 1 && count <= 64)) {
    throw usage('--parallel takes a number from 1 to 64');
  }
  return {
    bytesPerSecond: limit === undefined ? undefined : parseRate(limit),
    parallel: parallel === undefined ? undefined : count,
  };
}

function readAddressing(values: Values): Addressing | 'automatic' {
  if (values['path-style'] && values['virtual-host']) throw usage('--path-style and --virtual-host exclude each other');
  if (values['path-style']) return 'path';
  return values['virtual-host'] ? 'virtual-host' : 'automatic';
}

function readPort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw usage('a port is a number from 0 to 65535');
  return port;
}

function none(rest: readonly string[]): void {
  if (rest[0] !== undefined) throw usage(`“${rest[0]}” is too much`);
}

function allow(values: Values, allowed: readonly Option[]): void {
  for (const [name, given] of Object.entries(values)) {
    const asked = given !== undefined && given !== false;
    if (asked && ![...allowed, ...everywhere].includes(name as Option)) {
      throw usage(`--${name} does not belong to this command`);
    }
  }
}
