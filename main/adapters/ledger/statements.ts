// Runs the ledger's statements, each prepared once: preparing one takes longer than running it.
import type { Row } from './columns';
import type { Database } from './sqlite';

type Statement = ReturnType<Database['prepare']>;

/** `guarded` runs an action and converts SQLite's errors into failures. */
export function statementsOn(database: Database, guarded: <T>(action: () => T) => T) {
  /** By their text. */
  const statements = new Map<string, Statement>();
  const prepared = (sql: string) => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const run = (sql: string, row: Row) =>
    guarded(() => {
      prepared(sql).run({ ...row });
    });
  const all = (sql: string, values: Row = {}) => guarded(() => prepared(sql).all({ ...values }));
  const one = (sql: string, values: Row) => guarded(() => prepared(sql).get({ ...values }));
  /** A search has a text of its own for each set of conditions: it is not kept. */
  const search = (sql: string, values: Row) => guarded(() => database.prepare(sql).all({ ...values }));
  /** By table, whose rows all have the same columns. Bound by place: looking up thirty names takes longer than writing the row. */
  const inserts = new Map<string, { readonly names: readonly string[]; readonly insert: Statement }>();
  const insertInto = (table: string, row: Row, ids: readonly string[]) => {
    const known = inserts.get(table);
    if (known !== undefined) return known;
    const names = Object.keys(row);
    const quoted = names.map((name) => `"${name}"`);
    const updates = names.filter((name) => !ids.includes(name)).map((name) => `"${name}" = excluded."${name}"`);
    const made = {
      names,
      insert:
        database.prepare(`INSERT INTO "${table}" (${quoted.join(', ')}) VALUES (${names.map(() => '?').join(', ')})
         ON CONFLICT (${ids.join(', ')}) DO UPDATE SET ${updates.join(', ')}`),
    };
    inserts.set(table, made);
    return made;
  };
  /** Inserts the rows or replaces those with the same `ids`. One statement serves thousands. */
  const replaceAll = (table: string, rows: readonly Row[], ids: readonly string[]) => {
    guarded(() => {
      for (const row of rows) {
        const { names, insert } = insertInto(table, row, ids);
        insert.run(...names.map((name) => row[name] as string | number | null));
      }
    });
  };
  const replace = (table: string, row: Row, ids: readonly string[] = ['id']) => replaceAll(table, [row], ids);
  /**
   * Runs `write` without waiting for the disk: a power failure may undo it, and the end of the process does not. Not inside a transaction.
   * Source: sqlite.org/pragma.html#pragma_synchronous, NORMAL with a write-ahead log.
   */
  const unhurried = (write: () => void) =>
    guarded(() => {
      database.exec('PRAGMA synchronous = NORMAL');
      try {
        write();
      } finally {
        database.exec('PRAGMA synchronous = FULL');
      }
    });
  const value = (name: string): string | undefined => {
    const row = one('SELECT value FROM "values" WHERE name = :name', { name });
    return row === undefined ? undefined : String((row as { readonly value: unknown }).value);
  };
  const saveValue = (name: string, text: string) => replace('values', { name, value: text }, ['name']);

  return { run, all, one, search, replace, replaceAll, unhurried, value, saveValue };
}

export type Statements = ReturnType<typeof statementsOn>;
