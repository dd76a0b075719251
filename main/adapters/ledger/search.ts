// The search over shares as SQL, quick with a hundred thousand rows.
import { searchForm, type ShareQuery, type ShareSort, type ShareState } from '../../core/model/share';
import type { Row } from './columns';

/** The same rules as `shareState`. */
const stateSql: Readonly<Record<ShareState, string>> = {
  live: '(revoked_at_ms IS NULL AND missing_at_ms IS NULL AND expires_at_ms > :now)',
  missing: '(revoked_at_ms IS NULL AND missing_at_ms IS NOT NULL AND expires_at_ms > :now)',
  expired: '(revoked_at_ms IS NULL AND expires_at_ms <= :now)',
  revoked: '(revoked_at_ms IS NOT NULL AND :now IS NOT NULL)',
};

const orderSql: Readonly<Record<ShareSort, readonly string[]>> = {
  newest: ['created_at_ms DESC', 'rowid DESC'],
  ending: ['expires_at_ms', 'rowid'],
  largest: ['size_bytes DESC', 'rowid DESC'],
  name: ['name_searched', 'rowid'],
};

type All = (sql: string, values: Row) => readonly unknown[];

/** One page of rows, and the number of all matches. */
export function findRows(all: All, query: ShareQuery): { readonly total: number; readonly rows: readonly unknown[] } {
  const { where, values } = whereOf(query);
  // Rows are wide and matches may be rare, so a search reads the covering index, not the table. Where the index does not cover it, SQLite chooses.
  const from = query.idPrefix !== undefined || where === '1' ? 'shares' : 'shares INDEXED BY shares_searched';
  const order = orderSql[query.sort];
  const chosen = `SELECT rowid FROM ${from} WHERE ${where} ORDER BY ${order.join(', ')} LIMIT :limit OFFSET :offset`;
  const { limit, offset } = query;
  // The plus keeps SQLite from scanning another index in that order for the few chosen rows.
  const again = order.map((column) => `+${column}`).join(', ');
  const rows =
    limit === 0
      ? []
      : all(`SELECT * FROM shares WHERE rowid IN (${chosen}) ORDER BY ${again}`, { ...values, limit, offset });
  // A page that is not full is the last: its count needs no second query.
  if (rows.length > 0 && rows.length < limit) return { total: offset + rows.length, rows };
  if (limit > 0 && rows.length === 0 && offset === 0) return { total: 0, rows };
  const [counted] = all(`SELECT count(*) AS total FROM ${from} WHERE ${where}`, values);
  return { total: Number((counted as { readonly total: unknown }).total), rows };
}

/** The conditions as SQL; `%` and `_` in the text are no wildcards. */
function whereOf({ text = '', states, verified, connectionId, idPrefix, nowMs }: ShareQuery): {
  readonly where: string;
  readonly values: Row;
} {
  const words = searchForm(text.trim());
  const rules = [
    ...(words === '' ? [] : [{ sql: 'instr(name_searched, :text) > 0', values: { text: words } }]),
    ...(states === undefined
      ? []
      : [
          {
            sql: states.map((state) => stateSql[state]).join(' OR ') || '0',
            values: states.length === 0 ? {} : { now: nowMs },
          },
        ]),
    ...(verified === undefined ? [] : [{ sql: 'verified = :verified', values: { verified: verified ? 1 : 0 } }]),
    ...(connectionId === undefined
      ? []
      : [{ sql: 'connection_id = :connection', values: { connection: connectionId } }]),
    // A range, because LIKE does not use the index of the ids; no id holds the largest character.
    ...(idPrefix === undefined ? [] : [{ sql: 'id >= :id AND id < :id || char(1114111)', values: { id: idPrefix } }]),
  ];
  return {
    where: rules.map(({ sql }) => `(${sql})`).join(' AND ') || '1',
    values: Object.assign({}, ...rules.map(({ values }) => values)) as Row,
  };
}
