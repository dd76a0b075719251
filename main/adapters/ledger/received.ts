// What devices nearby sent, as rows.
import type { ListedSession, ReceivedFile } from '../../core/model/devices/nearby';
import type { ReceivedLedger } from '../../core/ports/ledger';
import { number, text } from '../files/shapes';
import { columns, maybeText } from './columns';
import type { Statements } from './statements';

export const receivedTables = `
CREATE TABLE received_sessions (
  id TEXT PRIMARY KEY,
  alias TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  folder TEXT NOT NULL,
  missing_count INTEGER NOT NULL
) STRICT;
CREATE TABLE received_files (
  session_id TEXT NOT NULL REFERENCES received_sessions (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  name TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (session_id, path)
) STRICT;
`;

const listed = `SELECT received_sessions.*, count(*) AS file_count, sum(size_bytes) AS size_bytes,
    CASE count(*) WHEN 1 THEN min(name) END AS name
  FROM received_sessions JOIN received_files ON session_id = id
  GROUP BY id ORDER BY at_ms DESC, received_sessions.rowid DESC`;

const addFile = `INSERT INTO received_files (session_id, path, name, size_bytes, sha256)
  SELECT :session, :path, :name, :bytes, :sha256 WHERE EXISTS (SELECT 1 FROM received_sessions WHERE id = :session)
  ON CONFLICT DO UPDATE SET name = excluded.name, size_bytes = excluded.size_bytes, sha256 = excluded.sha256`;

const session = { id: text, alias: text, atMs: number, folder: text, missingCount: number };
const sessionColumns = columns(session);
const listedColumns = columns({ ...session, fileCount: number, sizeBytes: number, name: maybeText });
const fileColumns = columns({ path: text, name: text, sizeBytes: number, sha256: text });

export const receivedOn = ({ run, all, replace }: Pick<Statements, 'run' | 'all' | 'replace'>): ReceivedLedger => ({
  receivedSessions: () => all(listed).map((row): ListedSession => listedColumns.read(row)),
  receivedFiles: (id) =>
    all('SELECT * FROM received_files WHERE session_id = :id ORDER BY rowid', { id }).map((row): ReceivedFile =>
      fileColumns.read(row),
    ),
  saveReceivedSession: (row) => replace('received_sessions', sessionColumns.write(row)),
  saveReceivedFile: (sessionId, { path, name, sizeBytes: bytes, sha256 }) =>
    run(addFile, { session: sessionId, path, name, bytes, sha256 }),
  forgetReceivedFile: (id, path) =>
    run('DELETE FROM received_files WHERE session_id = :id AND path = :path', { id, path }),
  forgetReceivedSession: (id) => run('DELETE FROM received_sessions WHERE id = :id', { id }),
});
