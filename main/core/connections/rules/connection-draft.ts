// A draft is a connection as a form or a command line gives it; these rules check it and make the connection.
import {
  checkBucketName,
  keyStoreOf,
  normalisePrefix,
  parseEndpoint,
  unconfirmedAddressesOf,
  type Connection,
  type ConnectionColour,
  type ConnectionOptions,
  type CredentialSource,
  type KeyStore,
  type WhenExpired,
} from '../../model/connection';
import type { EncryptionRule } from '../../model/encryption';
import { checkLifetime, usualLongestSeconds } from '../../model/expiry';
import { Failure } from '../../model/failure';
import { checkKeyTemplate } from '../../model/keys/key-template';
import { defaultAddressing, longestLifetimeOf, providerIdOf, regionOf, suggestedName } from '../../providers/providers';
import { checkConnectionName, checkProfileName, checkRegion, checkVisible } from '../../model/visible-text';
import type { Addressing } from '../../model/place';

/** The optional fields of a draft; the connection has no field that is absent or undefined here. */
export interface DraftOptions {
  readonly defaultExpirySeconds?: number | undefined;
  readonly bandwidthBytesPerSecond?: number | undefined;
  readonly colour?: ConnectionColour | undefined;
  readonly keyTemplate?: string | undefined;
  readonly shareEndpoint?: string | undefined;
  readonly caFile?: string | undefined;
  /** Absent or empty: the connection has no intake key. */
  readonly intakeKeyId?: string | undefined;
  /** Absent: its shares are encrypted where the user asks for it. */
  readonly encryption?: EncryptionRule | undefined;
}

export interface ConnectionDraft extends DraftOptions {
  readonly id?: string | undefined;
  /** Empty: the name of its provider and bucket. */
  readonly name: string;
  readonly provider: string;
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly prefix?: string | undefined;
  readonly addressing: Addressing | 'automatic';
  readonly accessKeyId?: string | undefined;
  readonly secretAccessKey?: string | undefined;
  readonly sessionToken?: string | undefined;
  /** Unix ms: the end of the session token, where it is known; links end a minute before. */
  readonly sessionExpiresAtMs?: number | undefined;
  /** Of the intake key; absent or empty: the one in the vault. */
  readonly intakeSecret?: string | undefined;
  /** Names pasted keys, which stay in the main process. */
  readonly pasteId?: string | undefined;
  /** Absent: typed keys, else the source that the connection has. */
  readonly credentials?: CredentialSource | undefined;
  /** Where typed keys go; the keys that are there move. Absent: the keychain for typed keys, else where they are. */
  readonly store?: KeyStore | undefined;
  /** The user agrees to the addresses that an imported file brought. */
  readonly confirmsAddresses?: boolean | undefined;
  readonly maxExpirySeconds?: number | undefined;
  readonly whenExpired?: WhenExpired | undefined;
}

/** Raises `endpoint-invalid` or `bucket-name-invalid` where `<bucket>.<host>` is no host name. */
function checkVirtualHost(endpointUrl: string, bucket: string): void {
  const { hostname } = new URL(endpointUrl);
  if (hostname.startsWith('[') || /^\d+(\.\d+){3}$/.test(hostname)) {
    throw new Failure('endpoint-invalid', { reason: 'an IP address cannot have the bucket in front of it' });
  }
  if (/[A-Z]/.test(bucket)) {
    throw new Failure('bucket-name-invalid', { reason: 'capital letters cannot stand in a host name' });
  }
}

/** S3 takes keys of 1,024 bytes: enough is left for what is below. */
const mostPrefixBytes = 512;

/** Clients take dot segments out of an address, so no link would name the object. Raises `bad-request`. */
function checkPrefix(text: string): string {
  const prefix = checkVisible(normalisePrefix(text), 'the prefix holds a character that cannot be seen');
  if (prefix.split('/').some((folder) => folder === '.' || folder === '..'))
    throw new Failure('bad-request', { reason: 'a folder in the prefix is one or two dots' });
  if (Buffer.byteLength(prefix) > mostPrefixBytes)
    throw new Failure('bad-request', { reason: 'the prefix is longer than 512 bytes' });
  return prefix;
}

/** Bytes per second, at least one. Raises `bad-request`. */
function checkBandwidth(bytesPerSecond: number): number {
  if (Number.isSafeInteger(bytesPerSecond) && bytesPerSecond >= 1) return bytesPerSecond;
  throw new Failure('bad-request', { reason: 'a speed limit is a whole number of bytes a second' });
}

/** A relative path means another file in every working directory. Raises `bad-request`. */
function checkAbsolute(path: string): string {
  checkVisible(path, 'the path of the certificate authorities holds a character that cannot be seen');
  if (/^(\/|[A-Za-z]:[\\/]|\\\\)/.test(path)) return path;
  throw new Failure('bad-request', { reason: 'the file with certificate authorities needs its whole path' });
}

/** Says “share address”, so that nobody looks for the mistake in the endpoint. Raises `bad-request`. */
function checkShareEndpoint(text: string): string {
  try {
    return parseEndpoint(text).url;
  } catch (error) {
    throw new Failure('bad-request', { reason: 'the share address cannot be an address of a server' }, error);
  }
}

const longestKeyId = 256;

/** Raises `bad-request`. */
function checkKeyId(text: string): string {
  checkVisible(text, 'the access key ID of the intake key holds a character that cannot be seen');
  if (text.length <= longestKeyId) return text;
  throw new Failure('bad-request', { reason: 'the access key ID of the intake key is too long' });
}

const given = (text: string | undefined): string | undefined => text?.trim() || undefined;

/** Raises `expiry-out-of-range`, `bad-request`. */
function optionsOf(draft: DraftOptions, endpoint: string): ConnectionOptions {
  const { defaultExpirySeconds, bandwidthBytesPerSecond, colour, encryption } = draft;
  const [keyTemplate, shareEndpoint, caFile, intakeKeyId] = [
    draft.keyTemplate,
    draft.shareEndpoint,
    draft.caFile,
    draft.intakeKeyId,
  ].map(given);
  return {
    ...(defaultExpirySeconds !== undefined && {
      defaultExpirySeconds: checkLifetime(defaultExpirySeconds, longestLifetimeOf({ endpoint })),
    }),
    ...(bandwidthBytesPerSecond !== undefined && { bandwidthBytesPerSecond: checkBandwidth(bandwidthBytesPerSecond) }),
    ...(colour !== undefined && { colour }),
    ...(encryption !== undefined && { encryption }),
    ...(keyTemplate !== undefined && { keyTemplate: checkKeyTemplate(keyTemplate) }),
    ...(shareEndpoint !== undefined && { shareEndpoint: checkShareEndpoint(shareEndpoint) }),
    ...(caFile !== undefined && { caFile: checkAbsolute(caFile) }),
    ...(intakeKeyId !== undefined && { intakeKeyId: checkKeyId(intakeKeyId) }),
  };
}

/** Raises `endpoint-invalid`, `bucket-name-invalid`, `expiry-out-of-range`, and `bad-request` for an option that cannot be. */
export function connectionFromDraft(draft: ConnectionDraft, id: string): Connection {
  const endpoint = parseEndpoint(draft.endpoint).url;
  const bucket = checkBucketName(draft.bucket);
  const { provider } = draft;
  if (draft.addressing === 'virtual-host') checkVirtualHost(endpoint, bucket);
  return {
    id,
    name: checkConnectionName(draft.name.trim() || suggestedName({ provider, endpoint, bucket })),
    kind: 's3',
    provider: providerIdOf({ kind: 's3', provider, endpoint }),
    endpoint,
    region: checkRegion(regionOf(endpoint, draft.region, provider)),
    bucket,
    addressing: draft.addressing === 'automatic' ? defaultAddressing(endpoint, bucket) : draft.addressing,
    prefix: checkPrefix(draft.prefix ?? ''),
    // The ledger holds no limit beyond the protocol's.
    ...(draft.maxExpirySeconds !== undefined && {
      maxExpirySeconds: checkLifetime(draft.maxExpirySeconds, usualLongestSeconds),
    }),
    whenExpired: draft.whenExpired ?? 'delete',
    ...optionsOf(draft, endpoint),
  };
}

/** Whether any part of the keys is typed or pasted. */
export const givesKeys = ({ accessKeyId, secretAccessKey, sessionToken, pasteId }: ConnectionDraft): boolean =>
  pasteId !== undefined || [accessKeyId, secretAccessKey, sessionToken].some((typed) => (typed ?? '') !== '');

/** Whether the draft gives the secret of the intake key. */
export const givesIntakeSecret = ({ intakeSecret = '' }: Pick<ConnectionDraft, 'intakeSecret'>): boolean =>
  intakeSecret !== '';

/** Raises `bad-request` for an intake key without a secret, neither typed nor kept. `known`: the connection before the change. */
export function checkIntake(
  draft: Pick<ConnectionDraft, 'intakeKeyId' | 'intakeSecret'>,
  known: Pick<ConnectionOptions, 'intakeKeyId'> | undefined,
): void {
  const keyId = given(draft.intakeKeyId);
  if (keyId === undefined && givesIntakeSecret(draft))
    throw new Failure('bad-request', { reason: 'the access key ID of the intake key is missing' });
  if (keyId !== undefined && !givesIntakeSecret(draft) && known?.intakeKeyId !== keyId)
    throw new Failure('bad-request', { reason: 'the secret access key of the intake key is missing' });
}

/**
 * The options that no form has a field for: the source of the credentials, whether keys are missing, unconfirmed addresses, and the order. `known` is the connection
 * before the change. Typed or pasted keys replace its profile; without a store in the draft they go into the keychain.
 */
export function drafted(draft: ConnectionDraft, known: ConnectionOptions | undefined): ConnectionOptions {
  const typed = (draft.secretAccessKey ?? '') !== '' || draft.pasteId !== undefined;
  const source = draft.credentials ?? (typed ? undefined : known?.credentials);
  const isProfile = source?.kind === 'profile';
  const awaitsKeys = known?.awaitsKeys === true && !givesKeys(draft) && !isProfile;
  const store = draft.store ?? (givesKeys(draft) ? 'keychain' : keyStoreOf(known));
  const unconfirmedAddresses = draft.confirmsAddresses === true ? [] : unconfirmedAddressesOf(known ?? {});
  return {
    ...(awaitsKeys && { awaitsKeys }),
    ...(isProfile && { credentials: { ...source, profile: checkProfileName(source.profile) } }),
    ...(!isProfile && store === 'file' && { credentials: { kind: 'file' } as const }),
    ...(unconfirmedAddresses.length > 0 && { unconfirmedAddresses }),
    ...(known?.order !== undefined && { order: known.order }),
  };
}

/** `name`, or the first free one of `name 2`, `name 3` … */
export function freeName(name: string, taken: readonly string[]): string {
  for (let number = 2, free = name; ; number += 1) {
    if (!taken.includes(free)) return free;
    free = `${name.slice(0, 95)} ${number}`;
  }
}
