// What a page tells another computer of its files, so that a rewrite knows without reading the list whether somebody else wrote it.
import { createHash } from 'node:crypto';
import { objectIn } from '../../model/json-object';

const printLength = 12;
/** A computer that is further behind keeps what is stored, and takes nothing out. */
const mostBefore = 32;

/** Of the files with these keys in any order: 12 characters of base64url. */
export const filesPrint = (keys: readonly string[]): string =>
  createHash('sha256').update(keys.toSorted().join('\n')).digest('base64url').slice(0, printLength);

/** What a page says of its writing. */
export interface PageFacts {
  /** The end of its own link, Unix ms on the server's clock. */
  readonly expiresAtMs: number;
  /** 0 for a page that was never rewritten. */
  readonly revision: number;
  /** As `LiveTimes.print`; `undefined` on a page of a Mayfly that wrote none. */
  readonly print: string | undefined;
  /** As `LiveTimes.before`. */
  readonly before: readonly string[];
  /** Its files are still sent. */
  readonly isSending: boolean;
  /** Of an encrypted share: its manifest is under a password. */
  readonly needsPassword: boolean;
}

const isPrint = (value: unknown): value is string => typeof value === 'string' && /^[\w-]{12}$/.test(value);

/** `undefined` for what is no page of Mayfly's. */
export function factsOf(html: string): PageFacts | undefined {
  const [, text = ''] = /<script[^<>]*\bid="?times"?[^<>]*>([^<]*)<\/script>/.exec(html) ?? [];
  const { expires, revision, print, before, status } = objectIn(text);
  if (!Number.isSafeInteger(expires)) return undefined;
  return {
    expiresAtMs: Number(expires),
    revision: Number.isSafeInteger(revision) && Number(revision) > 0 ? Number(revision) : 0,
    print: isPrint(print) ? print : undefined,
    before: Array.isArray(before) ? before.filter(isPrint).slice(0, mostBefore) : [],
    isSending: typeof status === 'string',
    needsPassword: /<script[^<>]*\bid="?manifest"?[^<>]*\bdata-password\b/.test(html),
  };
}

/** The prints of former pages, for the next one. */
export const beforeNext = ({ print, before }: Pick<PageFacts, 'print' | 'before'>): readonly string[] =>
  print === undefined ? before : [print, ...before.filter((one) => one !== print)].slice(0, mostBefore);
