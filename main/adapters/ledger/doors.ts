// Doors as rows.
import type { Door } from '../../core/model/door';
import { number, oneOf, text } from '../files/shapes';
import { columns, flag, maybeNumber, type Row } from './columns';

export const doorTable = `
CREATE TABLE doors (
  id TEXT PRIMARY KEY,
  connection_id TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  endpoint TEXT NOT NULL,
  region TEXT NOT NULL,
  bucket TEXT NOT NULL,
  addressing TEXT NOT NULL CHECK (addressing IN ('path', 'virtual-host')),
  key TEXT NOT NULL,
  address TEXT NOT NULL,
  target_kind TEXT NOT NULL CHECK (target_kind IN ('share', 'request')),
  target_id TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  lease_ends_at_ms INTEGER,
  written_at_ms INTEGER,
  until_ms INTEGER,
  closed_at_ms INTEGER,
  -- What is behind the closed door is to be ended too.
  ends_target INTEGER NOT NULL DEFAULT 0 CHECK (ends_target IN (0, 1))
) STRICT;
CREATE INDEX doors_to ON doors (target_id);
`;

export const doorsTo =
  'SELECT * FROM doors WHERE target_id = :id AND closed_at_ms IS NULL ORDER BY created_at_ms DESC, rowid DESC';

const doorColumns = columns({
  id: text,
  connectionId: text,
  endpoint: text,
  region: text,
  bucket: text,
  addressing: oneOf('path', 'virtual-host'),
  key: text,
  address: text,
  targetKind: oneOf('share', 'request'),
  targetId: text,
  createdAtMs: number,
  leaseEndsAtMs: maybeNumber,
  writtenAtMs: maybeNumber,
  untilMs: maybeNumber,
  closedAtMs: maybeNumber,
  endsTarget: flag,
});

export function toDoor(row: unknown): Door {
  const { endsTarget, ...door } = doorColumns.read(row);
  return endsTarget ? { ...door, endsTarget } : door;
}
export const doorRow = (door: Door): Row => doorColumns.write({ ...door, endsTarget: door.endsTarget === true });
