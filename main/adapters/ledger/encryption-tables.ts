// The secrets of encrypted shares, as the migrations make them and as rows.
import type { SealedSecretsRow } from '../../core/model/encryption';
import { columns, maybeText, type Row } from './columns';
import { text } from '../files/shapes';

/** Never change it once it is released. */
export const encryptionTables = `
ALTER TABLE shares ADD COLUMN encryption TEXT CHECK (encryption IN ('link', 'password'));
ALTER TABLE page_drafts ADD COLUMN encryption TEXT CHECK (encryption IN ('link', 'password'));
ALTER TABLE share_items ADD COLUMN head_sha256 TEXT;
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
`;

const secretColumns = columns({ shareId: text, sealed: text, manifest: maybeText });

export const toSecrets = (row: unknown): SealedSecretsRow => secretColumns.read(row);

export const secretsRow = (secrets: SealedSecretsRow): Row => secretColumns.write({ ...secrets });

/** The secrets of uploads, sealed, and the tags of parts that were sent, or may have been. */
export const encryptedUploadTables = `
  ALTER TABLE uploads ADD COLUMN encrypt_with TEXT;
  CREATE TABLE upload_tags (
    upload_id TEXT NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    tags TEXT NOT NULL,
    PRIMARY KEY (upload_id, number)
  ) STRICT, WITHOUT ROWID;
  `;
