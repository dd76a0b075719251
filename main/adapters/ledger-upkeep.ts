// Why this exists: the questions of the app that looks after shares every few seconds: each is answered by an index of its own.

/** The ids of connections are one JSON array, because SQL has no parameter for a list. */
export const toClean = `SELECT * FROM shares
  WHERE origin = 'uploaded' AND removed_at_ms IS NULL AND revoked_at_ms IS NULL AND expires_at_ms <= :now
    AND connection_id IN (SELECT value FROM json_each(:connections))
  ORDER BY expires_at_ms, rowid LIMIT :limit OFFSET :offset`;

export const toKeep = `SELECT * FROM shares
  WHERE keep_until_ms IS NOT NULL AND keep_until_ms > :now AND keep_until_ms > expires_at_ms
    AND revoked_at_ms IS NULL AND missing_at_ms IS NULL AND removed_at_ms IS NULL
  ORDER BY expires_at_ms, rowid`;

export const toProve = `SELECT * FROM shares
  WHERE verified = 0 AND revoked_at_ms IS NULL AND missing_at_ms IS NULL AND expires_at_ms > :now
  ORDER BY expires_at_ms, rowid LIMIT :limit`;
