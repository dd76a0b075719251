// The arguments of `mayfly share`, and the limits that other commands that send take too.
import { parseEnd, type TypedEnd } from '../../core/model/expiry';
import { mostAtOnce } from '../../core/model/upload';
import { parseRate } from './parse-rate';
import type { Common, EphemeralOptions, LimitOptions, LinkCommand, ShareCommand, WatchCommand } from './command';
import { readAddressing } from './connection-options';
import { readExec } from '../scripts/script-arguments';
import { notBoth, usage, type Option, type Values } from './options';

/** The operand that means standard input. */
export const standardInput = '-';

/** Raises `bad-request`, `expiry-out-of-range`. */
export function readShare(values: Values, common: Common, paths: readonly string[]): ShareCommand {
  checkPaths(paths, values);
  notBoth(values, 'qr', 'json');
  checkNearby(values);
  const ephemeral = readEphemeral(values);
  return {
    kind: 'share',
    ...common,
    paths,
    ...readEnd(values),
    connectionName: values.connection,
    ephemeral,
    name: values.name,
    keepUntil: values['keep-until'],
    page: readPage(values),
    plainPage: values['plain-page'],
    linkFirst: readLinkFirst(values),
    tellWhenOpened: values['tell-when-opened'],
    follow: readFollow(values, paths),
    ...readKey(values, paths),
    ...readRetries(values, paths),
    ...readEncryption(values),
    door: values.door || values.short || values['door-name'] !== undefined,
    doorName: values['door-name'],
    title: values.title,
    message: values.message,
    inline: values.inline,
    copy: values.copy,
    qr: values.qr,
    nearby: values.nearby,
    quiet: values.quiet,
    noServe: values['no-serve'],
    limits: readLimits(values),
  };
}

/** It is the bucket on this computer that opens in the network, and the command that holds it open. Raises `bad-request`. */
export function checkNearby(values: Values): void {
  for (const other of ['connection', 'bucket', 'endpoint', 'no-serve'] as const) notBoth(values, 'nearby', other);
}

/** Refuses addresses in place of paths, and standard input together with what it cannot have. */
function checkPaths(paths: readonly string[], values: Values): void {
  for (const path of paths) {
    if (/^s3:\/\//i.test(path))
      throw usage('Mayfly shares files and folders; mayfly link makes a link to what is in a bucket');
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(path)) {
      throw usage(
        'Mayfly shares files and folders, not addresses; what an address gives is shared by curl -fsSL ADDRESS | mayfly share -',
      );
    }
  }
  if (!paths.includes(standardInput)) return;
  if (paths.length > 1) throw usage('“-” is standard input, which is shared alone');
  if (values['password-stdin']) throw usage('standard input is either a file or a password');
  const { page, title, message } = values;
  const ofPage = page || values['plain-page'] || values['link-first'] || values['tell-when-opened'];
  if (ofPage || (title ?? message) !== undefined) {
    throw usage('standard input gets a link of its own, and no page');
  }
}

/** `undefined` when a connection that is kept is meant. */
export function readEphemeral(values: Values): EphemeralOptions | undefined {
  const { endpoint, bucket, region, profile } = values;
  const asked = (endpoint ?? bucket ?? profile) !== undefined;
  if (!asked && (region !== undefined || values['path-style'] || values['virtual-host'])) {
    throw usage('--region, --path-style and --virtual-host need --bucket');
  }
  if (!asked) return undefined;
  if (values.connection !== undefined) throw usage('--endpoint, --bucket and --profile exclude --connection');
  if (bucket === undefined) throw usage('--endpoint and --profile need --bucket');
  return { endpoint, bucket, region, profile, addressing: readAddressing(values) };
}

/** Raises `bad-request`. */
function readEncryption(values: Values): Pick<ShareCommand, 'encrypt' | 'passwordFromInput'> {
  notBoth(values, 'encrypt', 'no-encrypt');
  notBoth(values, 'password-stdin', 'no-encrypt');
  const { encrypt, 'no-encrypt': plain, 'password-stdin': passwordFromInput } = values;
  return { encrypt: encrypt ? true : plain ? false : undefined, passwordFromInput };
}

function readPage(values: Values): ShareCommand['page'] {
  notBoth(values, 'page', 'no-page');
  notBoth(values, 'plain-page', 'no-page');
  notBoth(values, 'tell-when-opened', 'no-page');
  if (values['no-page'] && (values.title ?? values.message) !== undefined) {
    throw usage('--title and --message belong to a page');
  }
  if (values.page || values.follow) return 'always';
  if (values['no-page']) return 'never';
  return values['link-first'] ? 'several' : undefined;
}

/** Only a page can be given before its files, and only a connection that is kept can go on with it. Raises `bad-request`. */
function readLinkFirst(values: Values): boolean | undefined {
  for (const other of ['no-link-first', 'no-page', 'plain-page', 'bucket'] as const)
    notBoth(values, 'link-first', other);
  if (values['link-first']) return true;
  return values['no-link-first'] ? false : undefined;
}

/** A page is what follows a folder, and only a connection that is kept knows it again. Raises `bad-request`. */
function readFollow(values: Values, paths: readonly string[]): boolean {
  if (!values.follow) return false;
  for (const other of ['no-page', 'bucket', 'name'] as const) notBoth(values, 'follow', other);
  if (paths.length > 1 || paths[0] === standardInput) throw usage('--follow keeps a page in step with one folder');
  return true;
}

/** Standard input gives its bytes once. Raises `bad-request`. */
function readRetries({ retries: text }: Values, paths: readonly string[]): Pick<ShareCommand, 'retries'> {
  if (text === undefined) return {};
  if (paths[0] === standardInput) throw usage('standard input gives its bytes once, so --retries does not go with it');
  if (!/^\d{1,3}$/.test(text)) throw usage('--retries takes a number from 0 to 999');
  return { retries: Number(text) };
}

/** Only the history remembers a key. Raises `bad-request`. */
function readKey(values: Values, paths: readonly string[]): Pick<ShareCommand, 'idempotencyKey'> {
  const { 'idempotency-key': idempotencyKey } = values;
  if (idempotencyKey === undefined) return {};
  for (const other of ['follow', 'bucket', 'no-page'] as const) notBoth(values, 'idempotency-key', other);
  if (paths[0] === standardInput) throw usage('--idempotency-key is for files and folders');
  if (!/^[\x21-\x7e]{1,255}$/.test(idempotencyKey))
    throw usage('--idempotency-key takes 1 to 255 letters, digits and signs of ASCII, without spaces');
  return { idempotencyKey };
}

/** Empty where none is given. Raises `expiry-out-of-range`. */
export const readEnd = ({ expires }: Values): Partial<TypedEnd> =>
  expires === undefined ? {} : parseEnd(expires, Date.now());

/** What `readEnd` read, of a command. */
export const typedEnd = ({ lifetimeSeconds, endsAtMs }: Partial<TypedEnd>): Partial<TypedEnd> => ({
  ...(lifetimeSeconds !== undefined && { lifetimeSeconds }),
  ...(endsAtMs !== undefined && { endsAtMs }),
});

/** Raises `bad-request`, `expiry-out-of-range`. */
export function readWatch(values: Values, common: Common, [folder = '']: readonly string[]): WatchCommand {
  return {
    kind: 'watch',
    ...common,
    folder,
    ...readEnd(values),
    connectionName: values.connection,
    copy: values.copy,
    fromNow: values['from-now'],
    ...readExec(values),
    quiet: values.quiet,
    limits: readLimits(values),
  };
}

/** Raises `bad-request`, `expiry-out-of-range`. */
export function readLink(values: Values, common: Common, [address = '']: readonly string[]): LinkCommand {
  return {
    kind: 'link',
    ...common,
    address,
    ...readEnd(values),
    connectionName: values.connection,
    inline: values.inline,
    title: values.title,
    message: values.message,
    copy: values.copy,
  };
}

/** What `readLimits` reads. */
export const limitOptions: readonly Option[] = ['limit', 'parallel'];

/** Raises `bad-request`. */
export function readLimits({ limit, parallel }: Values): LimitOptions {
  const count = Number(parallel);
  if (parallel !== undefined && !(Number.isInteger(count) && count >= 1 && count <= mostAtOnce)) {
    throw usage('--parallel takes a number from 1 to 128');
  }
  return {
    bytesPerSecond: limit === undefined ? undefined : parseRate(limit),
    parallel: parallel === undefined ? undefined : count,
  };
}
