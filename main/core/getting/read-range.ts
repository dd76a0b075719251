// Reads ranges of one object, however often the connection breaks off and whatever the network carries at once.
import { asFailure, Failure } from '../model/failure';
import type { Web, WebAnswer } from '../ports/web';
import { beforeNext, checkedAnswer } from './ask-server';

/** How much is asked for at once, of all files of a run together: an answer has some thirty seconds. */
export interface Pace {
  pieceBytes: number;
}

const leastPiece = 65_536;
const mostPiece = 8_388_608;
const fastMs = 1_000;

export const usualPace = (): Pace => ({ pieceBytes: 1_048_576 });

/** Of pieces that wait to be written, and that are under way. */
const mostRooms = 8;

export function createRooms() {
  let free: Uint8Array[] = [];
  return {
    /** At least so long. */
    take(bytes: number): Uint8Array {
      const found = free.find(({ length }) => length >= bytes);
      free = free.filter((room) => room !== found);
      return found ?? Buffer.allocUnsafeSlow(bytes);
    },
    giveBack(room: Uint8Array) {
      // The longest: pieces grow.
      free = [...free, room].toSorted((a, b) => b.length - a.length).slice(0, mostRooms);
    },
  };
}

/** Memory for pieces, used again: new memory costs as much as reading into it. */
export type Rooms = ReturnType<typeof createRooms>;

/** The present link of an object, which a short link may exchange for a later one. */
export interface Links {
  /** Presigned; a bearer secret. */
  urlOf(place: string): string;
  /** Asks for later links; false where there are none. */
  renew(): Promise<boolean>;
}

export interface Source {
  readonly web: Web;
  readonly links: Links;
  readonly pace: Pace;
  readonly rooms: Rooms;
  readonly signal: AbortSignal;
}

export interface Range {
  /** In their order. */
  readonly pieces: readonly Uint8Array[];
  readonly bytes: number;
  /** Of the whole object. */
  readonly totalBytes: number;
  /** Empty where the server gives none. */
  readonly etag: string;
  readonly disposition: string | undefined;
}

/** RFC 9110, section 14.4: `bytes 0-9/1234`, or with a 416 `bytes * /1234` without its space. */
function totalIn({ headers }: WebAnswer, from: number | undefined): number | undefined {
  const [, first, total] = /^bytes (?:(\d+)-\d+|\*)\/(\d{1,16})$/.exec(headers['content-range'] ?? '') ?? [];
  if (total === undefined || (from !== undefined && Number(first) !== from)) return undefined;
  return Number(total);
}

const notRanges = (url: string, { status }: WebAnswer): Failure =>
  new Failure('not-s3', { host: new URL(url).host, status });

/** The bytes from `from` on, and at most `wanted`. Raises as `checkedAnswer`, `not-s3` where the server gives no ranges. */
async function readOnce(
  { web, signal }: Source,
  url: string,
  from: number,
  wanted: number,
  etag: string,
  into: Uint8Array | undefined,
): Promise<Range> {
  const isFirst = etag === '';
  const asked = { mostBytes: wanted, signal, ...(!isFirst && { ifMatch: etag }), ...(into && { into }) };
  let answer = checkedAnswer(await web.get(url, { ...asked, range: [from, from + wanted - 1] }), url);
  // An empty object has no range.
  const isEmpty = answer.status === 416 && from === 0 && (totalIn(answer, undefined) ?? 0) === 0;
  if (isEmpty) answer = checkedAnswer(await web.get(url, asked), url);
  const { headers, pieces, status } = answer;
  const bytes = pieces.reduce((sum, { length }) => sum + length, 0);
  const found = { etag: headers['etag'] ?? '', disposition: headers['content-disposition'] };
  // A server that does not know `If-Match` says by the ETag that it is another object.
  if (!isFirst && found.etag !== etag) throw new Failure('got-replaced');
  const totalBytes = status === 206 ? totalIn(answer, from) : status === 200 && from === 0 ? bytes : undefined;
  if (totalBytes === undefined || (status === 200 && bytes > wanted)) throw notRanges(url, answer);
  if (bytes > wanted || (bytes === 0 && totalBytes > 0)) throw notRanges(url, answer);
  return { ...found, pieces, bytes, totalBytes };
}

/** Links of one file that may end while it comes. */
const mostRenewals = 64;

/**
 * Reads the bytes from `from` to before `to`, fewer only where the object ends. `etag`: the only object that is meant; empty for the first
 * request, which learns it. Goes on where it broke off, by `Range` and `If-Match`. Raises `link-over`, `got-replaced`, `cancelled`, and what
 * the network raises after its last attempt. `into`: memory for the bytes, which `pieces` then lie in.
 */
export async function readRange(
  source: Source,
  place: string,
  from: number,
  to: number,
  etag: string,
  into?: Uint8Array,
): Promise<Range> {
  const { pace, links, signal } = source;
  const pieces: Uint8Array[] = [];
  let at = from;
  let failures = 0;
  let renewals = 0;
  let known: Range | undefined;
  for (;;) {
    const url = links.urlOf(place);
    const wanted = Math.min(to - at, Math.max(leastPiece, pace.pieceBytes));
    try {
      const beganMs = performance.now();
      const meant = known?.etag ?? etag;
      known = await readOnce(source, url, at, wanted, meant, into?.subarray(at - from));
      pieces.push(...known.pieces);
      at += known.bytes;
      failures = 0;
      const isFast = performance.now() - beganMs < fastMs;
      if (isFast && wanted >= pace.pieceBytes) pace.pieceBytes = Math.min(mostPiece, 2 * pace.pieceBytes);
    } catch (error) {
      const failure = asFailure(error);
      // Another file of the page may have asked meanwhile.
      const isLater = failure.code === 'link-over' && (links.urlOf(place) !== url || (await links.renew()));
      if (isLater && renewals < mostRenewals) {
        renewals += 1;
        continue;
      }
      failures += 1;
      if (failure.code === 'timed-out') pace.pieceBytes = Math.max(leastPiece, Math.floor(pace.pieceBytes / 4));
      await beforeNext(failure, failures, signal);
      continue;
    }
    if (at >= Math.min(to, known.totalBytes)) break;
  }
  return { ...known, pieces, bytes: at - from };
}
