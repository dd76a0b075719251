// The rules of files that go in parts: what an answer says, which parts are sent, whose word counts, and what a tab remembers.
import { webcrypto } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { haveBits, sealAnswer, type OfferAnswer } from '../../main/core/requests/rules/offer-answer';
import { goesInParts, lookPauseMs, partLink, readAnswer, type Upload } from '../../renderer/guest/ask';
import { plainBody } from '../../renderer/guest/body';
import { openAnswer } from '../../renderer/guest/open-answer';
import { createPresence } from '../../renderer/guest/presence';
import { isSame, placeOf } from '../../renderer/guest/remembered';
import { createRemembered } from '../../renderer/request-page/remembered';
import type { Request } from '../../renderer/guest/request';
import { sendAsked, type AskedFile } from '../../renderer/guest/send-asked';
import type { Got, Headed, Server } from '../../renderer/guest/server';
import { createSlots } from '../../renderer/guest/slots';
import { createTurns } from '../../renderer/guest/turns';
import { vectorAnswer, vectorKey, vectorSealed, vectorSlotKey } from '../core/requests/answer-vector';

const mebibyte = 1_048_576;
const { signal } = new AbortController();
const bufferOf = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

/** Calls of Web Crypto under way, which run on threads of their own. */
const calls = new Set<object>();
function counted<Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) {
  return async (...args: Args): Promise<Result> => {
    const own = {};
    calls.add(own);
    try {
      return await call(...args);
    } finally {
      calls.delete(own);
    }
  };
}

beforeEach(() => {
  const { subtle } = webcrypto;
  vi.stubGlobal('crypto', {
    getRandomValues: webcrypto.getRandomValues.bind(webcrypto),
    subtle: { importKey: counted(subtle.importKey.bind(subtle)), decrypt: counted(subtle.decrypt.bind(subtle)) },
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('an answer', () => {
  test('is opened by the key of its guest, for its slot alone', async () => {
    const sealed = bufferOf(vectorSealed);
    expect(await openAnswer(sealed, vectorKey, vectorSlotKey)).toBe(JSON.stringify(vectorAnswer));
    expect(await openAnswer(sealed, vectorKey, vectorSlotKey.replace('0003', '0004'))).toBeUndefined();
    expect(await openAnswer(sealed, Buffer.alloc(32, 1).toString('base64url'), vectorSlotKey)).toBeUndefined();
    expect(await openAnswer(bufferOf(vectorSealed.subarray(0, -1)), vectorKey, vectorSlotKey)).toBeUndefined();
    expect(await openAnswer(new ArrayBuffer(0), vectorKey, vectorSlotKey)).toBeUndefined();
  });

  test('tells the parts, those that are there, and their links', () => {
    const answer = readAnswer(JSON.stringify(vectorAnswer), 40 * mebibyte) as Upload;
    expect(answer).toMatchObject({ state: 'upload', partBytes: 16 * mebibyte, have: new Set([1, 3]) });
    const hex = Buffer.alloc(32, 'b').toString('hex');
    expect(partLink(answer, 2)).toBe(`${answer.url}&partNumber=2&X-Amz-Signature=${hex}`);
  });

  test.each([
    ['another size', vectorAnswer, 60 * mebibyte],
    ['another host', { ...vectorAnswer, url: '//evil.example/x?' }, 40 * mebibyte],
    ['another version', { ...vectorAnswer, v: 2 }, 40 * mebibyte],
    ['fewer signatures', { ...vectorAnswer, signatures: [] }, 40 * mebibyte],
    ['no bytes a part', { ...vectorAnswer, partBytes: 0 }, 40 * mebibyte],
    ['no state', { v: 1 }, 1],
  ])('of %s is none', (_what, said, size) => {
    expect(readAnswer(JSON.stringify(said), size)).toBeUndefined();
  });
  test('that is no JSON is none', () => expect(readAnswer('<html>', 1)).toBeUndefined());
});

test.each([
  [100, 50, undefined, 'not'],
  [100, 50, 10, 'not'],
  [100, 50, 100, 'may'],
  [100, 200, 150, 'must'],
  [-1, 200, 1, 'must'],
] as const)('one write takes %i bytes, %i are large: a file of %j', (directMostBytes, directBytes, size, how) => {
  const ask = { heartbeat: '', answer: () => undefined, directBytes };
  const request = { directMostBytes, ...(size !== undefined && { ask }) } as unknown as Request;
  expect(goesInParts(request, size ?? 60)).toBe(how);
});

test('looks for answers come after 2, 4, 8 and then 15 seconds', () => {
  expect([0, 1, 2, 3, 9].map(lookPauseMs)).toEqual([2_000, 4_000, 8_000, 15_000, 15_000]);
});

test.each([
  [{ status: 200, etag: '', ageMs: 149_000 }, false, 'on'],
  [{ status: 200, etag: '', ageMs: 150_000 }, false, 'off'],
  [{ status: 404, etag: '' }, false, 'off'],
  [{ status: 403, etag: '' }, false, 'off'],
  [{ status: 403, etag: '' }, true, undefined],
  [{ status: 0, etag: '' }, false, undefined],
  [{ status: 503, etag: '' }, false, undefined],
] as const)('the heartbeat answers %j, its link ended: %j', async (headed: Headed, isOver, presence) => {
  const server = { head: async () => headed, isOver: () => isOver } as unknown as Server;
  const request = { ask: { heartbeat: '/on' }, leaseEndsAtMs: 0 } as unknown as Request;
  expect(
    await createPresence(
      server,
      () => request,
      () => undefined,
    ).look(),
  ).toBe(presence);
});

test('turns: no more at once than there are, first come first, and none for who left', async () => {
  const turns = createTurns(1);
  const first = await turns.take(signal);
  const leaving = new AbortController();
  const left = turns.take(leaving.signal);
  let hadSecond = false;
  const second = turns.take(signal).then((give) => {
    hadSecond = true;
    return give;
  });
  leaving.abort();
  await Promise.resolve();
  expect(hadSecond).toBe(false);
  first();
  await expect(left).rejects.toThrow('aborted');
  (await second)();
  (await turns.take(signal))();
});

describe('what a tab remembers', () => {
  const begun = { path: 'trip/a.mov', size: 9, lastModified: 5, slot: 2, key: vectorKey, batch: 'b' };
  test('is there after a reload, for this page alone, until it is forgotten', () => {
    createRemembered('/page').keep(begun);
    expect(createRemembered('/other').all()).toEqual([]);
    const again = createRemembered('/page');
    expect(again.all()).toEqual([begun]);
    expect(placeOf(begun)).toMatchObject({ slot: 2, described: true, asked: { key: vectorKey } });
    again.forget(2);
    expect(sessionStorage.length).toBe(0);
  });

  test('is that very file only', () => {
    expect(isSame(begun, { name: 'a.mov', size: 9, lastModified: 5 })).toBe(true);
    expect(isSame(begun, { name: 'a.mov', size: 9, lastModified: 6 })).toBe(false);
    expect(isSame(begun, { name: 'a.mov', size: 8, lastModified: 5 })).toBe(false);
    expect(isSame(begun, { name: 'b.mov', size: 9, lastModified: 5 })).toBe(false);
  });

  test('is nothing where the browser keeps nothing, or keeps nonsense', () => {
    const none = createRemembered('/page', () => {
      throw new Error('the browser keeps nothing');
    });
    none.keep(begun);
    expect(none.all()).toEqual([begun]);
    const odd = { getItem: () => '{', setItem: () => undefined, removeItem: () => undefined };
    expect(createRemembered('/page', () => odd).all()).toEqual([]);
  });
});

describe('one file in parts', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const size = 25;
  const link = '/b/in/x/0001/data?X-Amz-Expires=9&uploadId=';
  const upload = (id: string, have: readonly number[] = [], expiresAtMs = 9_999_999_999_999): OfferAnswer => ({
    v: 1,
    state: 'upload',
    partBytes: 10,
    parts: 3,
    url: `${link}${id}`,
    signatures: ['a', 'b', 'c'].map((letter) => Buffer.alloc(32, letter).toString('base64url')),
    have: haveBits(3, have),
    expiresAtMs,
  });
  const received: OfferAnswer = { v: 1, state: 'received', sizeBytes: size };

  /** `answers` come in turn, and the last one stays; `parts` gives the status of a part. */
  const sendOne = async (
    answers: readonly (OfferAnswer | number)[],
    parts: (part: number, attempt: number) => number = () => 200,
    change: Partial<Request> = {},
  ) => {
    const log: string[] = [];
    const stages: string[] = [];
    const left = [...answers];
    let key = '';
    const request: Request = {
      state: 'open',
      limits: { files: 1, bytes: 100, types: 'any' },
      isOnce: false,
      createdAtMs: 0,
      expiresAtMs: 9_999_999_999_999,
      leaseEndsAtMs: 9_999_999_999_999,
      slots: [1],
      taken: () => '/taken',
      write: (_slot, part) => ({ kind: 'put', url: part, headers: [] }),
      dataKey: () => 'in/x/0001/data',
      directMostBytes: -1,
      ask: { heartbeat: '/on', answer: () => '/answer', directBytes: 0 },
      ...change,
    };
    const server: Server = {
      nowMs: () => Date.now(),
      isOver: (endMs) => Date.now() >= endMs,
      head: async () => ({ status: 404, etag: '' }),
      page: async () => ({ status: 200, html: '' }),
      async get(): Promise<Got> {
        const said = left.length > 1 ? left.shift() : left[0];
        if (said === undefined || typeof said === 'number')
          return { status: said ?? 404, etag: '', body: new ArrayBuffer(0) };
        const sealed = sealAnswer(said, key, 'in/x/0001/data', Buffer.alloc(12, 1));
        return { status: 200, etag: '"e"', body: bufferOf(sealed) };
      },
      async send({ write, body }) {
        const part = new URLSearchParams(write.url.split('?')[1]).get('partNumber');
        if (part === null) {
          const said = JSON.parse(await body.text()) as { readonly ask: { readonly key: string } };
          expect(said.ask).toMatchObject({ sizeBytes: size, modifiedAtMs: 7 });
          ({ key } = said.ask);
          return { status: 200, etag: 'about', body: '' };
        }
        const name = `${part}: ${await body.text()}`;
        const status = parts(Number(part), log.filter((one) => one === name).length + 1);
        log.push(name);
        return { status, etag: status === 200 ? 'e' : '', body: '' };
      },
    };
    const place = { begun: new Set<'about'>(), described: false, sentAll: false };
    let told = 0;
    const file = new File(['0123456789abcdefghijABCDE'], 'a', { lastModified: 7 });
    const sent: AskedFile = {
      file,
      body: plainBody(file),
      about: { name: 'a', type: '', batch: 'b', count: 1, sender: '', note: '' },
      place,
      signal,
      onProgress: (bytes) => (told = bytes),
      turns: createTurns(3),
      onStage: (stage) => stages.at(-1) === stage || stages.push(stage),
      onPlace: () => undefined,
    };
    const slots = createSlots(async () => 'free');
    const run = async () => {
      const outcomes: string[] = [];
      void sendAsked(request, server, slots, sent).then((one) => outcomes.push(one));
      for (let turn = 0; turn < 400 && outcomes.length === 0; turn += 1) {
        await vi.advanceTimersByTimeAsync(1_000);
        do await new Promise((later) => void setImmediate(later));
        while (calls.size > 0);
      }
      return outcomes[0];
    };
    return { outcome: await run(), again: run, log, stages, told: () => told, place };
  };

  test('every part once, and received by the word of the receiving computer alone', async () => {
    const { outcome, log, stages, told } = await sendOne([404, upload('u'), upload('u', [1, 2, 3]), received]);
    expect([outcome, told(), stages]).toEqual(['received', size, ['asking', 'sending', 'confirming']]);
    expect(log.toSorted()).toEqual(['1: 0123456789', '2: abcdefghij', '3: ABCDE']);
  });

  test('not received by another size', async () => {
    expect((await sendOne([{ ...received, sizeBytes: size - 1 }])).outcome).toBe('refused');
  });

  test('a part that is there is not sent, one in trouble again', async () => {
    const { outcome, log } = await sendOne([upload('u', [2]), received], (part, attempt) =>
      part === 3 && attempt < 3 ? 503 : 200,
    );
    expect(outcome).toBe('received');
    expect(log.toSorted()).toEqual(['1: 0123456789', '3: ABCDE', '3: ABCDE', '3: ABCDE']);
  });

  test('a lost network: what was stored stays so', async () => {
    let isAway = true;
    const sent = await sendOne([upload('u')], (part) => (isAway && part > 1 ? 0 : 200));
    expect([sent.outcome, sent.told()]).toEqual(['unreachable', 10]);
    isAway = false;
    sent.log.length = 0;
    // All parts are there, and nobody says received yet.
    expect(await sent.again()).toBeUndefined();
    expect(sent.log.toSorted()).toEqual(['2: abcdefghij', '3: ABCDE']);
  });

  test('another upload has none of the parts', async () => {
    const { outcome, log } = await sendOne([upload('u'), upload('other'), received], (part, attempt) =>
      part === 3 && attempt === 1 ? 404 : 200,
    );
    expect([outcome, log.length]).toEqual(['received', 6]);
  });

  test('refused parts are tried with new links, and not for ever', async () => {
    const { outcome, log } = await sendOne([upload('u')], () => 403);
    expect(outcome).toBe('refused');
    expect(log.length).toBeLessThan(40);
  });

  test.each([
    ['too-large', 'too-large'],
    ['full', 'full'],
    ['closed', 'over'],
    ['kind', 'kind'],
    ['of a later version', 'refused'],
  ])('refused as %s', async (reason, outcome) => {
    const refused = { v: 1, state: 'refused', reason } as OfferAnswer;
    expect((await sendOne([404, refused])).outcome).toBe(outcome);
  });

  test('three minutes without an answer: in one write where it fits, else it waits', async () => {
    expect((await sendOne([404], undefined, { directMostBytes: 100 })).outcome).toBe('direct');
    expect((await sendOne([404])).outcome).toBeUndefined();
  });

  test('the end of the page’s signatures is not waited over', async () => {
    expect((await sendOne([404], undefined, { leaseEndsAtMs: Date.now() + 5_000 })).outcome).toBe('lapsed');
  });
});
