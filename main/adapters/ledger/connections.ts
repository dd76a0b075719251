// A connection's optional settings as one JSON column of the ledger; an invalid value is left out.
import * as z from 'zod/mini';
import type { Capabilities } from '../../core/model/capabilities';
import { connectionColours, type ConnectionOptions } from '../../core/model/connection';

const whole = (least: number, most: number) => z.int().check(z.gte(least), z.lte(most));

const fact = z.exactOptional(z.boolean());

/** The doctor's findings; without their time they are left out. */
const capabilities = z.object({
  madeAtMs: whole(0, Number.MAX_SAFE_INTEGER),
  writes: fact,
  reads: fact,
  describes: fact,
  removes: fact,
  lists: fact,
  listsParts: fact,
  aborts: fact,
  removesVersions: fact,
  lifecycle: z.exactOptional(z.enum(['readable', 'denied', 'unsupported'])),
  takesChecksums: fact,
  tellsChecksums: fact,
  md5Etags: fact,
  md5UploadEtags: fact,
  multipart: fact,
  overrides: fact,
  pages: fact,
  gzip: fact,
  openToPages: fact,
  signsAmz: fact,
  conditionalPut: fact,
  limitsForms: fact,
  versions: fact,
} satisfies { readonly [K in keyof Required<Capabilities>]: z.ZodMiniType<Capabilities[K]> });

/** Each option parsed on its own: an invalid one, as of a newer Mayfly, does not remove the others. */
const readers = {
  defaultExpirySeconds: whole(1, 604_800),
  bandwidthBytesPerSecond: whole(1, Number.MAX_SAFE_INTEGER),
  colour: z.enum(connectionColours),
  keyTemplate: z.string(),
  shareEndpoint: z.string(),
  caFile: z.string(),
  credentials: z.union([
    z.object({ kind: z.literal('kept') }),
    z.object({ kind: z.literal('file') }),
    z.object({ kind: z.literal('profile'), profile: z.string(), unconfirmed: z.exactOptional(z.literal(true)) }),
  ]),
  keysEndAtMs: whole(0, Number.MAX_SAFE_INTEGER),
  order: whole(0, Number.MAX_SAFE_INTEGER),
  awaitsKeys: z.literal(true),
  capabilities,
} satisfies { readonly [K in keyof Required<ConnectionOptions>]: z.ZodMiniType<Required<ConnectionOptions>[K]> };

const names = Object.keys(readers) as (keyof ConnectionOptions)[];

export function connectionOptionsText(options: ConnectionOptions): string {
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, options[name]])));
}

export function toConnectionOptions(text: string): ConnectionOptions {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return {};
  }
  if (typeof value !== 'object' || value === null) return {};
  const found = value as Readonly<Record<string, unknown>>;
  const read = names.flatMap((name) => {
    const parsed = readers[name].safeParse(found[name]);
    return parsed.success ? [[name, parsed.data]] : [];
  });
  return Object.fromEntries(read) as ConnectionOptions;
}
