// A hundred thousand rows of a ledger in a second: copies of one share that SQLite itself makes.
import { openDatabase } from '../../main/adapters/ledger/sqlite';

/**
 * Adds `count` copies of the only share in the ledger's file, which nobody has open. `columns` gives what differs, as SQL over their number
 * `n`, from 1 on.
 */
export function copyShare(path: string, count: number, columns: Readonly<Record<string, string>>): void {
  const database = openDatabase(path);
  const names = database.prepare("SELECT name FROM pragma_table_info('shares')").all() as { readonly name: string }[];
  database.exec(`INSERT INTO shares (${names.map(({ name }) => name).join(', ')})
    WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < ${count})
    SELECT ${names.map(({ name }) => columns[name] ?? name).join(', ')} FROM counted, (SELECT * FROM shares LIMIT 1)`);
  database.close();
}

/** Overwrites the page of the file that holds the text, as a failing disk would. */
export function damagePageWith(text: string, bytes: Buffer): Buffer {
  const pageBytes = bytes.readUInt16BE(16);
  const at = bytes.indexOf(text);
  if (at < 0) throw new Error(`no page holds ${text}`);
  const begin = at - (at % pageBytes);
  return Buffer.concat([bytes.subarray(0, begin), Buffer.alloc(pageBytes, 0xff), bytes.subarray(begin + pageBytes)]);
}
