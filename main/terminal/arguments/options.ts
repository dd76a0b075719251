// Every option of the terminal, and how what was typed is taken apart before a command reads its own.
import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { Reason, ReasonValues } from '../../../resources/words/reasons';
import { Failure } from '../../core/model/failure';

const flag = { type: 'boolean', default: false } as const;
const value = { type: 'string' } as const;

const options = {
  help: { ...flag, short: 'h' },
  version: flag,
  'remove-my-data': flag,
  json: flag,
  'profile-dir': value,
  expires: value,
  connection: value,
  name: value,
  page: flag,
  'no-page': flag,
  'plain-page': flag,
  title: value,
  message: value,
  'keep-until': value,
  inline: flag,
  copy: flag,
  quiet: flag,
  endpoint: value,
  bucket: value,
  region: value,
  'path-style': flag,
  'virtual-host': flag,
  profile: value,
  'aws-profile': value,
  paste: flag,
  'access-key-id': value,
  'session-token': flag,
  'session-expires': value,
  prefix: value,
  'max-expiry': value,
  'when-expired': value,
  provider: value,
  'new-secret': flag,
  'default-expiry': value,
  bandwidth: value,
  colour: value,
  'key-template': value,
  'share-endpoint': value,
  'ca-file': value,
  links: value,
  days: value,
  port: value,
  limit: value,
  parallel: value,
  yes: flag,
  report: flag,
  'no-test': flag,
  state: value,
  unverified: flag,
  search: value,
  sort: value,
  form: value,
  short: flag,
  print: flag,
  qr: flag,
  until: value,
} satisfies ParseArgsConfig['options'];

export type Option = keyof typeof options;
export type Values = ReturnType<typeof parse>['values'];

const everywhere: readonly Option[] = ['help', 'version', 'json', 'profile-dir'];
/** A place and how to address it. */
export const ephemeralOptions: readonly Option[] = ['endpoint', 'bucket', 'region', 'path-style', 'virtual-host'];

/** What is wrong with how a command was typed. */
export const usage = (reason: Reason, reasonValues?: ReasonValues): Failure =>
  new Failure('bad-request', { reason, ...(reasonValues !== undefined && { reasonValues }) });

/** Takes the arguments apart; throws what `node:util` throws, whose messages may quote what was typed. */
export const parse = (args: readonly string[]) =>
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

/** Refuses the first of `rest`. Raises `bad-request`. */
export function none(rest: readonly string[]): void {
  if (rest[0] !== undefined) throw usage('“{{text}}” is too much', { text: rest[0] });
}

/** Refuses options that the command does not know. Raises `bad-request`. */
export function allow(values: Values, allowed: readonly Option[]): void {
  for (const [name, given] of Object.entries(values)) {
    const asked = given !== undefined && given !== false;
    if (asked && ![...allowed, ...everywhere].includes(name as Option)) {
      throw usage('{{option}} does not belong to this command', { option: `--${name}` });
    }
  }
}
