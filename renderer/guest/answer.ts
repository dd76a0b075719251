// What the storage's answers mean for a file that is being sent.

/**
 * `taken`: another guest has the slot, or an earlier attempt stored it. `lapsed`: the signatures have ended. `refused`: for a reason that trying
 * again does not change. `storage-full`: it has no room left now. `trouble`: the server is busy or broken. `unreachable`: no answer came.
 */
export type Answer =
  | 'stored'
  | 'taken'
  | 'too-large'
  | 'lapsed'
  | 'refused'
  | 'storage-full'
  | 'trouble'
  | 'unreachable';

/** The server's clock is known to the second, and signatures count in whole seconds. */
const blurMs = 2000;

export const isOver = (nowMs: number, endMs: number): boolean => nowMs >= endMs - blurMs;

type Header = string | null | undefined;

/** Unix ms of a header with a date, in whole seconds. */
export function timeOf(header: Header): number | undefined {
  const atMs = Date.parse(header ?? '');
  return Number.isNaN(atMs) ? undefined : atMs;
}

/** How long ago an object was stored by the clock of its server: ms between the headers Date and Last-Modified. */
export function ageOf(date: Header, lastModified: Header): number | undefined {
  const ageMs = Date.parse(date ?? '') - Date.parse(lastModified ?? '');
  return Number.isNaN(ageMs) ? undefined : ageMs;
}

/** What came back for one write; `status` 0 when nothing did. */
export interface SendAnswer {
  readonly status: number;
  /** Without quotes; empty when the answer had none. */
  readonly etag: string;
  /** The server's XML, if it sent any. */
  readonly body: string;
  /** Unix ms on the server's clock, in whole seconds; undefined where it does not tell. */
  readonly dateMs?: number | undefined;
}

const tagged = (body: string, tag: string): string => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(body)?.[1] ?? '';

/** The ETag that the answer states, in a header or in the XML of a form, without its quotes. */
export const etagOf = (header: string | null, body: string): string =>
  (header ?? tagged(body, 'ETag')).replaceAll(/&quot;|&#34;|"/g, '');

/**
 * A form that was stored answers 201, which no proxy between makes up, and a PUT 200 with an ETag (Amazon S3 API Reference, "POST Object" and
 * "PutObject"). Nothing else counts as stored.
 */
export function answerOf(kind: 'form' | 'put', { status, etag, body }: SendAnswer, lapsed: boolean): Answer {
  if (status === 0) return 'unreachable';
  if (kind === 'form' ? status === 201 : status === 200 && etag !== '') return 'stored';
  if (status === 412 || status === 409) return 'taken';
  if (status === 413 || tagged(body, 'Code') === 'EntityTooLarge') return 'too-large';
  if (status === 403 || status === 400 || status === 401) return lapsed ? 'lapsed' : 'refused';
  if (status === 507) return 'storage-full';
  return status === 408 || status === 429 || status >= 500 ? 'trouble' : 'refused';
}

/** What the HEAD of a manifest says of its slot. Storage that hides what exists answers 403 for a missing object. */
export function slotAnswer(status: number, lapsed: boolean): 'taken' | 'free' | 'lapsed' | 'trouble' | 'unreachable' {
  if (status === 0) return 'unreachable';
  if (status === 200) return 'taken';
  if (status === 404) return 'free';
  if (status === 403 || status === 400) return lapsed ? 'lapsed' : 'free';
  return 'trouble';
}
