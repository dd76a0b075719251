// A table's columns, declared once and used both ways. `sizeBytes` of a record is the column `size_bytes`; a missing value is NULL, a boolean
// 0 or 1. A row is parsed, never trusted.
import * as z from 'zod/mini';

export type Row = Readonly<Record<string, string | number | null>>;

/** Of a column that holds 0 or 1. */
export const flag = z.pipe(
  z.number(),
  z.transform((value) => value === 1),
);
export const maybeText = z.exactOptional(z.string());
export const maybeNumber = z.exactOptional(z.number());

export function columns<Shape extends Readonly<Record<string, z.ZodMiniType>>>(shape: Shape) {
  const schema = z.object(shape);
  const names = Object.keys(shape).map((name) => ({
    name,
    column: name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  }));
  return {
    /** Raises zod's error for a row that is none of this table. */
    read(row: unknown): z.infer<typeof schema> {
      const record: Record<string, unknown> = {};
      for (const { name, column } of names) {
        const value = (row as Row)[column];
        if (value !== null) record[name] = value;
      }
      return schema.parse(record);
    },
    /** Every column: a value that the record no longer has becomes NULL. */
    write(record: { readonly [K in keyof Shape]?: unknown }): Row {
      const row: Record<string, string | number | null> = {};
      for (const { name, column } of names) {
        const value = record[name];
        row[column] = typeof value === 'boolean' ? Number(value) : ((value ?? null) as string | number | null);
      }
      return row;
    },
  };
}
