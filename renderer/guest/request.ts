// What the document carries: what is asked for, and a signature for every file that may still come.
import { hexOf, list, number, record, text } from '../page/page-data';

export type RequestState = 'open' | 'full' | 'ended' | 'closed';
export type AskedKind = 'any' | 'pictures' | 'documents';
export type Part = 'about' | 'data';

/** One write, as it goes to the page's own origin. */
export type Write =
  | { readonly kind: 'form'; readonly url: string; readonly fields: readonly (readonly [string, string])[] }
  | {
      readonly kind: 'put';
      readonly url: string;
      readonly headers: readonly (readonly [string, string])[];
      /** The storage takes a body of exactly so many bytes. */
      readonly bytes?: number;
    };

/** How the page asks the receiving computer for the parts of an upload; the answers come encrypted, each for the guest who asked. */
export interface Asking {
  /** The HEAD of the object that this computer writes every minute. */
  readonly heartbeat: string;
  /** The GET of the answer to a slot; undefined where the page has no signature for it. */
  readonly answer: (slot: number) => string | undefined;
  /** A larger file is asked for while the computer is on. */
  readonly directBytes: number;
}

export interface Request {
  readonly state: RequestState;
  readonly limits: { readonly files: number; readonly bytes: number; readonly types: AskedKind };
  /** `age1…`, where files are encrypted to the receiving computer. */
  readonly recipient?: string;
  readonly isOnce: boolean;
  /** What is chosen is sent without another press: the phone is the owner's. */
  readonly sendsAtOnce?: true;
  /** Of its short link, where the page is to show it as its own. */
  readonly address?: string;
  /** Unix ms on the server's clock, all three. */
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  /** The end of the signatures below. */
  readonly leaseEndsAtMs: number;
  /** The numbers of those that may be written; none unless `open`. */
  readonly slots: readonly number[];
  /** The HEAD that tells whether a guest has taken the slot. */
  readonly taken: (slot: number) => string;
  readonly write: (slot: number, part: Part) => Write;
  /** The key of a slot's file. */
  readonly dataKey: (slot: number) => string;
  /** Bytes of the largest file that goes in one write; -1 without slots. */
  readonly directMostBytes: number;
  /** Where asking is possible, in this browser too. */
  readonly ask?: Asking;
}

type Json = Readonly<Record<string, unknown>>;

const digits = (slot: number): string => String(slot).padStart(4, '0');
const pairs = (value: unknown): readonly (readonly [string, string])[] =>
  Object.entries(record(value)).map(([name, said]) => [name, text(said)] as const);

/** Base64 of the text in UTF-8: a key can hold any letter. */
function base64(said: string): string {
  return btoa(Array.from(new TextEncoder().encode(said), (byte) => String.fromCharCode(byte)).join(''));
}

const signed = (query: unknown, signature: string): string => `${text(query)}&X-Amz-Signature=${signature}`;

function writeOf(data: Json, slot: number, index: number, part: Part): Write {
  const own = `${digits(slot)}/${part}`;
  const table = record(data[part]);
  const signature = hexOf(text(list(table['signatures'])[index]));
  if (typeof table['policy'] !== 'string') {
    const url = `${text(data['path'])}${own}?${signed(table['query'], signature)}`;
    const bytes = table['bytes'];
    return { kind: 'put', url, headers: pairs(table['headers']), ...(typeof bytes === 'number' && { bytes }) };
  }
  // The policy was signed as this very text: nothing else of it may change.
  const policy = base64(table['policy'].replace(`\\SLOT/${part}`, own));
  return {
    kind: 'form',
    url: text(table['action']),
    fields: [
      ['key', `${text(data['folder'])}${own}`],
      ...pairs(table['fields']),
      ['policy', policy],
      ['x-amz-signature', signature],
    ],
  };
}

/** Browsers decrypt only where nobody between can have changed the page: on https and on this very computer. */
const canDecrypt = (): boolean => typeof crypto === 'object' && typeof crypto.subtle === 'object';

function askingOf(data: Json, slots: readonly number[]): Asking | undefined {
  const ask = record(data['ask']);
  const heartbeat = record(ask['on']);
  const answers = record(ask['answers']);
  if (typeof heartbeat['query'] !== 'string' || !canDecrypt()) return undefined;
  const path = text(data['path']);
  // A slot whose upload is under way is offered to nobody else, and its answer stays.
  const numbers = Array.isArray(answers['slots']) ? answers['slots'].map(number) : slots;
  const signatures = list(answers['signatures']);
  return {
    heartbeat: `${path}on?${signed(heartbeat['query'], hexOf(text(heartbeat['signature'])))}`,
    answer(slot) {
      const signature = signatures[numbers.indexOf(slot)];
      return typeof signature === 'string'
        ? `${path}${digits(slot)}/answer?${signed(answers['query'], hexOf(signature))}`
        : undefined;
    },
    directBytes: number(ask['directBytes']),
  };
}

const states: ReadonlySet<string> = new Set<RequestState>(['open', 'full', 'ended', 'closed']);

function requestOf(times: Json, data: Json): Request {
  const limits = record(data['limits']);
  const slots = list(data['slots']).map(number);
  const taken = record(data['taken']);
  const state = text(data['state']);
  const ask = askingOf(data, slots);
  const bytes = number(limits['bytes']);
  const mostInOne = number(data['mostInOne']);
  return {
    state: (states.has(state) ? state : 'closed') as RequestState,
    limits: {
      files: number(limits['files']),
      bytes: ask === undefined ? mostInOne : bytes,
      types: text(limits['types']) as AskedKind,
    },
    ...(typeof data['recipient'] === 'string' && { recipient: data['recipient'] }),
    isOnce: data['once'] === true,
    ...(data['atOnce'] === true && { sendsAtOnce: true as const }),
    ...(typeof data['address'] === 'string' && { address: data['address'] }),
    createdAtMs: number(times['created']),
    expiresAtMs: number(times['expires']),
    leaseEndsAtMs: number(times['leaseEnds']),
    slots,
    taken: (slot) => {
      const signature = hexOf(text(list(taken['signatures'])[slots.indexOf(slot)]));
      return `${text(data['path'])}${digits(slot)}/about?${signed(taken['query'], signature)}`;
    },
    write: (slot, part) => writeOf(data, slot, slots.indexOf(slot), part),
    dataKey: (slot) => `${text(data['folder'])}${digits(slot)}/data`,
    directMostBytes: slots.length > 0 ? mostInOne : -1,
    ...(ask !== undefined && { ask }),
  };
}

/**
 * Reads what `buildRequestPage` wrote, from HTML: the policy of a page that was fetched lets no document be made from text. The JSON in it holds no
 * `<`. Undefined for anything else that may come from that address.
 */
export function readRequest(html: string): Request | undefined {
  const inside = (id: string) =>
    record(
      JSON.parse(new RegExp(`<script type="application/json" id="${id}">([^<]*)</script>`).exec(html)?.[1] ?? 'null'),
    );
  try {
    const data = inside('data');
    return typeof data['state'] === 'string' ? requestOf(inside('times'), data) : undefined;
  } catch {
    return undefined;
  }
}
