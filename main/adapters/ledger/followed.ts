// Folders that pages of shares are kept in step with, as rows.
import type { FollowLedger } from '../../core/ports/ledger';
import { text } from '../files/shapes';
import { columns, flag, maybeNumber } from './columns';
import type { Statements } from './statements';

export const followedTable = `
CREATE TABLE followed_folders (
  share_id TEXT PRIMARY KEY REFERENCES shares (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  by_app INTEGER NOT NULL CHECK (by_app IN (0, 1)),
  identity TEXT NOT NULL,
  in_step_at_ms INTEGER,
  -- The process that follows it now.
  follower_pid INTEGER
) STRICT;
`;

const followedColumns = columns({
  shareId: text,
  path: text,
  byApp: flag,
  identity: text,
  inStepAtMs: maybeNumber,
  followerPid: maybeNumber,
});

export const followedOn = ({
  run,
  all,
  one,
  replace,
}: Pick<Statements, 'run' | 'all' | 'one' | 'replace'>): FollowLedger => ({
  followedFolders: () => all('SELECT * FROM followed_folders ORDER BY rowid').map((row) => followedColumns.read(row)),
  followedFolder(id) {
    const row = one('SELECT * FROM followed_folders WHERE share_id = :id', { id });
    return row === undefined ? undefined : followedColumns.read(row);
  },
  saveFollowedFolder: (folder) => replace('followed_folders', followedColumns.write(folder), ['share_id']),
  forgetFollowedFolder: (id) => run('DELETE FROM followed_folders WHERE share_id = :id', { id }),
});
