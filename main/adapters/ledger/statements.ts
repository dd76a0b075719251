// Runs the ledger's statements, each prepared once: preparing one takes longer than running it.
import type { Row } from './columns';
import type { Database } from './sqlite';

/** `guarded` runs an action and converts SQLite's errors into failures. */
export function statementsOn(database: Database, guarded: <T>(action: () => T) => T) {
  /** By a name of each or by their text: preparing one takes longer than running it. */
  const statements = new Map<string, ReturnType<Database['prepare']>>();
  const prepared = (name: string, sql: () => string) => {
    const statement = statements.get(name) ?? database.prepare(sql());
    statements.set(name, statement);
    return statement;
  };
  const run = (sql: string, row: Row) =>
    guarded(() => {
      prepared(sql, () => sql).run({ ...row });
    });
  const all = (sql: string, values: Row = {}) => guarded(() => prepared(sql, () => sql).all({ ...values }));
  const one = (sql: string, values: Row) => guarded(() => prepared(sql, () => sql).get({ ...values }));
  /** A search has a text of its own for each set of conditions: it is not kept. */
  const search = (sql: string, values: Row) => guarded(() => database.prepare(sql).all({ ...values }));
  /** Inserts the rows, which have the same columns, or replaces those with the same `ids`. One statement serves thousands. */
  const replaceAll = (table: string, rows: readonly Row[], ids: readonly string[]) => {
    const names = Object.keys(rows[0] ?? {});
    const sql = () => {
      const quoted = names.map((name) => `"${name}"`);
      const updates = names.filter((name) => !ids.includes(name)).map((name) => `"${name}" = excluded."${name}"`);
      return `INSERT INTO "${table}" (${quoted.join(', ')}) VALUES (${names.map(() => '?').join(', ')})
         ON CONFLICT (${ids.join(', ')}) DO UPDATE SET ${updates.join(', ')}`;
    };
    guarded(() => {
      if (rows.length === 0) return;
      const statement = prepared(`${table}(${names.join()})`, sql);
      // By place: to find thirty parameters by their names takes a third of an insert.
      for (const row of rows) statement.run(...names.map((name) => row[name] ?? null));
    });
  };
  const replace = (table: string, row: Row, ids: readonly string[] = ['id']) => replaceAll(table, [row], ids);
  const value = (name: string): string | undefined => {
    const row = one('SELECT value FROM "values" WHERE name = :name', { name });
    return row === undefined ? undefined : String((row as { readonly value: unknown }).value);
  };
  const saveValue = (name: string, text: string) => replace('values', { name, value: text }, ['name']);

  return { run, all, one, search, replace, replaceAll, value, saveValue };
}

export type Statements = ReturnType<typeof statementsOn>;
