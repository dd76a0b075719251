// A connection's optional settings as one JSON column of the ledger; an invalid value is left out.
import type { Capabilities } from '../../core/model/capabilities';
import { attempt, either, listOf, maybe, object, oneOf, text, truth, whole, type Read } from '../files/shapes';
import { connectionColours, type ConnectionOptions } from '../../core/model/connection';
import { mostLifetimeSeconds } from '../../core/model/expiry';

const fact = maybe(truth);
const moment = whole(0, Number.MAX_SAFE_INTEGER);

/** The doctor's findings; without their time they are left out. */
const capabilities = object({
  madeAtMs: moment,
  writes: fact,
  reads: fact,
  describes: fact,
  removes: fact,
  lists: fact,
  listsParts: fact,
  aborts: fact,
  removesVersions: fact,
  lifecycle: maybe(oneOf('readable', 'denied', 'unsupported')),
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
  limitsPuts: fact,
  limitsForms: fact,
  versions: fact,
  intakeOnlyStores: fact,
} satisfies { readonly [K in keyof Required<Capabilities>]: Read<Required<Capabilities>[K]> });

/** Each option parsed on its own: an invalid one, as of a newer Mayfly, does not remove the others. */
const readers = {
  defaultExpirySeconds: whole(1, mostLifetimeSeconds),
  bandwidthBytesPerSecond: whole(1, Number.MAX_SAFE_INTEGER),
  colour: oneOf(...connectionColours),
  keyTemplate: text,
  shareEndpoint: text,
  caFile: text,
  credentials: either<NonNullable<ConnectionOptions['credentials']>>(
    object({ kind: oneOf('kept') }),
    object({ kind: oneOf('file') }),
    object({ kind: oneOf('profile'), profile: text, unconfirmed: maybe(oneOf(true)) }),
  ),
  keysEndAtMs: moment,
  intakeKeyId: text,
  encryption: oneOf('usual', 'demanded'),
  doors: object({
    bucket: text,
    prefix: text,
    address: text,
    isUsual: maybe(oneOf(true)),
    provenAtMs: maybe(moment),
    askedAtMs: maybe(moment),
    publicAtMs: maybe(moment),
  }),
  unconfirmedAddresses: listOf(text),
  leftDoors: listOf(object({ bucket: text, prefix: text, address: text })),
  order: whole(0, Number.MAX_SAFE_INTEGER),
  awaitsKeys: oneOf(true),
  capabilities,
} satisfies { readonly [K in keyof Required<ConnectionOptions>]: Read<Required<ConnectionOptions>[K]> };

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
    const parsed =
      found[name] === undefined ? undefined : attempt<unknown, undefined>(readers[name], found[name], undefined);
    return parsed === undefined ? [] : [[name, parsed]];
  });
  return Object.fromEntries(read) as ConnectionOptions;
}
