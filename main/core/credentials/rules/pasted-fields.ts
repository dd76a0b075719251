// Every tool has its own names for the fields of a connection: this table maps them to ours.
import { parseEndpoint } from '../../model/connection';
import type { Addressing } from '../../model/place';
import { visibleLine } from '../../model/visible-text';

/** The values of a text by their lower-case names. */
export type Found = ReadonlyMap<string, string>;

export interface PastedFields {
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
  /** Unix ms: the end of the session token. */
  readonly expiresAtMs?: number;
  readonly region?: string;
  readonly endpoint?: string;
  readonly bucket?: string;
  readonly addressing?: Addressing;
  /** The id of our preset for the provider that the tool names. */
  readonly provider?: string;
  /** A profile of `~/.aws` instead of keys. */
  readonly profile?: string;
}

/** Names as the tools write them, the stronger first. */
const names = {
  accessKeyId: ['aws_access_key_id', 'aws_access_key', 'accesskeyid', 'access_key_id', 'accesskey', 'access_key'],
  secretAccessKey: [
    'aws_secret_access_key',
    'aws_secret_key',
    'secretaccesskey',
    'secret_access_key',
    'secretkey',
    'secret_key',
  ],
  sessionToken: ['aws_session_token', 'aws_security_token', 'sessiontoken', 'session_token'],
  expires: ['aws_credential_expiration', 'aws_session_expiration', 'x_security_token_expires', 'expiration'],
  region: ['aws_region', 'aws_default_region', 'region'],
  endpoint: [
    'aws_endpoint_url_s3',
    'aws_endpoint_url',
    'aws_endpoint',
    's3.endpoint_url',
    'endpoint_url',
    'endpoint',
    'url',
  ],
  bucket: ['aws_bucket', 'aws_s3_bucket', 'bucket'],
  pathStyle: ['force_path_style', 'aws_use_path_style_endpoint', 'path'],
  provider: ['provider'],
  profile: ['aws_profile', 'aws_default_profile'],
} as const satisfies Record<string, readonly string[]>;

export const knownNames: ReadonlySet<string> = new Set(Object.values(names).flat());

/** rclone's names of providers, and the ids of our presets. */
const rcloneProviders: Readonly<Record<string, string>> = {
  aws: 'aws',
  cloudflare: 'r2',
  backblaze: 'b2',
  wasabi: 'wasabi',
  digitalocean: 'spaces',
  gcs: 'gcs',
  minio: 'minio',
  ceph: 'ceph',
};

/** A shell variable, a gap to fill in (`your-key`) or asterisks instead of a value. */
const isPlaceholder = (value: string) =>
  /^[$%`<]|^\*+$|^\.{3}$|^…$/.test(value) || /^your[-_ ]/i.test(value) || /^x{4,}$/i.test(value);

const isText = (value: string, most: number) =>
  value.length > 0 && value.length <= most && visibleLine(value) === value && !isPlaceholder(value);

/** The end of a token as tools write it: RFC 3339, or Unix ms. A time without its zone is ambiguous and left out. */
function readEnd(text: string): number | undefined {
  if (/^\d{12,14}$/.test(text)) return Number(text);
  const iso = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/.test(text);
  const atMs = iso ? Date.parse(text.replace(' ', 'T')) : Number.NaN;
  return Number.isNaN(atMs) ? undefined : atMs;
}

function readEndpoint(text: string): string | undefined {
  try {
    return parseEndpoint(text).url;
  } catch {
    return undefined;
  }
}

/** `force_path_style = true`, or the `path` of an mc alias (`on`, `off`, `auto`). */
function readAddressing(text: string): Addressing | undefined {
  if (/^(true|on|1)$/i.test(text)) return 'path';
  return /^(false|off|0)$/i.test(text) ? 'virtual-host' : undefined;
}

/** Never raises; a value that does not fit its field is left out. */
export function pastedFields(found: Found): PastedFields {
  const take = (field: keyof typeof names, most: number): string | undefined => {
    for (const name of names[field]) {
      const value = found.get(name)?.trim();
      if (value !== undefined && isText(value, most)) return value;
    }
    return undefined;
  };
  const sessionToken = take('sessionToken', 8_192);
  const end = sessionToken === undefined ? undefined : take('expires', 64);
  const fields = {
    accessKeyId: take('accessKeyId', 256),
    secretAccessKey: take('secretAccessKey', 1_024),
    sessionToken,
    expiresAtMs: end === undefined ? undefined : readEnd(end),
    region: matching(take('region', 64), /^[\w.-]+$/),
    endpoint: mapped(take('endpoint', 2_048), readEndpoint),
    bucket: matching(take('bucket', 63), /^[\w.-]+$/),
    addressing: mapped(take('pathStyle', 8), readAddressing),
    provider: mapped(take('provider', 40), (name) => rcloneProviders[name.toLowerCase()]),
    profile: take('profile', 128),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

const matching = (value: string | undefined, pattern: RegExp) =>
  value !== undefined && pattern.test(value) ? value : undefined;

const mapped = <T>(value: string | undefined, read: (value: string) => T | undefined): T | undefined =>
  value === undefined ? undefined : read(value);
