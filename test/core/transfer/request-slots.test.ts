// A connection's own limit holds its transfers and nobody else's, and both limits hold together; more requests go at once while that brings more.
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import { createSlotPool } from '../../../main/core/transfer/request-slots';

const forever = new AbortController().signal;

/** A body under way until it is told to end. */
function body() {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { ended, end };
}

describe('a limit of one connection', () => {
  test('lets no second body of it join, and bodies of others pass', async () => {
    const slots = createSlotPool(() => 0, { bytesPerSecond: 0, parallel: 8, ofConnections: { slow: 100 } });
    const began: string[] = [];
    const bodies = new Map<string, ReturnType<typeof body>>();
    const send = (connectionId: string, name: string) => {
      const sent = body();
      bodies.set(name, sent);
      return slots.of(connectionId).acquire(forever, 1_000, () => {
        began.push(name);
        return sent.ended;
      });
    };
    const all = [send('slow', 's1'), send('slow', 's2'), send('fast', 'f1'), send('fast', 'f2')];
    await turn();
    expect(began).toEqual(['s1', 'f1', 'f2']);
    bodies.get('f1')?.end();
    await turn();
    expect(began).toEqual(['s1', 'f1', 'f2']);
    bodies.get('s1')?.end();
    await turn();
    expect(began).toEqual(['s1', 'f1', 'f2', 's2']);
    for (const { end } of bodies.values()) end();
    await Promise.all(all);
  });

  test.each([
    ['its own', { bytesPerSecond: 0, ofConnections: { slow: 100 } }],
    ['that of all', { bytesPerSecond: 100 }],
  ])('%s lets bodies of a second in all pass the parts of a large file', async (_whose, limits) => {
    const slots = createSlotPool(() => 0, { parallel: 8, ...limits });
    const began: string[] = [];
    const bodies = new Map<string, ReturnType<typeof body>>();
    const send = (name: string, bytes: number) => {
      const sent = body();
      bodies.set(name, sent);
      return slots.of('slow').acquire(forever, bytes, () => {
        began.push(name);
        return sent.ended;
      });
    };
    const all = [send('part 1', 1_000), send('part 2', 1_000), send('note', 3), send('letter', 100), send('song', 101)];
    await turn();
    expect(began).toEqual(['part 1', 'note']);
    bodies.get('note')?.end();
    await turn();
    expect(began).toEqual(['part 1', 'note', 'letter']);
    bodies.get('part 1')?.end();
    await turn();
    expect(began, 'nobody waits for ever').toEqual(['part 1', 'note', 'letter', 'part 2']);
    for (const { end } of bodies.values()) end();
    await Promise.all(all);
    expect(began.at(-1)).toBe('song');
  });

  test('lets twenty small files of a second go beside a large one at once, and then the next part', async () => {
    const slots = createSlotPool(() => 0, { parallel: 64, bytesPerSecond: 100 }).of('slow', 64);
    const under = new Map<string, ReturnType<typeof body>>();
    const send = (name: string, bytes: number) => {
      const sent = body();
      return slots.acquire(forever, bytes, () => {
        under.set(name, sent);
        return sent.ended.finally(() => under.delete(name));
      });
    };
    const all = [send('part 1', 1_000), send('part 2', 1_000)];
    all.push(...Array.from({ length: 40 }, (_, index) => send(`note ${index}`, 5)));
    await turn();
    expect([...under.keys()]).toEqual(['part 1', ...Array.from({ length: 20 }, (_, index) => `note ${index}`)]);
    under.get('part 1')?.end();
    await turn();
    expect([...under.keys()].at(-1), 'those that pass leave room for it').toBe('part 2');
    while (under.size > 0) {
      for (const { end } of under.values()) end();
      await turn();
    }
    await Promise.all(all);
  });

  test('is taken away from whoever waits for it', async () => {
    const slots = createSlotPool(() => 0, { bytesPerSecond: 0, parallel: 8, ofConnections: { slow: 100 } });
    const first = body();
    const sending = slots.of('slow').acquire(forever, 1_000, () => first.ended);
    let began = false;
    const waiting = slots.of('slow').acquire(forever, 1_000, async () => {
      began = true;
    });
    await turn();
    expect(began).toBe(false);
    slots.setLimits({ bytesPerSecond: 0, parallel: 8 });
    await waiting;
    first.end();
    await sending;
    expect(began).toBe(true);
  });

  /** How long bytes must wait, as the timer was asked: the clock stands still. */
  const waits = async (limits: { readonly bytesPerSecond: number; readonly ofConnections: Record<string, number> }) => {
    let nowMs = 0;
    const slots = createSlotPool(() => nowMs, { parallel: 8, ...limits });
    const rate = (connectionId: string) => {
      const { pace } = slots.of(connectionId);
      let sent = 0;
      // Two seconds in steps of 10 ms, each sending what may go at once.
      for (nowMs = 0; nowMs < 2_000; nowMs += 10) while (pace(100) === undefined && sent < 1_000_000) sent += 100;
      slots.setLimits({ parallel: 8, ...limits });
      return sent;
    };
    const rates = { own: rate('slow'), other: rate('fast') };
    // Ends the timers of those that were held.
    slots.setLimits({ bytesPerSecond: 0, parallel: 8 });
    return rates;
  };

  test('paces its own bytes only', async () => {
    const { own, other } = await waits({ bytesPerSecond: 0, ofConnections: { slow: 10_000 } });
    expect(own).toBeLessThanOrEqual(23_000);
    expect(other).toBe(1_000_000);
  });

  test('and the limit for all hold together: the slower one decides', async () => {
    const slower = await waits({ bytesPerSecond: 50_000, ofConnections: { slow: 10_000 } });
    expect(slower.own).toBeLessThanOrEqual(23_000);
    expect(slower.other).toBeLessThanOrEqual(115_000);
    expect(slower.other).toBeGreaterThan(slower.own);
    const faster = await waits({ bytesPerSecond: 10_000, ofConnections: { slow: 50_000 } });
    expect(faster.own).toBeLessThanOrEqual(23_000);
  });
});

describe('a thousand small files', () => {
  const files = 1_000;

  /** A line that answers after 40 ms, and takes at most `widthAtOnce` requests in that time. Gives the limits at the end, and the time it took. */
  const sendAll = async (widthAtOnce: number, from?: number) => {
    let nowMs = 0;
    const pool = createSlotPool(() => nowMs, { bytesPerSecond: 0, parallel: 128 });
    const slots = pool.of('busy', from);
    const idle = pool.of('idle');
    const due: { readonly atMs: number; readonly answer: () => void }[] = [];
    let freeAtMs = 0;
    const answered = () =>
      new Promise<void>((answer) => {
        freeAtMs = Math.max(freeAtMs, nowMs) + 40 / widthAtOnce;
        due.push({ atMs: Math.max(nowMs + 40, freeAtMs), answer });
      });
    const sending = Array.from({ length: files }, () =>
      slots.acquire(forever, 100_000, async () => {
        await answered();
        slots.sent(100_000);
      }),
    );
    await turn();
    while (due.length > 0) {
      nowMs = Math.min(...due.map(({ atMs }) => atMs));
      for (const { answer } of due.filter(({ atMs }) => atMs <= nowMs)) answer();
      due.splice(0, due.length, ...due.filter(({ atMs }) => atMs > nowMs));
      await turn();
    }
    await Promise.all(sending);
    return { limit: slots.limit(), idle: idle.limit(), ms: nowMs };
  };

  test.each([
    ['a wide line is full after two round trips', 1_000, undefined, 128, 440],
    ['a wide line is full at once where the last use ended so', 1_000, 128, 128, 330],
    ['a line of sixteen gets sixteen where the last use ended below', 16, 8, 16, 2_700],
    ['a line of sixteen gets no more than twice as many', 16, undefined, 32, 2_700],
  ])('%s', async (_what, width, from, limit, withinMs) => {
    const found = await sendAll(width, from);
    expect(found).toMatchObject({ limit, idle: 32 });
    expect(found.ms).toBeLessThanOrEqual(withinMs);
  });

  test.each(['throttled', 'timed-out'] as const)(
    'that fail together by %s halve the slots once, and those of no other',
    (code) => {
      let nowMs = 0;
      const pool = createSlotPool(() => nowMs, { bytesPerSecond: 0, parallel: 128 });
      const tired = pool.of('tired', 64);
      const limits = [0, 100, 600].map((atMs) => {
        nowMs = atMs;
        for (let failed = 0; failed < 64; failed += 1) tired.reportFailure(new Failure(code));
        return tired.limit();
      });
      expect([limits, pool.of('other', 64).limit()]).toEqual([[32, 32, 16], 64]);
    },
  );
});
