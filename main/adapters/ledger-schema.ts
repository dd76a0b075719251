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
  // Uploads go on after a crash: what was meant, and how far it came.
  `
  DROP TABLE pending_uploads;
  CREATE TABLE uploads (
    id TEXT PRIMARY KEY,
    connection_id TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
    bucket TEXT NOT NULL,
    key TEXT NOT NULL,
    path TEXT NOT NULL,
    name TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    started_at_ms INTEGER NOT NULL,
    owner_pid INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'paused', 'failed', 'abandoned')),
    lifetime_seconds INTEGER NOT NULL,
    disposition TEXT NOT NULL CHECK (disposition IN ('attachment', 'inline')),
    copy INTEGER NOT NULL CHECK (copy IN (0, 1)),
    batch_id TEXT NOT NULL,
    snapshot TEXT,
    part_bytes INTEGER,
    multipart_upload_id TEXT
  ) STRICT;
  CREATE TABLE upload_parts (
    upload_id TEXT NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    etag TEXT NOT NULL,
    crc32 TEXT NOT NULL,
    "check" TEXT NOT NULL CHECK ("check" IN ('crc32', 'md5', 'sample')),
    PRIMARY KEY (upload_id, number)
  ) STRICT, WITHOUT ROWID;
  ALTER TABLE shares ADD COLUMN stored_check TEXT NOT NULL DEFAULT 'sample' CHECK (stored_check IN ('crc32', 'md5', 'sample'));
  `,
];
