// Every option of the terminal, declared once: the parser, the help, the completion of the shells and the man page read it here.
import { parseArgs } from 'node:util';
import type { Reason, ReasonValues } from '../../../resources/words/reasons';
import { connectionColours, type KeyStore } from '../../core/model/connection';
import type { EncryptionRule } from '../../core/model/encryption';
import { isUtf8Path } from '../output/output';
import { Failure } from '../../core/model/failure';
import { askedKinds } from '../../core/model/requests/file-request';
import type { LinkForm } from '../../core/model/settings';
import type { ShareSort, ShareState } from '../../core/model/share';
import { providers } from '../../core/providers/providers-table';

/** What a value may be: one of several words, the path of a file or folder, the name of a connection, or free text. */
type Known<Word extends string> = readonly Word[] | 'file' | 'folder' | 'connection' | undefined;

const flag = { type: 'boolean', default: false } as const;
const value = <Word extends string = string>(operand: string, known?: Known<Word>) => ({
  type: 'string' as const,
  operand,
  known,
});

export const shareStates: readonly ShareState[] = ['live', 'expired', 'revoked', 'missing'];
const sorts: readonly ShareSort[] = ['newest', 'ending', 'largest', 'name'];
const keyStores: readonly KeyStore[] = ['keychain', 'file'];
const encryptionRules: readonly EncryptionRule[] = ['usual', 'demanded'];
const progressForms = ['json'] as const;
const forms: readonly LinkForm[] = ['link', 'text', 'markdown', 'html', 'template'];

export const options = {
  expires: value('TIME'),
  'keep-until': value('DAY'),
  connection: value('NAME', 'connection'),
  name: value('TEXT'),
  note: value('TEXT'),
  page: flag,
  'no-page': flag,
  'plain-page': flag,
  'link-first': flag,
  'no-link-first': flag,
  'tell-when-opened': flag,
  encrypt: flag,
  'no-encrypt': flag,
  'password-stdin': flag,
  'no-password': flag,
  encryption: value('WHEN', [...encryptionRules, 'none']),
  title: value('TEXT'),
  message: value('TEXT'),
  'max-files': value('N'),
  'max-size': value('SIZE'),
  types: value('KINDS', askedKinds),
  once: flag,
  standing: flag,
  lease: value('TIME'),
  'save-to': value('DIR', 'folder'),
  to: value('DIR', 'folder'),
  wait: flag,
  pin: value('PIN'),
  'pin-stdin': flag,
  accept: flag,
  list: flag,
  received: flag,
  listen: value('ADDRESSES'),
  as: value('NAME'),
  'without-asking': flag,
  longest: value('TIME'),
  into: value('ID'),
  'new-link': flag,
  follow: flag,
  door: flag,
  'door-name': value('NAME'),
  inline: flag,
  copy: flag,
  'content-type': value('TYPE'),
  'content-length': value('N'),
  'i-know': flag,
  'from-now': flag,
  quiet: flag,
  'no-serve': flag,
  nearby: flag,
  limit: value('RATE'),
  parallel: value('N'),
  bucket: value('B'),
  endpoint: value('URL'),
  region: value('R'),
  'path-style': flag,
  'virtual-host': flag,
  profile: value('NAME'),
  // Several may be typed, with commas between them.
  state: { ...value('STATES'), suggested: shareStates },
  unverified: flag,
  names: flag,
  search: value('TEXT'),
  sort: value('ORDER', sorts),
  qr: flag,
  form: value('FORM', forms),
  short: flag,
  print: flag,
  until: value('DAY'),
  provider: value(
    'ID',
    providers.map(({ id }) => id),
  ),
  'access-key-id': value('ID'),
  'session-token': flag,
  'session-expires': value('MOMENT'),
  paste: flag,
  'aws-profile': value('NAME'),
  'new-secret': flag,
  'confirm-addresses': flag,
  'intake-key-id': value('ID'),
  intake: flag,
  store: value('WHERE', keyStores),
  prefix: value('P/'),
  'default-expiry': value('TIME'),
  'max-expiry': value('TIME'),
  'when-expired': value('WHAT', ['keep', 'delete']),
  bandwidth: value('RATE'),
  colour: value('NAME', [...connectionColours, 'none']),
  'key-template': value('TEXT'),
  'share-endpoint': value('URL'),
  'ca-file': value('FILE', 'file'),
  'create-bucket': flag,
  'no-test': flag,
  report: flag,
  days: value('N'),
  links: value('WHAT', ['keep', 'revoke']),
  address: value('URL'),
  usual: flag,
  off: flag,
  'make-public': flag,
  port: value('N'),
  yes: flag,
  'dry-run': flag,
  exec: value('PROGRAM', 'file'),
  'idempotency-key': value('KEY'),
  retries: value('N'),
  output: value('FILE', 'file'),
  format: value('TEXT'),
  jsonl: flag,
  progress: value('HOW', progressForms),
  json: flag,
  'profile-dir': value('DIR', 'folder'),
  timeout: value('TIME'),
  'passphrase-fd': value('N'),
  verbose: flag,
  help: { ...flag, short: 'h' },
  version: { ...flag, short: 'V' },
  'remove-my-data': flag,
} as const;

export type Option = keyof typeof options;
type Taken<Rule> = Rule extends { readonly known: Known<infer Word> } ? Word | undefined : boolean;
/** Flags that were not typed are false. */
export type Values = { readonly [Name in Option]: Taken<(typeof options)[Name]> };

/** What every command takes. */
export const everywhere: readonly Option[] = [
  'json',
  'profile-dir',
  'timeout',
  'passphrase-fd',
  'verbose',
  'help',
  'version',
];

/** Undefined for a flag. */
export const operandOf = (option: Option): string | undefined => {
  const rule = options[option];
  return 'operand' in rule ? rule.operand : undefined;
};

const knownOf = (option: Option): Known<string> => {
  const rule = options[option];
  return 'known' in rule ? rule.known : undefined;
};

/** What a shell completes the value with. */
export const suggestedOf = (option: Option): Known<string> => {
  const rule = options[option];
  return 'suggested' in rule ? rule.suggested : knownOf(option);
};

const isOption = (name: string): name is Option => Object.hasOwn(options, name);

/** What is wrong with how a command was typed. */
export const usage = (reason: Reason, reasonValues?: ReasonValues): Failure =>
  new Failure('bad-request', { reason, ...(reasonValues !== undefined && { reasonValues }) });

/**
 * `unknown`: the first option that does not exist, without its value, which may be a secret. `options`: the arguments read as options, if no `--` is there.
 */
export interface Parsed {
  readonly values: Values;
  readonly positionals: readonly string[];
  readonly unknown: string | undefined;
  readonly options: readonly string[];
}

/** Takes the arguments apart. The word after an option with a value is its value, whatever it looks like. Raises `bad-request`. */
export function parse(args: readonly string[]): Parsed {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  let unknown: string | undefined;
  const isDivided = tokens.some(({ kind }) => kind === 'option-terminator');
  const typed = isDivided ? [] : tokens.flatMap(({ kind, index }) => (kind === 'option' ? [args[index] ?? ''] : []));
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName: option } = token;
    if (!isOption(name)) unknown ??= option;
    else if (operandOf(name) === undefined && token.value !== undefined)
      throw usage('{{option}} takes no value', { option });
    else if (operandOf(name) !== undefined && token.value === undefined)
      throw usage('{{option}} needs a value', { option });
    else if (!isUtf8Path(token.value ?? '')) throw usage('{{option}} takes a value in UTF-8', { option });
  }
  return { values: values as Values, positionals, unknown, options: typed };
}

/** Refuses options that the command does not know, and values that they do not take. Raises `bad-request`. */
export function allow(values: Values, allowed: readonly Option[]): void {
  for (const name of Object.keys(options) as Option[]) {
    const [typed, option] = [values[name], `--${name}`];
    if (typed === undefined || typed === false) continue;
    if (!allowed.includes(name) && !everywhere.includes(name))
      throw usage('{{option}} does not belong to this command', { option });
    const known = knownOf(name);
    if (typeof known === 'object' && typeof typed === 'string') oneOf(option, known, typed);
  }
}

/** Raises `bad-request`. */
export function oneOf<Word extends string>(option: string, known: readonly Word[], text: string): Word {
  const found = known.find((each) => each === text);
  if (found === undefined) throw usage('{{option}} takes one of {{choices}}', { option, choices: known.join(', ') });
  return found;
}

/** Raises `bad-request` when both were typed. */
export function notBoth(values: Values, one: Option, other: Option): void {
  const typed = (option: Option) => values[option] !== undefined && values[option] !== false;
  if (typed(one) && typed(other))
    throw usage('{{one}} and {{other}} exclude each other', { one: `--${one}`, other: `--${other}` });
}
