// The tables of the ledger.
import { agentTables } from './agents';
import { placeInSql } from './columns';
import { doorTable } from './doors';
import { followedTable } from './followed';
import { forwardingPagesTable, pageChangesTable, rewrittenPagesTable } from './page-changes';
import { receiptTable } from './receipts';
import { receivedTables } from './received';
import { requestTables } from './request-tables';

/** `user_version` of a file with this schema. */
export const ledgerVersion = 1;

/** The objects of shares and drafts. */
export const itemTable = `
CREATE TABLE share_items (
  share_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('file', 'page', 'status', 'mark')),
  key TEXT NOT NULL,
  path TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  content_type TEXT NOT NULL,
  sha256 TEXT,
  stored_check TEXT NOT NULL CHECK (stored_check IN ('crc32', 'md5', 'sample')),
  source_path TEXT,
  source TEXT,
  head_sha256 TEXT,
  PRIMARY KEY (share_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX items_source ON share_items (source_path) WHERE source_path IS NOT NULL;
CREATE INDEX items_marks ON share_items (share_id) WHERE role = 'mark';
`;

export const schema = `
CREATE TABLE connections (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('embedded', 's3')),
  provider TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  region TEXT NOT NULL,
  bucket TEXT NOT NULL,
  addressing TEXT NOT NULL CHECK (addressing IN ('path', 'virtual-host')),
  prefix TEXT NOT NULL,
  max_expiry_seconds INTEGER CHECK (max_expiry_seconds BETWEEN 1 AND 604800),
  when_expired TEXT NOT NULL DEFAULT 'delete' CHECK (when_expired IN ('delete', 'keep')),
  -- Optional settings as JSON: no query searches or sorts by them.
  options TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE TABLE shares (
  id TEXT PRIMARY KEY,
${placeInSql}
  kind TEXT NOT NULL CHECK (kind IN ('file', 'page')),
  origin TEXT NOT NULL CHECK (origin IN ('uploaded', 'linked')),
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  name_searched TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  file_count INTEGER NOT NULL,
  content_type TEXT NOT NULL,
  disposition TEXT NOT NULL CHECK (disposition IN ('attachment', 'inline')),
  created_at_ms INTEGER NOT NULL,
  signed_at_ms INTEGER,
  expires_at_ms INTEGER NOT NULL,
  limited_by TEXT NOT NULL CHECK (limited_by IN ('requested', 'credentials', 'protocol', 'connection')),
  verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
  stored_check TEXT NOT NULL CHECK (stored_check IN ('crc32', 'md5', 'sample')),
  message TEXT,
  keep_until_ms INTEGER,
  source_path TEXT,
  source TEXT,
  revoked_at_ms INTEGER,
  missing_at_ms INTEGER,
  removed_at_ms INTEGER,
  -- The endpoint of the link's signature, where it is not that of the object.
  link_endpoint TEXT,
  plain_page INTEGER NOT NULL DEFAULT 0 CHECK (plain_page IN (0, 1)),
  -- What the link answered when it was taken back.
  revoked_status INTEGER,
  encryption TEXT CHECK (encryption IN ('link', 'password'))
) STRICT;
CREATE INDEX shares_newest ON shares (created_at_ms DESC);
CREATE INDEX shares_ending ON shares (expires_at_ms);
-- Everything that a search compares and sorts by: it reads a fifth of what the rows take.
CREATE INDEX shares_searched ON shares (created_at_ms DESC, name_searched, size_bytes, expires_at_ms, revoked_at_ms, missing_at_ms,
  verified, connection_id);
CREATE INDEX shares_to_clean ON shares (connection_id, expires_at_ms)
  WHERE removed_at_ms IS NULL AND revoked_at_ms IS NULL;
CREATE INDEX shares_to_keep ON shares (keep_until_ms) WHERE keep_until_ms IS NOT NULL;
CREATE INDEX shares_to_prove ON shares (expires_at_ms) WHERE verified = 0;
CREATE INDEX shares_source ON shares (source_path) WHERE source_path IS NOT NULL;
-- Every start and end reads these few rows.
CREATE INDEX shares_of_session ON shares (expires_at_ms) WHERE key GLOB 'session-*' AND revoked_at_ms IS NULL;
${itemTable}
CREATE TABLE page_drafts (
  id TEXT PRIMARY KEY,
  connection_id TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  bucket TEXT NOT NULL,
  folder TEXT NOT NULL,
  title TEXT NOT NULL,
  message TEXT,
  lifetime_seconds INTEGER NOT NULL,
  ends_at_ms INTEGER,
  keep_until_ms INTEGER,
  copy INTEGER NOT NULL CHECK (copy IN (0, 1)),
  started_at_ms INTEGER NOT NULL,
  owner_pid INTEGER NOT NULL,
  abandoned INTEGER NOT NULL CHECK (abandoned IN (0, 1)),
  source_path TEXT,
  source TEXT,
  plain_page INTEGER NOT NULL DEFAULT 0 CHECK (plain_page IN (0, 1)),
  door TEXT,
  encryption TEXT CHECK (encryption IN ('link', 'password'))
) STRICT;
CREATE TABLE orphans (
  share_id TEXT PRIMARY KEY,
${placeInSql}
  keys TEXT NOT NULL,
  expires_at_ms INTEGER NOT NULL
) STRICT;
CREATE TRIGGER items_go_with_share AFTER DELETE ON shares BEGIN DELETE FROM share_items WHERE share_id = OLD.id; END;
CREATE TRIGGER items_go_with_draft AFTER DELETE ON page_drafts
  WHEN NOT EXISTS (SELECT 1 FROM shares WHERE id = OLD.id)
  BEGIN DELETE FROM share_items WHERE share_id = OLD.id; END;
CREATE TABLE share_secrets (
  share_id TEXT PRIMARY KEY,
  sealed TEXT NOT NULL,
  manifest TEXT
) STRICT, WITHOUT ROWID;
CREATE TRIGGER secrets_go_with_share AFTER DELETE ON shares BEGIN DELETE FROM share_secrets WHERE share_id = OLD.id; END;
CREATE TRIGGER secrets_go_with_draft AFTER DELETE ON page_drafts
  WHEN NOT EXISTS (SELECT 1 FROM shares WHERE id = OLD.id)
  BEGIN DELETE FROM share_secrets WHERE share_id = OLD.id; END;
-- Nothing is left that they open.
CREATE TRIGGER secrets_go_with_objects AFTER UPDATE ON shares
  WHEN NEW.revoked_at_ms IS NOT NULL OR NEW.removed_at_ms IS NOT NULL
  BEGIN DELETE FROM share_secrets WHERE share_id = NEW.id; END;
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
  ends_at_ms INTEGER,
  disposition TEXT NOT NULL CHECK (disposition IN ('attachment', 'inline')),
  copy INTEGER NOT NULL CHECK (copy IN (0, 1)),
  batch_id TEXT NOT NULL,
  snapshot TEXT,
  part_bytes INTEGER,
  multipart_upload_id TEXT,
  page_id TEXT,
  position INTEGER,
  keep_until_ms INTEGER,
  -- The file's stamp at the time of the request: an upload that waited refuses a changed file.
  given TEXT,
  door TEXT,
  encrypt_with TEXT
) STRICT;
CREATE TABLE upload_parts (
  upload_id TEXT NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  etag TEXT NOT NULL,
  crc32 TEXT NOT NULL,
  "check" TEXT NOT NULL CHECK ("check" IN ('crc32', 'md5', 'sample')),
  PRIMARY KEY (upload_id, number)
) STRICT, WITHOUT ROWID;
-- Of parts that were sent encrypted, or may have been.
CREATE TABLE upload_tags (
  upload_id TEXT NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  tags TEXT NOT NULL,
  PRIMARY KEY (upload_id, number)
) STRICT, WITHOUT ROWID;
-- Watched folders, and their files that are not shared again.
CREATE TABLE watched_folders (
  path TEXT PRIMARY KEY,
  connection_id TEXT UNIQUE REFERENCES connections (id) ON DELETE CASCADE,
  copies INTEGER NOT NULL CHECK (copies IN (0, 1))
) STRICT;
CREATE TABLE watched_files (
  folder TEXT NOT NULL REFERENCES watched_folders (path) ON DELETE CASCADE,
  name TEXT NOT NULL,
  inode TEXT NOT NULL,
  birthtime_ns TEXT,
  size_bytes INTEGER NOT NULL,
  mtime_ns TEXT NOT NULL,
  is_gone INTEGER NOT NULL CHECK (is_gone IN (0, 1)),
  PRIMARY KEY (folder, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE "values" (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
${requestTables}
${doorTable}
${receiptTable}
${receivedTables}
${pageChangesTable}
${forwardingPagesTable}
${rewrittenPagesTable}
${followedTable}
${agentTables}
`;

/** Tables that files of an earlier Mayfly lack, by name. */
export const laterTables: Readonly<Record<string, string>> = {
  receipts: receiptTable,
  received_sessions: receivedTables,
  page_changes: pageChangesTable,
  forwarding_pages: forwardingPagesTable,
  rewritten_pages: rewrittenPagesTable,
  followed_folders: followedTable,
  agent_calls: agentTables,
};

/** Columns that tables of an earlier Mayfly lack. */
export const laterColumns: readonly { readonly table: string; readonly column: string; readonly type: string }[] = [
  { table: 'arrivals', column: 'folder', type: 'TEXT' },
  { table: 'arrivals', column: 'folder_lost', type: 'INTEGER' },
  { table: 'page_drafts', column: 'ends_at_ms', type: 'INTEGER' },
  { table: 'uploads', column: 'ends_at_ms', type: 'INTEGER' },
];
