// Why this exists: the local file or folder something was made of, as two columns; what is read is parsed, never trusted.
import * as z from 'zod/mini';
import type { GivenFile } from '../../core/model/given-file';
import type { ShareSource } from '../../core/model/share';
import type { Row } from './rows';

/** Nanoseconds since 1970 and inodes need more than a double holds. */
export const stampShape = z.object({
  mtimeNs: z.coerce.bigint(),
  ctimeNs: z.coerce.bigint(),
  inode: z.coerce.bigint(),
  device: z.coerce.bigint(),
});

/** `JSON.stringify` knows no bigint; `stampShape` reads the text again. */
export const stampText = (stamp: object): string =>
  JSON.stringify(stamp, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value));

export const toSource = (path: string | null, stamp: string | null): ShareSource | undefined =>
  path === null ? undefined : { path, ...(stamp !== null && { stamp: stampShape.parse(JSON.parse(stamp)) }) };

export const sourceRow = (source: ShareSource | undefined): Row => ({
  source_path: source?.path ?? null,
  source: source?.stamp === undefined ? null : stampText(source.stamp),
});

export const snapshotShape = z.extend(stampShape, {
  sizeBytes: z.number(),
  birthtimeNs: z.optional(z.coerce.bigint()),
});

const givenShape = z.object({ within: z.string(), snapshot: z.optional(snapshotShape) });

/** Older rows have none: their path was the real one when the file was given. */
export const toGiven = (given: string | null, path: string): GivenFile =>
  given === null ? { within: path } : givenShape.parse(JSON.parse(given));
