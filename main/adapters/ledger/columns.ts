// A table's columns, declared once and used both ways. `sizeBytes` of a record is the column `size_bytes`; a missing value is NULL, a boolean
// 0 or 1. A row is parsed, never trusted.
import { maybe, number, object, oneOf, text, type Of, type Properties, type Read } from '../files/shapes';

export type Row = Readonly<Record<string, string | number | null>>;

/** Of a column that holds 0 or 1. */
export const flag: Read<boolean> = (value) => number(value) === 1;
export const maybeText = maybe(text);
export const maybeNumber = maybe(number);

/** Where a row's objects are. */
export const placeColumns = {
  connectionId: text,
  endpoint: text,
  region: text,
  bucket: text,
  addressing: oneOf('path', 'virtual-host'),
};
/** The same in the SQL of a table. */
export const placeInSql = `\
  connection_id TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  endpoint TEXT NOT NULL,
  region TEXT NOT NULL,
  bucket TEXT NOT NULL,
  addressing TEXT NOT NULL CHECK (addressing IN ('path', 'virtual-host')),`;

export function columns<Shape extends Properties>(shape: Shape) {
  const parse = object(shape);
  const names = Object.keys(shape).map((name) => ({
    name,
    column: name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  }));
  /** V8 copies it in a third of the time that it takes to add as many properties, and keeps the copy's form. */
  const blank: Row = Object.fromEntries(names.map(({ column }) => [column, null]));
  return {
    /** Raises `TypeError` for a row that is none of this table. */
    read(row: unknown): Of<Shape> {
      const record: Record<string, unknown> = {};
      for (const { name, column } of names) {
        const value = (row as Row)[column];
        if (value !== null) record[name] = value;
      }
      return parse(record);
    },
    /** Every column: a value that the record no longer has becomes NULL. */
    write(record: { readonly [K in keyof Shape]?: unknown }): Row {
      const row: Record<string, string | number | null> = { ...blank };
      for (const { name, column } of names) {
        const value = record[name];
        row[column] = typeof value === 'boolean' ? Number(value) : ((value ?? null) as string | number | null);
      }
      return row;
    },
  };
}
