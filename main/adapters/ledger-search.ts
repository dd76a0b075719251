// Why this exists: a search over shares as SQL.
import { searchForm, type ShareQuery, type ShareSort, type ShareState } from '../domain/share';
import type { Row } from './ledger-rows';

/** The same rules as `shareState`. */
const stateSql: Readonly<Record<ShareState, string>> = {
  live: '(revoked_at_ms IS NULL AND missing_at_ms IS NULL AND expires_at_ms > :now)',
  missing: '(revoked_at_ms IS NULL AND missing_at_ms IS NOT NULL AND expires_at_ms > :now)',
  expired: '(revoked_at_ms IS NULL AND expires_at_ms <= :now)',
  revoked: '(revoked_at_ms IS NOT NULL AND :now IS NOT NULL)',
};

const orderSql: Readonly<Record<ShareSort, string>> = {
  newest: 'created_at_ms DESC, rowid DESC',
  ending: 'expires_at_ms, rowid',
  largest: 'size_bytes DESC, rowid DESC',
  name: 'name_searched, rowid',
};

export interface ShareSearch {
  readonly where: string;
  readonly order: string;
  readonly values: Row;
}

/** The query as SQL; `%`, `_` and the escape itself are letters like others. */
export function shareSearch({
  text = '',
  states,
  verified,
  connectionId,
  idPrefix,
  keyPrefix,
  sort,
  nowMs,
}: ShareQuery): ShareSearch {
  const words = searchForm(text.trim());
  const rules = [
    ...(words === ''
      ? []
      : [{ sql: `name_searched LIKE :text ESCAPE '\\'`, values: { text: `%${words.replace(/[\\%_]/g, '\\$&')}%` } }]),
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
    // A range, because only that uses the index of the ids: no id has the largest character.
    ...(idPrefix === undefined ? [] : [{ sql: 'id >= :id AND id < :id || char(1114111)', values: { id: idPrefix } }]),
    ...(keyPrefix === undefined
      ? []
      : [{ sql: 'substr(key, 1, length(:prefix)) = :prefix', values: { prefix: keyPrefix } }]),
  ];
  return {
    where: rules.map(({ sql }) => `(${sql})`).join(' AND ') || '1',
    order: orderSql[sort],
    values: Object.assign({}, ...rules.map(({ values }) => values)) as Row,
  };
}
