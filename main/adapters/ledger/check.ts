// Checks a ledger for damage: as much as a start has time for, or the whole file on a thread.
import { createRequire } from 'node:module';
import { nodeModule } from '../files/node-modules';
import { sqlitePackage, type Database, ledgerFailure } from './sqlite';

/** Tables that grow with the history: a start reads only their newest rows. */
const growing: ReadonlySet<unknown> = new Set(['shares', 'share_items', 'received_files']);
const readAtStart = 200;

const says = (database: Database, pragma: string): boolean =>
  database.prepare(`PRAGMA ${pragma}`).get()?.['quick_check'] === 'ok';

/** Reads the whole file. Raises SQLite's errors. */
export const isSound = (database: Database): boolean => says(database, 'quick_check(1)');

/** Reads the rows that every start reads, in a time that does not grow with the history. Raises SQLite's errors. */
export function startIsSound(database: Database): boolean {
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  const names = tables.map(({ name }) => name).filter((name) => !growing.has(name));
  if (!names.every((name) => says(database, `quick_check("${String(name)}")`))) return false;
  database.prepare(`SELECT * FROM shares ORDER BY created_at_ms DESC, rowid DESC LIMIT ${readAtStart}`).all();
  return true;
}

/** A text, not a file: it runs from source, from a bundle and from within an archive alike. */
const program = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { DatabaseSync } = process.getBuiltinModule?.('node:sqlite') ?? require(workerData.sqlite);
  try {
    const database = new DatabaseSync(workerData.path, { readOnly: true });
    parentPort.postMessage({ sound: database.prepare('PRAGMA quick_check(1)').get().quick_check === 'ok' });
    database.close();
  } catch (error) {
    parentPort.postMessage({ message: error.message });
  }
`;

/** As `isSound`, on a thread of its own that does not keep the process alive. Raises `ledger-unusable`. */
export async function isSoundInThread(path: string): Promise<boolean> {
  const sqlite = createRequire(import.meta.url).resolve(sqlitePackage);
  // Node's warning that its SQLite is experimental was already shown once.
  const { Worker } = nodeModule('node:worker_threads');
  const thread = new Worker(program, { eval: true, stderr: true, workerData: { path, sqlite } });
  thread.unref();
  const answer = await new Promise<{ readonly sound?: boolean; readonly message?: string }>((resolve) => {
    thread.once('message', resolve);
    thread.once('error', ({ message }) => resolve({ message }));
    thread.once('exit', () => resolve({}));
  });
  if (answer.sound !== undefined) return answer.sound;
  const failure = ledgerFailure(new Error(answer.message));
  if (failure.code === 'ledger-damaged') return false;
  throw failure;
}
