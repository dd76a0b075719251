// What a guest's page says of a file, in a small object beside it. Anybody may have written it: it is shown, and never believed.
import * as z from 'zod/mini';
import { mostAskedBytes, mostManifestBytes } from '../../model/requests/file-request';
import { visibleLine, visibleText } from '../../model/visible-text';
import { arrivalFolder, saysFolder } from '../../model/requests/arrival-folder';
import { arrivalName } from '../../model/requests/arrival-name';

export interface Manifest {
  /** A name that any disk can take. */
  readonly name: string;
  /** As of `Arrival`. */
  readonly folder?: string;
  /** As of `Arrival`. */
  readonly folderLost?: true;
  /** The type that the guest's browser gave; only ever shown. */
  readonly type?: string;
  /** Groups the files of one press. */
  readonly batch: string;
  /** How many files that press sends. */
  readonly count: number;
  readonly sender?: string;
  readonly note?: string;
  readonly ask?: AskedUpload;
  /** Of the guest's file. */
  readonly sizeBytes?: number;
  /** Of an encrypted file: SHA-256 of its head, base64url. */
  readonly head?: string;
}

/** What a guest says who asks for links to the parts of its file. */
export interface AskedUpload {
  /** 1 to `mostAskedBytes`. */
  readonly sizeBytes: number;
  /** 32 bytes in base64url: the answer is encrypted with it. */
  readonly key: string;
}

const line = (most: number) => z.string().check(z.maxLength(most));

/** `nonce` keeps the ETag of a manifest from telling what is in it. */
const schema = z.object({
  name: line(1_024),
  type: z.optional(line(200)),
  batch: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,40}$/)),
  count: z.int().check(z.minimum(1), z.maximum(1_000)),
  sender: z.optional(line(100)),
  note: z.optional(line(1_000)),
  nonce: z.string(),
  sizeBytes: z.optional(z.int().check(z.minimum(0))),
  head: z.optional(line(43)),
  ask: z.optional(
    z.object({
      sizeBytes: z.int().check(z.minimum(1), z.maximum(mostAskedBytes)),
      modifiedAtMs: z.optional(z.number()),
      key: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)),
    }),
  ),
});

const said = (text: string | undefined): string | undefined =>
  text === undefined || text.trim() === '' ? undefined : text.trim();

/** Reads the bytes of a manifest; `undefined` for anything that a guest's page did not write. */
export function readManifest(bytes: Uint8Array): Manifest | undefined {
  if (bytes.length > mostManifestBytes) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) return undefined;
  const { name, type, batch, count, sender, note, ask, sizeBytes, head } = parsed.data;
  const by = said(sender);
  const words = said(note);
  const folder = arrivalFolder(name);
  return {
    name: arrivalName(name),
    batch,
    count,
    ...(folder !== undefined ? { folder } : saysFolder(name) && { folderLost: true }),
    ...(type !== undefined && type !== '' && { type: visibleLine(type) }),
    ...(by !== undefined && { sender: visibleLine(by) }),
    ...(words !== undefined && { note: visibleText(words) }),
    ...(sizeBytes !== undefined && { sizeBytes }),
    ...(head !== undefined && { head }),
    ...(ask !== undefined && { ask: { sizeBytes: ask.sizeBytes, key: ask.key } }),
  };
}
