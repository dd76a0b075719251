// The queries of the maintenance that runs every few seconds: each uses an index of its own.
import * as z from 'zod/mini';
import type { Orphan } from '../../core/model/share';
import type { Row } from './rows';

/** The ids of connections are one JSON array, because SQL has no parameter for a list. */
export const toClean = `SELECT * FROM shares
  WHERE (origin = 'uploaded' OR kind = 'page') AND removed_at_ms IS NULL AND revoked_at_ms IS NULL AND expires_at_ms <= :now
    AND connection_id IN (SELECT value FROM json_each(:connections))
  ORDER BY expires_at_ms, rowid LIMIT :limit OFFSET :offset`;

export const stored = `SELECT * FROM shares
  WHERE connection_id = :connection AND removed_at_ms IS NULL AND revoked_at_ms IS NULL
  ORDER BY expires_at_ms, rowid`;

export const toKeep = `SELECT * FROM shares
  WHERE keep_until_ms IS NOT NULL AND keep_until_ms > :now AND keep_until_ms > expires_at_ms
    AND revoked_at_ms IS NULL AND missing_at_ms IS NULL AND removed_at_ms IS NULL
  ORDER BY expires_at_ms, rowid`;

export const toProve = `SELECT * FROM shares
  WHERE verified = 0 AND revoked_at_ms IS NULL AND missing_at_ms IS NULL AND expires_at_ms > :now
  ORDER BY expires_at_ms, rowid LIMIT :limit`;

/** The same text as the condition of the index `shares_of_session`: SQLite uses the index only then. */
export const ofSession = `SELECT * FROM shares
  WHERE key GLOB 'session-*' AND revoked_at_ms IS NULL AND missing_at_ms IS NULL AND expires_at_ms > :now
  ORDER BY expires_at_ms, rowid`;

export const orphansDue = `SELECT * FROM orphans
  WHERE expires_at_ms <= :now AND connection_id IN (SELECT value FROM json_each(:connections))
  ORDER BY expires_at_ms, rowid`;

export const saveOrphan = `INSERT INTO orphans (share_id, connection_id, endpoint, region, bucket, addressing, keys, expires_at_ms)
  VALUES (:share_id, :connection_id, :endpoint, :region, :bucket, :addressing, :keys, :expires_at_ms)
  ON CONFLICT (share_id) DO UPDATE SET keys = :keys, expires_at_ms = :expires_at_ms`;

const orphanColumns = z.object({
  share_id: z.string(),
  connection_id: z.string(),
  endpoint: z.string(),
  region: z.string(),
  bucket: z.string(),
  addressing: z.enum(['path', 'virtual-host']),
  keys: z.string(),
  expires_at_ms: z.number(),
});

export function toOrphan(row: unknown): Orphan {
  const {
    share_id: shareId,
    connection_id: connectionId,
    keys,
    expires_at_ms: expiresAtMs,
    ...place
  } = orphanColumns.parse(row);
  return { shareId, connectionId, ...place, keys: z.array(z.string()).parse(JSON.parse(keys)), expiresAtMs };
}

export const orphanRow = ({ shareId, connectionId, keys, expiresAtMs, ...place }: Orphan): Row => ({
  share_id: shareId,
  connection_id: connectionId,
  ...place,
  keys: JSON.stringify(keys),
  expires_at_ms: expiresAtMs,
});
