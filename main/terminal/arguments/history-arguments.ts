// The arguments of the commands about shares that were made.
import type { LinkForm } from '../../core/model/settings';
import { parseLifetime } from '../../core/model/expiry';
import { assertNever } from '../../core/model/failure';
import type { ShareSort, ShareState } from '../../core/model/share';
import type { Common, HistoryCommand, ListCommand, RevokeStoredCommand } from './command';
import { readAddressing } from './connection-options';
import { allow, none, usage, type Values } from './options';

const states: readonly ShareState[] = ['live', 'expired', 'revoked', 'missing'];
const sorts: readonly ShareSort[] = ['newest', 'ending', 'largest', 'name'];
const forms: readonly LinkForm[] = ['link', 'text', 'markdown', 'html', 'template'];

/** Raises `bad-request`, `expiry-out-of-range`. */
export function readHistory(
  kind: HistoryCommand['kind'],
  rest: readonly string[],
  values: Values,
  common: Common,
): HistoryCommand | RevokeStoredCommand {
  if (kind === 'list') return readList(rest, values, common);
  const [id, ...others] = rest;
  if (id === undefined) throw usage('the ID of the share is missing');
  if (kind === 'revoke') return readRevoke(rest, values, common);
  none(others);
  switch (kind) {
    case 'show':
      allow(values, ['qr']);
      if (values.qr && common.json)
        throw usage('{{one}} and {{other}} exclude each other', { one: '--qr', other: '--json' });
      return { kind, id, qr: values.qr, ...common };
    case 'copy':
      allow(values, ['form', 'short', 'print']);
      return {
        kind,
        id,
        form: oneOf('--form', forms, values.form),
        short: values.short,
        print: values.print,
        ...common,
      };
    case 'extend':
      allow(values, ['expires', 'copy']);
      if (values.expires === undefined)
        throw usage('{{option}} needs {{needed}}', { option: 'extend', needed: '--expires' });
      return { kind, id, lifetimeSeconds: parseLifetime(values.expires, Date.now()), copy: values.copy, ...common };
    case 'keep':
      allow(values, ['until']);
      if (values.until === undefined) throw usage('keep needs --until, a day like 2027-06-30 or never');
      return { kind, id, until: values.until === 'never' ? undefined : values.until, ...common };
    case 'forget':
      allow(values, []);
      return { kind, id, ...common };
    default:
      return assertNever(kind);
  }
}

/** IDs of the history, or addresses with the connection they are of. */
function readRevoke(rest: readonly string[], values: Values, common: Common): HistoryCommand | RevokeStoredCommand {
  const addresses = rest.filter((text) => text.startsWith('s3://'));
  if (addresses.length === 0) {
    allow(values, []);
    return { kind: 'revoke', ids: rest, ...common };
  }
  if (addresses.length < rest.length) throw usage('IDs and addresses do not go together');
  allow(values, ['endpoint', 'region', 'path-style', 'virtual-host', 'profile']);
  const { endpoint, region, profile } = values;
  const place = { endpoint, region, profile, addressing: readAddressing(values) };
  return { kind: 'revoke-stored', addresses, place, ...common };
}

function readList(rest: readonly string[], values: Values, common: Common): ListCommand {
  allow(values, ['state', 'unverified', 'search', 'connection', 'sort', 'limit']);
  none(rest);
  return {
    kind: 'list',
    states: values.state
      ?.split(',')
      .map((state) => oneOf('--state', states, state.trim()))
      .filter((state) => state !== undefined),
    unverified: values.unverified,
    search: values.search,
    connectionName: values.connection,
    sort: oneOf('--sort', sorts, values.sort) ?? 'newest',
    limit: readCount(values.limit),
    ...common,
  };
}

function oneOf<T extends string>(option: string, known: readonly T[], text: string | undefined): T | undefined {
  if (text === undefined) return undefined;
  const found = known.find((each) => each === text);
  if (found === undefined) throw usage('{{option}} takes one of {{choices}}', { option, choices: known.join(', ') });
  return found;
}

function readCount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw usage('--limit takes a number of shares, from 1');
  return Number(text);
}
