// Why this exists: rows of the ledger become domain values here and nowhere else; a row is parsed, never trusted.
import * as z from 'zod/mini';
import { initialSettings, type Settings } from '../domain/app-state';
import type { Connection } from '../domain/connection';
import type { Share } from '../domain/share';

export type Row = Readonly<Record<string, string | number | null>>;

const connectionColumns = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['embedded', 's3']),
  provider: z.string(),
  endpoint: z.string(),
  region: z.string(),
  bucket: z.string(),
  addressing: z.enum(['path', 'virtual-host']),
  prefix: z.string(),
});

export const toConnection = (row: unknown): Connection => connectionColumns.parse(row);
export const connectionRow = (connection: Connection): Row => connectionColumns.parse(connection);

const shareColumns = z.object({
  id: z.string(),
  connection_id: z.string(),
  bucket: z.string(),
  key: z.string(),
  name: z.string(),
  size_bytes: z.number(),
  content_type: z.string(),
  disposition: z.enum(['attachment', 'inline']),
  created_at_ms: z.number(),
  expires_at_ms: z.number(),
  limited_by: z.enum(['requested', 'credentials', 'protocol', 'provider']),
  verified: z.number(),
  stored_check: z.enum(['crc32', 'md5', 'sample']),
  revoked_at_ms: z.nullable(z.number()),
});

export function toShare(row: unknown): Share {
  const columns = shareColumns.parse(row);
  return {
    id: columns.id,
    connectionId: columns.connection_id,
    bucket: columns.bucket,
    key: columns.key,
    name: columns.name,
    sizeBytes: columns.size_bytes,
    contentType: columns.content_type,
    disposition: columns.disposition,
    createdAtMs: columns.created_at_ms,
    expiresAtMs: columns.expires_at_ms,
    limitedBy: columns.limited_by,
    verified: columns.verified === 1,
    storedCheck: columns.stored_check,
    ...(columns.revoked_at_ms !== null && { revokedAtMs: columns.revoked_at_ms }),
  };
}

export const shareRow = (share: Share): Row => ({
  id: share.id,
  connection_id: share.connectionId,
  bucket: share.bucket,
  key: share.key,
  name: share.name,
  size_bytes: share.sizeBytes,
  content_type: share.contentType,
  disposition: share.disposition,
  created_at_ms: share.createdAtMs,
  expires_at_ms: share.expiresAtMs,
  limited_by: share.limitedBy,
  verified: share.verified ? 1 : 0,
  stored_check: share.storedCheck,
  revoked_at_ms: share.revokedAtMs ?? null,
});

/** What cannot be read falls back to a default. */
const orElse = z.catch;
const wholeNumber = (least: number, most: number) => z.int().check(z.gte(least), z.lte(most));

const settingsShape = z.object({
  expirySeconds: orElse(wholeNumber(1, 604_800), initialSettings.expirySeconds),
  theme: orElse(z.enum(['system', 'light', 'dark']), initialSettings.theme),
  bandwidthBytesPerSecond: orElse(wholeNumber(0, Number.MAX_SAFE_INTEGER), initialSettings.bandwidthBytesPerSecond),
  parallel: orElse(wholeNumber(1, 64), initialSettings.parallel),
  welcomed: orElse(z.boolean(), initialSettings.welcomed),
  defaultConnectionId: orElse(z.optional(z.string()), undefined),
});

/** Settings as they were saved; a value that cannot be read falls back to its default. */
export function toSettings(json: string): Settings {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return initialSettings;
  }
  const { defaultConnectionId, ...rest } = orElse(settingsShape, {
    ...initialSettings,
    defaultConnectionId: undefined,
  }).parse(value);
  return { ...rest, ...(defaultConnectionId !== undefined && { defaultConnectionId }) };
}
