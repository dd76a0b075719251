// A storage connection, and the rules that an endpoint and a bucket name must obey before any request.
import type { Reason, ReasonValues } from '../../../resources/words/reasons';
import type { Capabilities } from './capabilities';
import type { DoorPlace, LeftPlace } from './door';
import type { EncryptionRule } from './encryption';
import { Failure } from './failure';
import { reachOf } from './host-reach';
import type { Share } from './share';
import type { Place } from './place';
import type { OrganisationRule } from './policy/organisation-rule';
import { visibleLine } from './visible-text';

export type ConnectionKind = 'embedded' | 's3';

/** Whether the clean-up deletes the objects of an expired share. */
export type WhenExpired = 'delete' | 'keep';

export const connectionColours = ['grey', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple'] as const;
export type ConnectionColour = (typeof connectionColours)[number];

/**
 * The source of a connection's credentials: typed keys in the keychain under its id (`kept`) or in a file that a passphrase opens (`file`), or a
 * profile of the AWS command line's files, which Mayfly reads whenever it needs credentials and never writes.
 */
export type CredentialSource =
  | { readonly kind: 'kept' }
  | { readonly kind: 'file' }
  | {
      readonly kind: 'profile';
      readonly profile: string;
      /** An imported file named it, and the user has not confirmed that its credentials may sign requests to this server. */
      readonly unconfirmed?: true;
    };

/** The optional fields of a connection; without one the setting or the default holds. */
export interface ConnectionOptions {
  /** The default lifetime of its links, in seconds. */
  readonly defaultExpirySeconds?: number;
  /** Bytes per second of its uploads together; absent: the setting alone. */
  readonly bandwidthBytesPerSecond?: number;
  readonly colour?: ConnectionColour;
  /** The template of keys below the prefix, such as `{date}/{random}/{name}`; `{random}` is never missing. */
  readonly keyTemplate?: string;
  /** Links are signed for this endpoint instead of `endpoint`: the name recipients reach the same bucket by. */
  readonly shareEndpoint?: string;
  /** Absolute path of a PEM file with further trusted certificate authorities for this connection. */
  readonly caFile?: string;
  /** Absent: `kept`. */
  readonly credentials?: CredentialSource;
  /** Unix ms: the end of the credentials in the keychain, readable without the keychain. */
  readonly keysEndAtMs?: number;
  /**
   * The access key ID of its intake key, a second key that may only store objects below `in/` and signs the slots of file requests. Its secret
   * lies where typed keys lie, as an item of its own.
   */
  readonly intakeKeyId?: string;
  /** Absent: its shares are encrypted where the user asks for it. */
  readonly encryption?: EncryptionRule;
  /** Absent: it has no short links. */
  readonly doors?: DoorPlace;
  /** Addresses that an imported file brought for its links; none is used before the user agrees. */
  readonly unconfirmedAddresses?: readonly string[];
  /** Where its short links were before, and everybody may still read; never empty. */
  readonly leftDoors?: readonly LeftPlace[];
  /** Its rank in the list, smaller first; connections without one come last, the oldest first. */
  readonly order?: number;
  /** It was imported or duplicated, and has no keys yet. */
  readonly awaitsKeys?: true;
  /** The doctor's findings for this place and these credentials. */
  readonly capabilities?: Capabilities;
}

/** In the order of every list. */
export const inOrder = (connections: readonly Connection[]): readonly Connection[] =>
  connections.toSorted((a, b) => (a.order ?? Number.MAX_SAFE_INTEGER) - (b.order ?? Number.MAX_SAFE_INTEGER));

/** Whether an imported file named its profile and the user has not confirmed it. */
export const isUnconfirmed = ({ credentials }: ConnectionOptions): boolean =>
  credentials?.kind === 'profile' && credentials.unconfirmed === true;

/** The addresses of its links that an imported file brought and the user has not confirmed. */
export const unconfirmedAddressesOf = ({
  shareEndpoint,
  doors,
  unconfirmedAddresses = [],
}: ConnectionOptions): readonly string[] =>
  [shareEndpoint, doors?.address]
    .filter((address) => address !== undefined)
    .filter((address) => unconfirmedAddresses.includes(address));

/** Raises `addresses-unconfirmed`: the operator of an address sees each link that leads through it. */
export function checkAddresses(connection: Connection): void {
  const unconfirmed = unconfirmedAddressesOf(connection);
  if (unconfirmed.length === 0) return;
  const hosts = unconfirmed.map(endpointHost);
  throw new Failure('addresses-unconfirmed', {
    connectionName: connection.name,
    addresses: [...new Set(hosts)].join(', '),
  });
}

/** The default connection: the chosen one, else the first whose credentials and addresses the user gave or confirmed. */
export const defaultAmong = (
  connections: readonly Connection[],
  chosenId: string | undefined,
): Connection | undefined =>
  connections.find(({ id }) => id === chosenId) ??
  connections.find((one) => one.awaitsKeys !== true && !isUnconfirmed(one) && unconfirmedAddressesOf(one).length === 0);

/** A bucket to share to. It holds no secret: credentials are in the keychain under its id. */
export interface Connection extends Place, ConnectionOptions {
  readonly id: string;
  readonly name: string;
  readonly kind: ConnectionKind;
  /** The user's preset, e.g. `aws`, `r2`, `other`; of the embedded bucket `embedded`. */
  readonly provider: string;
  /** Begins every key; empty or ending in `/`. */
  readonly prefix: string;
  /** No link of this connection lives longer, in seconds; absent: as long as the protocol allows. */
  readonly maxExpirySeconds?: number;
  readonly whenExpired: WhenExpired;
  /** What the organisation's rules make of it; never saved. */
  readonly organisation?: OrganisationRule;
}

/** The place alone: shares keep it, because the connection may change. */
export const placeOf = ({ endpoint, region, bucket, addressing }: Place): Place => ({
  endpoint,
  region,
  bucket,
  addressing,
});

/** The place of a share made now, and the endpoint of its link where that is another one. */
export const signedPlaceOf = (connection: Connection): Place & Pick<Share, 'linkEndpoint'> => ({
  ...placeOf(connection),
  ...(connection.shareEndpoint !== undefined && { linkEndpoint: connection.shareEndpoint }),
});

export const samePlace = (a: Place, b: Place): boolean =>
  a.endpoint === b.endpoint && a.region === b.region && a.bucket === b.bucket && a.addressing === b.addressing;

/** `expiresAtMs` is the end of temporary credentials (Unix ms), where it is known. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiresAtMs?: number;
}

export const sameCredentials = (a: Credentials, b: Credentials): boolean =>
  a.accessKeyId === b.accessKeyId &&
  a.secretAccessKey === b.secretAccessKey &&
  a.sessionToken === b.sessionToken &&
  a.expiresAtMs === b.expiresAtMs;

/** Cloud machines serve their own credentials there. In the URL parser's notation; the last is the first one mapped into IPv6. */
const metadataHosts: ReadonlySet<string> = new Set(['169.254.169.254', '[fd00:ec2::254]', '[::ffff:a9fe:a9fe]']);

export interface Endpoint {
  /** Normalised: `scheme://host[:port][/base/path]`, no trailing slash. */
  readonly url: string;
  readonly loopback: boolean;
  /** Plain http to another machine: allowed, with a warning. */
  readonly insecure: boolean;
}

/**
 * Reads an endpoint as people type it (`s3.example.com`, `http://127.0.0.1:9000/`, `https://host/base`).
 * Raises `endpoint-invalid` with the reason for anything that cannot be an S3 endpoint: other schemes, user information, query or
 * fragment (the SDK would drop both silently), no host, the cloud metadata address.
 */
export function parseEndpoint(text: string): Endpoint {
  const trimmed = text.trim();
  const fail = (reason: Reason, reasonValues?: ReasonValues) =>
    new Failure('endpoint-invalid', { reason, ...(reasonValues !== undefined && { reasonValues }) });
  if (trimmed === '') throw fail('it is empty');
  if (/\s/.test(trimmed)) throw fail('it contains a space');
  // URL parsers drop or rewrite these characters silently.
  if (trimmed.includes('\\') || visibleLine(trimmed) !== trimmed) throw fail('it is not a web address');
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(trimmed)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https')
    throw fail('it starts with {{scheme}}://', { scheme });
  // `https:/host` and `file:/path` would otherwise become the hosts `https` and `file`.
  if (scheme === undefined && /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(trimmed)) throw fail('it is not a web address');
  let url: URL;
  try {
    url = new URL(scheme === undefined ? `https://${trimmed}` : trimmed);
  } catch (error) {
    throw new Failure('endpoint-invalid', { reason: 'it is not a web address' }, error);
  }
  if (url.username !== '' || url.password !== '') throw fail('it contains a user name or password');
  if (url.search !== '' || trimmed.includes('?')) throw fail('it contains a query');
  if (url.hash !== '' || trimmed.includes('#')) throw fail('it contains a fragment');
  if (url.hostname === '') throw fail('it has no host');
  if (metadataHosts.has(url.hostname)) throw fail('it is a metadata address');
  const loopback = reachOf(url.hostname) === 'loopback';
  const path = url.pathname.replace(/\/+$/, '');
  if (/%2f|%2e|%5c|\/\.{1,2}(\/|$)/i.test(trimmed)) throw fail('its path cannot be signed');
  return { url: `${url.protocol}//${url.host}${path}`, loopback, insecure: url.protocol === 'http:' && !loopback };
}

/**
 * Checks a bucket name by S3's rules, loosened to what S3-compatible servers accept (upper case and underscores exist there).
 * Raises `bucket-name-invalid`. Source: Amazon S3 User Guide, "General purpose bucket naming rules".
 */
export function checkBucketName(bucket: string): string {
  const name = bucket.trim();
  const fail = (reason: Reason) => new Failure('bucket-name-invalid', { reason });
  if (name.length < 3 || name.length > 63) throw fail('it must have 3 to 63 characters');
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9]$/.test(name)) {
    throw fail('only letters, digits, dots and hyphens are allowed');
  }
  if (name.includes('..')) throw fail('it contains two dots in a row');
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) throw fail('it looks like an IP address');
  return name;
}

/** Whether a connection can have a bucket of this name. */
export function isBucketName(name: string): boolean {
  try {
    return checkBucketName(name) === name;
  } catch {
    return false;
  }
}

/** host:port of an endpoint for words and logs. */
export function endpointHost(endpointUrl: string): string {
  try {
    return new URL(endpointUrl).host;
  } catch {
    return '';
  }
}

/** Normalises a key prefix: no leading slash, one trailing slash, or empty. */
export function normalisePrefix(prefix: string): string {
  const inner = prefix.trim().replace(/^\/+|\/+$/g, '');
  return inner === '' ? '' : `${inner}/`;
}

/** Where typed keys are stored. */
export type KeyStore = 'keychain' | 'file';

export const keyStoreOf = (connection: ConnectionOptions | undefined): KeyStore =>
  connection?.credentials?.kind === 'file' ? 'file' : 'keychain';

/** `session`: the secret is in this process's memory only; `profile`: an AWS profile gives it. */
export type SecretPlace = KeyStore | 'session' | 'missing' | 'profile';
