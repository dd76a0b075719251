// The tables of file requests, arrivals and offers.
import { placeInSql } from './columns';

export const requestTables = `
CREATE TABLE file_requests (
  id TEXT PRIMARY KEY,
${placeInSql}
  way TEXT NOT NULL CHECK (way IN ('forms', 'put')),
  folder TEXT NOT NULL,
  page_key TEXT NOT NULL,
  link_endpoint TEXT,
  title TEXT NOT NULL,
  message TEXT,
  files INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  types TEXT NOT NULL CHECK (types IN ('any', 'pictures', 'documents')),
  is_once INTEGER NOT NULL CHECK (is_once IN (0, 1)),
  save_to TEXT,
  created_at_ms INTEGER NOT NULL,
  signed_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  limited_by TEXT NOT NULL CHECK (limited_by IN ('requested', 'credentials', 'protocol', 'connection')),
  written_at_ms INTEGER NOT NULL,
  lease_ends_at_ms INTEGER NOT NULL,
  closed_at_ms INTEGER,
  removed_at_ms INTEGER,
  asks INTEGER NOT NULL DEFAULT 0 CHECK (asks IN (0, 1)),
  -- How long the slots are signed for.
  most_lease_seconds INTEGER NOT NULL DEFAULT 86400,
  recipient TEXT
) STRICT;
CREATE TRIGGER secrets_go_with_request AFTER DELETE ON file_requests
  BEGIN DELETE FROM share_secrets WHERE share_id = OLD.id; END;
CREATE TABLE arrivals (
  request_id TEXT NOT NULL REFERENCES file_requests (id) ON DELETE CASCADE,
  slot INTEGER NOT NULL,
  key TEXT NOT NULL,
  etag TEXT NOT NULL,
  name TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  sha256 TEXT,
  batch TEXT NOT NULL,
  sender TEXT,
  note TEXT,
  arrived_at_ms INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('arrived', 'saved', 'refused', 'deleted')),
  refusal TEXT CHECK (refusal IN ('too-large', 'kind', 'late', 'unencrypted')),
  path TEXT,
  told_at_ms INTEGER,
  -- The slot was written again.
  is_again INTEGER CHECK (is_again IN (0, 1)),
  failed_saves INTEGER,
  folder TEXT,
  folder_lost INTEGER,
  PRIMARY KEY (request_id, slot)
) STRICT, WITHOUT ROWID;
CREATE INDEX arrivals_by_path ON arrivals (request_id, path) WHERE path IS NOT NULL;
-- Uploads in parts of guests who ask for links.
CREATE TABLE offers (
  request_id TEXT NOT NULL REFERENCES file_requests (id) ON DELETE CASCADE,
  slot INTEGER NOT NULL,
  asked TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'over')),
  upload_id TEXT,
  size_bytes INTEGER NOT NULL,
  part_bytes INTEGER NOT NULL,
  stored_parts INTEGER NOT NULL,
  moved_at_ms INTEGER NOT NULL,
  PRIMARY KEY (request_id, slot)
) STRICT, WITHOUT ROWID;
`;
