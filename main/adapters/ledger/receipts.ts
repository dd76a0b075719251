// Receipts as rows.
import type { MarkedShare, Receipt, ServedKey } from '../../core/model/receipts/receipt';
import type { ReceiptLedger } from '../../core/ports/ledger';
import { number, oneOf, text } from '../files/shapes';
import { columns, flag } from './columns';
import type { Statements } from './statements';

/** A share may have receipts of several exactnesses, such as after it moved to another storage. */
export const receiptTable = `
CREATE TABLE receipts (
  share_id TEXT NOT NULL REFERENCES shares (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('opened', 'saved')),
  exactness TEXT NOT NULL CHECK (exactness IN ('exact', 'at-least')),
  count INTEGER NOT NULL CHECK (count > 0),
  last_at_ms INTEGER NOT NULL,
  PRIMARY KEY (share_id, kind, exactness)
) STRICT, WITHOUT ROWID;
`;

const add = `INSERT INTO receipts (share_id, kind, exactness, count, last_at_ms)
  SELECT :share, :kind, :exactness, :count, :last WHERE EXISTS (SELECT 1 FROM shares WHERE id = :share)
  ON CONFLICT DO UPDATE SET count = CASE exactness WHEN 'exact' THEN count + excluded.count ELSE max(count, excluded.count) END,
    last_at_ms = max(last_at_ms, excluded.last_at_ms)`;

/** Of shares that may still have objects: an index holds those of a connection by their end. The keys are one JSON array. */
const keysServed = `WITH served AS MATERIALIZED (
    SELECT id, kind, key FROM shares
    WHERE connection_id = :connection AND removed_at_ms IS NULL AND revoked_at_ms IS NULL AND expires_at_ms > :after
  ), asked AS MATERIALIZED (SELECT value AS key FROM json_each(:keys))
  SELECT key, id AS share_id, kind = 'page' AS is_page FROM served WHERE key IN (SELECT key FROM asked)
  UNION ALL
  SELECT share_items.key, share_id, role = 'page' AS is_page FROM served JOIN share_items ON share_id = served.id
  WHERE served.kind = 'page' AND role NOT IN ('status', 'mark') AND share_items.key IN (SELECT key FROM asked)`;

const markedShares = `SELECT shares.id, connection_id, share_items.key, created_at_ms, expires_at_ms,
    revoked_at_ms IS NULL AND removed_at_ms IS NULL AS is_stored
  FROM share_items JOIN shares ON shares.id = share_id WHERE role = 'mark' ORDER BY shares.id`;

const receiptColumns = columns({
  shareId: text,
  kind: oneOf('opened', 'saved'),
  exactness: oneOf('exact', 'at-least'),
  count: number,
  lastAtMs: number,
});
const keyColumns = columns({ key: text, shareId: text, isPage: flag });
const markedColumns = columns({
  id: text,
  connectionId: text,
  key: text,
  createdAtMs: number,
  expiresAtMs: number,
  isStored: flag,
});

export const receiptsOn = ({ run, all }: Pick<Statements, 'run' | 'all'>): ReceiptLedger => ({
  receipts: () => all('SELECT * FROM receipts ORDER BY share_id, kind').map((row): Receipt => receiptColumns.read(row)),
  addReceipts(receipts) {
    for (const { shareId: share, kind, exactness, count, lastAtMs: last } of receipts)
      run(add, { share, kind, exactness, count, last });
  },
  forgetReceipts: () => run("DELETE FROM receipts WHERE exactness = 'exact'", {}),
  markedShares: () => all(markedShares).map((row): MarkedShare => markedColumns.read(row)),
  servedKeys: ({ connectionId: connection, keys, endsAfterMs: after }) =>
    all(keysServed, { connection, keys: JSON.stringify(keys), after }).map((row): ServedKey => keyColumns.read(row)),
});
