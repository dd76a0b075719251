// A connection as a form or a command line gives it, and the rules that turn it into a connection.
import {
  checkBucketName,
  normalisePrefix,
  parseEndpoint,
  type Connection,
  type ConnectionColour,
  type ConnectionOptions,
  type CredentialSource,
  type WhenExpired,
} from '../../model/connection';
import { checkLifetime } from '../../model/expiry';
import { Failure } from '../../model/failure';
import { checkKeyTemplate } from '../../storage/rules/key-template';
import { defaultAddressing, providerIdOf, regionOf, suggestedName } from '../../providers/providers';
import { checkConnectionName, checkProfileName, checkRegion, checkVisible } from '../../model/visible-text';
import type { Addressing } from '../../model/place';

/** Options that a form or a command line may give; what is absent or undefined the connection does not have. */
export interface DraftOptions {
  readonly defaultExpirySeconds?: number | undefined;
  readonly bandwidthBytesPerSecond?: number | undefined;
  readonly colour?: ConnectionColour | undefined;
  readonly keyTemplate?: string | undefined;
  readonly shareEndpoint?: string | undefined;
  readonly caFile?: string | undefined;
}

export interface ConnectionDraft extends DraftOptions {
  readonly id?: string | undefined;
  /** Empty: called after its provider and bucket. */
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
  /** Unix ms: the end of the session token, where it is known; links of the connection end a minute before. */
  readonly sessionExpiresAtMs?: number | undefined;
  /** Keys that were pasted and are kept in main. */
  readonly pasteId?: string | undefined;
  /** Absent: what was typed, else as it is. */
  readonly credentials?: CredentialSource | undefined;
  readonly maxExpirySeconds?: number | undefined;
  readonly whenExpired?: WhenExpired | undefined;
}

/** Whether `<bucket>.<host>` is a host name at all; raises what stands in the way. */
function checkVirtualHost(endpointUrl: string, bucket: string): void {
  const { hostname } = new URL(endpointUrl);
  if (hostname.startsWith('[') || /^\d+(\.\d+){3}$/.test(hostname)) {
    throw new Failure('endpoint-invalid', { reason: 'an IP address cannot have the bucket in front of it' });
  }
  if (/[A-Z]/.test(bucket)) {
    throw new Failure('bucket-name-invalid', { reason: 'capital letters cannot stand in a host name' });
  }
}

/** Bytes per second, at least one. Raises `bad-request`. */
function checkBandwidth(bytesPerSecond: number): number {
  if (Number.isSafeInteger(bytesPerSecond) && bytesPerSecond >= 1) return bytesPerSecond;
  throw new Failure('bad-request', { reason: 'a speed limit is a whole number of bytes a second' });
}

/** A relative path would be another file wherever Mayfly is started. Raises `bad-request`. */
function checkAbsolute(path: string): string {
  checkVisible(path, 'the path of the certificate authorities holds a character that cannot be seen');
  if (/^(\/|[A-Za-z]:[\\/]|\\\\)/.test(path)) return path;
  throw new Failure('bad-request', { reason: 'the file with certificate authorities needs its whole path' });
}

/** An address that is wrong must not be looked for in the endpoint. Raises `bad-request`. */
function checkShareEndpoint(text: string): string {
  try {
    return parseEndpoint(text).url;
  } catch (error) {
    throw new Failure('bad-request', { reason: 'the share address cannot be an address of a server' }, error);
  }
}

const given = (text: string | undefined): string | undefined => text?.trim() || undefined;

/** Raises `expiry-out-of-range`, `bad-request`. */
function optionsOf(draft: DraftOptions): ConnectionOptions {
  const { defaultExpirySeconds, bandwidthBytesPerSecond, colour } = draft;
  const [keyTemplate, shareEndpoint, caFile] = [draft.keyTemplate, draft.shareEndpoint, draft.caFile].map(given);
  return {
    ...(defaultExpirySeconds !== undefined && { defaultExpirySeconds: checkLifetime(defaultExpirySeconds) }),
    ...(bandwidthBytesPerSecond !== undefined && { bandwidthBytesPerSecond: checkBandwidth(bandwidthBytesPerSecond) }),
    ...(colour !== undefined && { colour }),
    ...(keyTemplate !== undefined && { keyTemplate: checkKeyTemplate(keyTemplate) }),
    ...(shareEndpoint !== undefined && { shareEndpoint: checkShareEndpoint(shareEndpoint) }),
    ...(caFile !== undefined && { caFile: checkAbsolute(caFile) }),
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
    prefix: checkVisible(normalisePrefix(draft.prefix ?? ''), 'the prefix holds a character that cannot be seen'),
    ...(draft.maxExpirySeconds !== undefined && { maxExpirySeconds: checkLifetime(draft.maxExpirySeconds) }),
    whenExpired: draft.whenExpired ?? 'delete',
    ...optionsOf(draft),
  };
}

/**
 * What no form has a field for: where the credentials of a drafted connection come from, whether it still waits for keys, and its place
 * among the others. `known` is the connection as it is. Keys that were typed or pasted end its profile.
 */
export function drafted(draft: ConnectionDraft, known: ConnectionOptions | undefined): ConnectionOptions {
  const typed = (draft.secretAccessKey ?? '') !== '' || draft.pasteId !== undefined;
  const source = draft.credentials ?? (typed ? undefined : known?.credentials);
  const waits = known?.awaitsKeys === true && !typed && (draft.accessKeyId ?? '') === '' && source?.kind !== 'profile';
  return {
    ...(waits && { awaitsKeys: true }),
    ...(source?.kind === 'profile' && { credentials: { ...source, profile: checkProfileName(source.profile) } }),
    ...(known?.order !== undefined && { order: known.order }),
  };
}

/** `name`, or the first of `name 2`, `name 3` … that nobody has. */
export function freeName(name: string, taken: readonly string[]): string {
  for (let number = 2, free = name; ; number += 1) {
    if (!taken.includes(free)) return free;
    free = `${name.slice(0, 95)} ${number}`;
  }
}
