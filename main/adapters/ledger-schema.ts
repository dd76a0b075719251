// Why this exists: the tables of the ledger and the steps that lead an older file to them.

/** Step n leads from `user_version` n to n + 1. Never change a step that was released; add one. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE connections (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('embedded', 's3')),
    provider TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    region TEXT NOT NULL,
    bucket TEXT NOT NULL,
    addressing TEXT NOT NULL CHECK (addressing IN ('path', 'virtual-host')),
    prefix TEXT NOT NULL
  ) STRICT;
  CREATE TABLE shares (
    id TEXT PRIMARY KEY,
    connection_id TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
    bucket TEXT NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    content_type TEXT NOT NULL,
    disposition TEXT NOT NULL CHECK (disposition IN ('attachment', 'inline')),
    created_at_ms INTEGER NOT NULL,
    expires_at_ms INTEGER NOT NULL,
    limited_by TEXT NOT NULL CHECK (limited_by IN ('requested', 'credentials', 'protocol', 'provider')),
    verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
    revoked_at_ms INTEGER
  ) STRICT;
  CREATE INDEX shares_newest ON shares (created_at_ms DESC);
  CREATE TABLE pending_uploads (
    id TEXT PRIMARY KEY,
    connection_id TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
    bucket TEXT NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    started_at_ms INTEGER NOT NULL,
    owner_pid INTEGER NOT NULL,
    multipart_upload_id TEXT
  ) STRICT;
  CREATE TABLE "values" (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  `,
];
