// What a guest's page does with what it carries, without a browser: it reads its slots and makes the requests from them.
import { gunzipSync } from 'node:zlib';
import { mostManifestBytes } from '../../../main/core/model/requests/file-request';
import type { OfferAnswer } from '../../../main/core/requests/rules/offer-answer';

interface Forms {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly policy: string;
  readonly signatures: readonly string[];
}

interface Puts {
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signatures: readonly string[];
}

export interface PageData {
  readonly way: 'forms' | 'put';
  readonly state: string;
  readonly limits: { readonly files: number; readonly bytes: number; readonly types: string };
  readonly once: boolean;
  readonly path: string;
  readonly folder: string;
  readonly slots: readonly number[];
  readonly taken: Omit<Puts, 'headers'>;
  readonly about: Forms | Puts;
  readonly data: Forms | Puts;
  readonly ask?: {
    readonly on: { readonly query: string; readonly signature: string };
    readonly answers: Omit<Puts, 'headers'> & { readonly slots: readonly number[] };
    readonly directBytes: number;
  };
}

type Part = 'about' | 'data';

/** One write, as it goes to the server at `origin`. */
export type GuestWrite =
  | { readonly kind: 'form'; readonly url: string; readonly fields: Readonly<Record<string, string>> }
  | { readonly kind: 'put'; readonly url: string; readonly headers: Readonly<Record<string, string>> };

const plain = (body: Uint8Array): string =>
  (body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body) : Buffer.from(body)).toString('utf8');

export function readPage(body: Uint8Array): PageData {
  const [, data = '{}'] = /<script type="application\/json" id="data">\s*([^<]*)<\/script>/.exec(plain(body)) ?? [];
  return { slots: [], ...(JSON.parse(data) as Omit<PageData, 'slots'> & Partial<Pick<PageData, 'slots'>>) };
}

const hex = (signature: string): string => Buffer.from(signature, 'base64url').toString('hex');
const digits = (slot: number): string => String(slot).padStart(4, '0');

/** The write of one slot's part; `index` is that of the slot in `page.slots`. */
export function writeOf(page: PageData, origin: string, index: number, part: Part): GuestWrite {
  const own = `${digits(page.slots[index] ?? 0)}/${part}`;
  const table = page[part];
  const signature = hex(table.signatures[index] ?? '');
  if (!('policy' in table)) {
    const url = `${origin}${page.path}${own}?${table.query}&X-Amz-Signature=${signature}`;
    return { kind: 'put', url, headers: table.headers };
  }
  const policy = Buffer.from(table.policy.replace(`\\SLOT/${part}`, own)).toString('base64');
  const key = `${page.folder}${own}`;
  return {
    kind: 'form',
    url: `${origin}${table.action}`,
    fields: { key, ...table.fields, policy, 'x-amz-signature': signature },
  };
}

/** The HEAD that tells whether a slot is taken. */
export const takenOf = ({ path, slots, taken }: PageData, origin: string, index: number): string =>
  `${origin}${path}${digits(slots[index] ?? 0)}/about?${taken.query}&X-Amz-Signature=${hex(taken.signatures[index] ?? '')}`;

const notAsked = () => new Error('this page asks nothing');

/** The HEAD that tells when Mayfly ran last. */
export function heartbeatOf({ path, ask }: PageData, origin: string): string {
  if (ask === undefined) throw notAsked();
  return `${origin}${path}on?${ask.on.query}&X-Amz-Signature=${hex(ask.on.signature)}`;
}

/** The GET of the answer to a slot, by the slot's number. */
export function answerOf({ path, ask }: PageData, origin: string, slot: number): string {
  if (ask === undefined) throw notAsked();
  const { query, slots, signatures } = ask.answers;
  return `${origin}${path}${digits(slot)}/answer?${query}&X-Amz-Signature=${hex(signatures[slots.indexOf(slot)] ?? '')}`;
}

/** The PUT of a part, from 1, by the answer's table. */
export const partOf = (answer: OfferAnswer & { state: 'upload' }, origin: string, part: number): string =>
  `${origin}${answer.url}&partNumber=${part}&X-Amz-Signature=${hex(answer.signatures[part - 1] ?? '')}`;

/** What a guest's page says of a file before it sends it, of the length that a slot's PUT has to have. */
export function aboutOf(name: string, batch: string, count: number, more: Readonly<Record<string, unknown>> = {}) {
  const said = Buffer.from(JSON.stringify({ name, batch, count, nonce: `${name}${batch}`, ...more }));
  return Buffer.concat([said, Buffer.alloc(Math.max(0, mostManifestBytes - said.length), ' ')]);
}
