// The queries of the maintenance that runs every few seconds: each uses an index of its own.
import type { Orphan } from '../../core/model/share';
import { columns, placeColumns, type Row } from './columns';
import { listOf, number, text } from '../files/shapes';

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

const orphanColumns = columns({
  shareId: text,
  ...placeColumns,
  keys: text,
  expiresAtMs: number,
});

const keysText = listOf(text);

export function toOrphan(row: unknown): Orphan {
  const { keys, ...orphan } = orphanColumns.read(row);
  return { ...orphan, keys: keysText(JSON.parse(keys)) };
}

export const orphanRow = (orphan: Orphan): Row => orphanColumns.write({ ...orphan, keys: JSON.stringify(orphan.keys) });
