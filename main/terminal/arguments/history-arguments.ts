// The arguments of the commands about shares that were made.
import { parseEnd } from '../../core/model/expiry';
import type {
  Common,
  CopyCommand,
  ExtendCommand,
  HistoryCommand,
  KeepCommand,
  PasswordCommand,
  ListCommand,
  RevokeStoredCommand,
} from './command';
import { readAddressing } from './connection-options';
import { allow, notBoth, oneOf, shareStates, usage, type Values } from './options';

type Operands = readonly string[];

/** Raises `bad-request`. */
export function readShow(values: Values, common: Common, [id = '']: Operands): HistoryCommand {
  notBoth(values, 'qr', 'json');
  return { kind: 'show', id, qr: values.qr, ...common };
}

/** Raises `bad-request`. */
export function readCopy(values: Values, common: Common, [id = '']: Operands): CopyCommand {
  notBoth(values, 'door', 'short');
  const { form, short, door, print } = values;
  return { kind: 'copy', id, form, short, door, print, ...common };
}

/** Raises `bad-request`, `expiry-out-of-range`. */
export function readExtend({ expires, copy }: Values, common: Common, [id = '']: Operands): ExtendCommand {
  if (expires === undefined) throw usage('{{option}} needs {{needed}}', { option: 'extend', needed: '--expires' });
  return { kind: 'extend', id, ...parseEnd(expires, Date.now()), copy, ...common };
}

/** Raises `bad-request`. */
export function readPassword(values: Values, common: Common, [id = '']: Operands): PasswordCommand {
  notBoth(values, 'password-stdin', 'no-password');
  const { 'password-stdin': fromInput, 'no-password': none, copy } = values;
  if (!fromInput && !none) throw usage('password needs --password-stdin or --no-password');
  return { kind: 'password', id, fromInput, copy, ...common };
}

/** Raises `bad-request`. */
export function readKeep({ until }: Values, common: Common, [id = '']: Operands): KeepCommand {
  if (until === undefined) throw usage('keep needs --until, a day like 2027-06-30 or never');
  return { kind: 'keep', id, until: until === 'never' ? undefined : until, ...common };
}

/** IDs of the history, or addresses with the connection they are of. Raises `bad-request`. */
export function readRevoke(values: Values, common: Common, operands: Operands): HistoryCommand | RevokeStoredCommand {
  const { 'dry-run': dryRun } = values;
  const addresses = operands.filter((text) => text.startsWith('s3://'));
  if (addresses.length === 0) {
    allow(values, ['dry-run']);
    return { kind: 'revoke', ids: operands, dryRun, ...common };
  }
  if (addresses.length < operands.length) throw usage('IDs and addresses do not go together');
  const { endpoint, region, profile } = values;
  const place = { endpoint, region, profile, addressing: readAddressing(values) };
  return { kind: 'revoke-stored', addresses, place, dryRun, ...common };
}

/** Raises `bad-request`. */
export const readList = (values: Values, common: Common): ListCommand => ({
  kind: 'list',
  states: values.state?.split(',').map((state) => oneOf('--state', shareStates, state.trim())),
  unverified: values.unverified,
  search: values.search,
  connectionName: values.connection,
  sort: values.sort ?? 'newest',
  limit: readCount(values.limit),
  ...common,
});

function readCount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw usage('--limit takes a number of shares, from 1');
  return Number(text);
}
