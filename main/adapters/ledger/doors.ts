// Doors as rows.
import type { Door } from '../../core/model/door';
import { number, oneOf, text } from '../files/shapes';
import type { DoorLedger } from '../../core/ports/ledger';
import type { Statements } from './statements';
import { columns, flag, maybeNumber, placeColumns, placeInSql, type Row } from './columns';

export const doorTable = `
CREATE TABLE doors (
  id TEXT PRIMARY KEY,
${placeInSql}
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

const doorsTo =
  'SELECT * FROM doors WHERE target_id = :id AND closed_at_ms IS NULL ORDER BY created_at_ms DESC, rowid DESC';

const doorColumns = columns({
  id: text,
  ...placeColumns,
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

function toDoor(row: unknown): Door {
  const { endsTarget, ...door } = doorColumns.read(row);
  return endsTarget ? { ...door, endsTarget } : door;
}
const doorRow = (door: Door): Row => doorColumns.write({ ...door, endsTarget: door.endsTarget === true });

export const doorsOn = ({ run, all, one, replace }: Statements): DoorLedger => ({
  doors: () => all('SELECT * FROM doors ORDER BY created_at_ms DESC, rowid DESC').map(toDoor),
  door(id) {
    const row = one('SELECT * FROM doors WHERE id = :id', { id });
    return row === undefined ? undefined : toDoor(row);
  },
  doorsTo: (id) => all(doorsTo, { id }).map(toDoor),
  saveDoor: (door) => replace('doors', doorRow(door)),
  forgetDoor: (id) => run('DELETE FROM doors WHERE id = :id', { id }),
});
