// Why this exists: a connection as a form or a command line gives it, and the rules that turn it into a connection.
import {
  checkBucketName,
  defaultAddressing,
  normalisePrefix,
  parseEndpoint,
  type Addressing,
  type Connection,
  type WhenExpired,
} from './connection';
import { checkLifetime } from './expiry';
import { Failure } from './failure';

export interface ConnectionDraft {
  readonly id?: string | undefined;
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
  readonly maxExpirySeconds?: number | undefined;
  readonly whenExpired?: WhenExpired | undefined;
}

/** us-east-1 is what S3-compatible servers without regions expect; AWS tells its region in the host name. */
export function regionOf(endpointUrl: string, region: string): string {
  const asked = region.trim();
  if (asked !== '') return asked;
  const host = new URL(endpointUrl).hostname;
  const aws = /(?:^|\.)s3[.-](?:dualstack\.)?([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com(?:\.cn)?$/.exec(host);
  if (aws?.[1] !== undefined) return aws[1];
  return host.endsWith('.r2.cloudflarestorage.com') ? 'auto' : 'us-east-1';
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

/** Raises `endpoint-invalid`, `bucket-name-invalid`, and `bad-request` for an empty name. */
export function connectionFromDraft(draft: ConnectionDraft, id: string): Connection {
  const name = draft.name.trim();
  if (name === '') throw new Failure('bad-request', { reason: 'the connection has no name' });
  const endpoint = parseEndpoint(draft.endpoint).url;
  const bucket = checkBucketName(draft.bucket);
  if (draft.addressing === 'virtual-host') checkVirtualHost(endpoint, bucket);
  return {
    id,
    name,
    kind: 's3',
    provider: draft.provider,
    endpoint,
    region: regionOf(endpoint, draft.region),
    bucket,
    addressing: draft.addressing === 'automatic' ? defaultAddressing(endpoint, bucket) : draft.addressing,
    prefix: normalisePrefix(draft.prefix ?? ''),
    ...(draft.maxExpirySeconds !== undefined && { maxExpirySeconds: checkLifetime(draft.maxExpirySeconds) }),
    whenExpired: draft.whenExpired ?? 'delete',
  };
}
