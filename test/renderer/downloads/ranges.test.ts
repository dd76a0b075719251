// Several ranges at once: only where they help, in order, within their bounds, and back to one connection whatever goes wrong.
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Damaged } from '../../../renderer/share-page/answer';
import { createPace } from '../../../renderer/share-page/ranges/pace';
import { sideBySide } from '../../../renderer/share-page/ranges/side-by-side';
import type { Requests } from '../../../renderer/share-page/requests';
import { BrokenOff, streamWhole } from '../../../renderer/share-page/whole-body';

const MiB = 2 ** 20;
type Bytes = Uint8Array<ArrayBuffer>;

describe('ranges at once', () => {
  /** In bytes a millisecond: what one connection brings, and what the line brings at most. */
  const played = (one: number, line: number, firstByteMs: number, wholeBytes: number): readonly number[] => {
    const pace = createPace(firstByteMs, wholeBytes);
    const seen = [1];
    const pieceBytes = 2 ** 18;
    let ms = 0;
    for (let received = pieceBytes; received <= wholeBytes; received += pieceBytes) {
      ms += pieceBytes / Math.min(one * pace.count, line);
      pace.heard(received, ms);
      if (pace.count !== seen.at(-1)) seen.push(pace.count);
    }
    return seen;
  };

  test.each([
    { what: 'a long line with slow connections', one: 1_000, line: 10_000, firstByteMs: 100, counts: [1, 2, 4] },
    { what: 'a line that two fill', one: 1_000, line: 2_000, firstByteMs: 100, counts: [1, 2, 4, 2] },
    { what: 'a line that one nearly fills', one: 1_000, line: 1_250, firstByteMs: 100, counts: [1, 2, 1] },
    { what: 'a line that one fills', one: 1_000, line: 1_000, firstByteMs: 100, counts: [1, 2, 1] },
    { what: 'a short line', one: 1_000, line: 10_000, firstByteMs: 29, counts: [1] },
    { what: 'a file below 64 MiB', one: 100, line: 1_000, firstByteMs: 100, wholeBytes: 64 * MiB, counts: [1] },
  ])('$what: $counts', ({ one, line, firstByteMs, wholeBytes = 256 * MiB, counts }) => {
    expect(played(one, line, firstByteMs, wholeBytes)).toEqual(counts);
  });

  test('come in order and whole, never more than asked for, and few are held', async () => {
    const rates = fc.record({ count: fc.constantFrom(1, 2, 4), speed: fc.double({ min: 0, max: 1e5, noNaN: true }) });
    await fc.assert(
      fc.asyncProperty(
        rates,
        fc.nat(40 * MiB),
        fc.nat(60 * MiB),
        fc.scheduler(),
        async (pace, from, restBytes, scheduler) => {
          const wholeBytes = from + restBytes;
          let running = 0;
          let held = 0;
          const ends: number[] = [];
          // As long as the part is asked for, and nothing of it.
          const get = async (start: number, end: number) => {
            running += 1;
            held += 1;
            expect(running).toBeLessThanOrEqual(pace.count);
            expect(held).toBeLessThanOrEqual(6);
            expect(end - start).toBeLessThanOrEqual(8 * MiB);
            await scheduler.schedule(Promise.resolve());
            running -= 1;
            return { length: end - start, start, end } as unknown as Bytes;
          };
          const ranges = sideBySide(get, from, wholeBytes, pace, new AbortController().signal);
          let at = from;
          for (;;) {
            const reading = ranges.read();
            await scheduler.waitIdle();
            const { value } = await reading;
            if (value === undefined) break;
            const { start, end } = value as unknown as { readonly start: number; readonly end: number };
            held -= 1;
            expect(start).toBe(at);
            at = end;
            ends.push(end);
          }
          expect(at).toBe(wholeBytes);
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('a body whose rest comes by several ranges', () => {
  const wholeBytes = 100 * MiB;
  /** Of bytes that are all 0 but these, one in every 64 KiB. */
  const stampEvery = 2 ** 16;
  const stampAt = (at: number) => 1 + ((at / stampEvery) % 251);
  const stamps = (from: number, end: number, see: (at: number) => void) => {
    for (let at = Math.ceil(from / stampEvery) * stampEvery; at < end; at += stampEvery) see(at);
  };
  const bytesAt = (from: number, end: number): Bytes => {
    const bytes = new Uint8Array(end - from);
    stamps(from, end, (at) => (bytes[at - from] = stampAt(at)));
    return bytes;
  };

  let nowMs = 0;
  beforeEach(() => {
    nowMs = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
    const soon = setTimeout;
    // Without the pauses between attempts; the limit of a stalled connection stays.
    vi.stubGlobal('setTimeout', (act: () => void, ms: number) => soon(act, ms < 60_000 ? 0 : ms));
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  interface Line {
    readonly firstByteMs?: number;
    /** How many times quicker several ranges come than one. */
    readonly gain?: number;
    /** What the request for a part of this number gives instead. */
    readonly harm?: (part: number) => Partial<Awaited<ReturnType<Requests['get']>>> | undefined;
  }

  /** Brings 1 MiB a second, in pieces of that size. */
  function lineOf({ firstByteMs = 100, gain = 2.5, harm = () => undefined }: Line) {
    const asked: string[] = [];
    let parts = 0;
    const signals = new Set<AbortSignal>();
    const get: Requests['get'] = async (_stored, { range }, signal = new AbortController().signal) => {
      signal.throwIfAborted();
      asked.push(range ?? 'all');
      signals.add(signal);
      nowMs += firstByteMs;
      const [from = 0, last = NaN] = (range ?? '0-').split('-').map((text) => (text === '' ? NaN : Number(text)));
      const isPart = !Number.isNaN(last);
      const headers = new Headers({ ETag: '"one"', 'Content-Length': String(wholeBytes - from) });
      const status = range === undefined ? 200 : 206;
      let at = from;
      const body = new ReadableStream<Bytes>(
        {
          pull(controller) {
            if (at >= wholeBytes) return controller.close();
            const end = Math.min(at + MiB, wholeBytes);
            nowMs += 1_000;
            controller.enqueue(bytesAt(at, end));
            at = end;
          },
        },
        { highWaterMark: 0 },
      );
      const arrayBuffer = async () => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        signal.throwIfAborted();
        nowMs += ((last + 1 - from) / MiB / gain) * 1_000;
        return bytesAt(from, last + 1).buffer;
      };
      const response = { status, headers, body, arrayBuffer } as unknown as Response;
      const harmed = isPart ? harm((parts += 1)) : undefined;
      return { answer: 'there', status, response, ...harmed };
    };
    return { asked, signals, requests: { get, heard: () => undefined } };
  }

  async function read(line: Line, most = Number.POSITIVE_INFINITY) {
    const controller = new AbortController();
    const { asked, signals, requests } = lineOf(line);
    const { body } = await streamWhole(requests, { href: '/f', sizeBytes: wholeBytes }, controller.signal);
    const reader = body?.getReader();
    let at = 0;
    const readAll = async () => {
      for (;;) {
        const piece = await reader?.read();
        if (piece?.value === undefined) return;
        const { value } = piece;
        stamps(at, at + value.length, (stamp) => {
          if (value[stamp - at] !== stampAt(stamp)) throw new Error(`byte ${stamp} is another`);
        });
        at += value.length;
        if (at >= most) controller.abort();
      }
    };
    const error: unknown = await readAll().catch((raised: unknown) => raised);
    return { at, error, asked, rest: asked.filter((range) => range.endsWith('-')), signals };
  }

  test('is the same to the last byte, without another request than theirs', async () => {
    const { at, error, asked, rest } = await read({});
    expect({ at, error, rest }).toEqual({ at: wholeBytes, error: undefined, rest: [] });
    expect(asked.length).toBeGreaterThan(20);
  });

  test('comes by one connection again where they do not help, and that is not tried twice', async () => {
    const { at, error, asked, rest } = await read({ gain: 1.2 });
    expect({ at, error }).toEqual({ at: wholeBytes, error: undefined });
    expect(rest).toHaveLength(1);
    expect(asked.at(-1)).toBe(rest[0]);
  });

  test('a short line has one request', async () => {
    expect((await read({ firstByteMs: 10 })).asked).toEqual(['all']);
  });

  const brokenBody = { arrayBuffer: () => Promise.reject(new TypeError('network error')) };
  test.each([
    { what: 'breaks off', given: { response: brokenBody as unknown as Response } },
    { what: 'is all of the file, of a server that ignores ranges', given: { status: 200 } },
    { what: 'is too short', given: { response: { arrayBuffer: async () => new ArrayBuffer(7) } as Response } },
    { what: 'is refused by a server in trouble', given: { answer: 'unsure' as const, status: 503 } },
  ])('a range that $what: the rest comes by one connection, from where it was', async ({ given }) => {
    const { at, error, rest } = await read({ harm: (part) => (part === 5 ? given : undefined) });
    expect({ at, error }).toEqual({ at: wholeBytes, error: undefined });
    expect(rest).toHaveLength(1);
  });

  test('a line whose ranges always break off keeps to one connection', async () => {
    const { at, error, rest } = await read({ harm: () => ({ answer: 'unsure', status: 503 }) });
    expect({ at, error }).toEqual({ at: wholeBytes, error: undefined });
    expect(rest).toHaveLength(1);
  });

  test('ends in words where another object stands there meanwhile, and past the end of its links', async () => {
    const stopped = (given: { readonly answer: 'gone' | 'expired' | 'unsure'; readonly status: number }) => {
      const { requests } = lineOf({});
      let isHarmed = false;
      const get: Requests['get'] = async (stored, wanted, signal) => {
        isHarmed ||=
          wanted.range !== undefined && !wanted.range.startsWith('0-') && Number.parseInt(wanted.range) > 40 * MiB;
        return isHarmed ? { ...given } : requests.get(stored, wanted, signal);
      };
      return streamWhole(
        { ...requests, get },
        { href: '/f', sizeBytes: wholeBytes },
        new AbortController().signal,
      ).then(async ({ body }) => {
        const reader = body?.getReader();
        for (;;) if ((await reader?.read())?.done !== false) return undefined;
      });
    };
    await expect(stopped({ answer: 'unsure', status: 412 })).rejects.toThrow(Damaged);
    await expect(stopped({ answer: 'expired', status: 403 })).rejects.toThrow(new BrokenOff('expired'));
  });

  test('stopped by the reader, every range is', async () => {
    const { error, signals, at } = await read({}, 60 * MiB);
    expect((error as Error).name).toBe('AbortError');
    expect(at).toBeLessThan(70 * MiB);
    expect([...signals].filter(({ aborted }) => !aborted)).toEqual([]);
  });
});
