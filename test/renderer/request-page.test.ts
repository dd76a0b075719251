// The rules of the guest's page that need no browser: what it carries, what answers mean, which slot a file takes, when the page looks again.
import { assert, property, string } from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createGuestLinks } from '../../main/adapters/s3/signing/guest-links';
import { createAlikeSigner } from '../../main/adapters/s3/signing/signer';
import { mostManifestBytes } from '../../main/core/model/requests/file-request';
import { readManifest } from '../../main/core/requests/rules/manifest';
import { buildRequestPage, type SlotLinks } from '../../main/core/requests/rules/request-page';
import { slotKey } from '../../main/core/model/keys/object-key';
import { refusalOf } from '../../renderer/guest/choosing/allowed';
import { answerOf, etagOf, slotAnswer } from '../../renderer/guest/answer';
import { answeredAt, fateOf, type Fate } from '../../renderer/guest/closing';
import { createCondition, lookEveryMs } from '../../renderer/guest/condition';
import { plainBody } from '../../renderer/guest/body';
import type { Queue } from '../../renderer/guest/queue';
import { manifestOf } from '../../renderer/guest/manifest';
import { readRequest, type Request } from '../../renderer/guest/request';
import { sendFile } from '../../renderer/guest/send-file';
import type { Sending, Server } from '../../renderer/guest/server';
import { createSlots, type AskSlot } from '../../renderer/guest/slots';
import { createSpeed } from '../../renderer/request-page/speed';
import { createTotal } from '../../renderer/request-page/total';
import { languageFor } from '../../renderer/request-page/words';
import { nowhere, writePart, type Place } from '../../renderer/guest/take-slot';
import { memoryRequestPage } from '../fakes/memory-share-page';
import { sampleConnection } from '../fakes/samples';
import { anyCharacter } from '../any-character';

const folder = '받은 것/in/AAAAAAAAAAAAAAAAAAAAAA/';
const nowMs = Date.UTC(2026, 10, 27, 12);
const minuteMs = 60_000;
const origin = 'https://storage.example';

interface PageChange {
  readonly way?: 'forms' | 'put';
  /** Manifests are written by PUTs of one length. */
  readonly claims?: 'put';
  readonly state?: Request['state'];
  readonly leaseEndsAtMs?: number;
  readonly slots?: readonly number[];
  readonly asker?: string;
}

/** A page as Mayfly writes it, and the links it was made from. */
async function pageOf({
  way = 'forms',
  claims,
  state = 'open',
  slots = [1, 2, 3],
  leaseEndsAtMs,
  asker,
}: PageChange = {}) {
  const connection = { ...sampleConnection, endpoint: origin, addressing: 'path' } as const;
  const credentials = { accessKeyId: 'AKID', secretAccessKey: 'secret' };
  const links = createGuestLinks({
    connection,
    credentials: () => credentials,
    sign: createAlikeSigner(connection, credentials),
    now: () => nowMs,
  });
  const until = { signedAtMs: nowMs, lifetimeSeconds: 3600 };
  const contentType = 'application/octet-stream';
  const signed: SlotLinks[] = [];
  for (const slot of slots) {
    const write = (part: 'about' | 'data') => {
      const key = slotKey(folder, slot, part);
      if (claims !== undefined && part === 'about') {
        return links.signWrite({ key, contentType, isNew: true, contentLength: mostManifestBytes, ...until });
      }
      return way === 'forms'
        ? links.signForm({
            key,
            contentType,
            leastBytes: 0,
            mostBytes: 10,
            signedAtMs: nowMs,
            expiresAtMs: nowMs + 3_600_000,
          })
        : links.signWrite({ key, contentType, isNew: true, ...until });
    };
    signed.push({
      slot,
      folder,
      isTaken: await links.signHead({ key: slotKey(folder, slot, 'about'), ...until }),
      about: await write('about'),
      data: await write('data'),
    });
  }
  const html = buildRequestPage(memoryRequestPage, {
    title: 'x',
    ...(asker !== undefined && { asker }),
    state,
    way,
    limits: { files: 3, bytes: 10, types: 'any' },
    isOnce: false,
    createdAtMs: nowMs,
    expiresAtMs: nowMs + 86_400_000,
    leaseEndsAtMs: leaseEndsAtMs ?? nowMs + 3_600_000,
    slots: signed,
  });
  return { html, signed };
}

async function requestOf(change?: PageChange): Promise<Request> {
  const request = readRequest((await pageOf(change)).html);
  if (request === undefined) throw new Error('the page was not read');
  return request;
}

describe('what the page carries', () => {
  test.each([
    ['forms', undefined],
    ['forms', 'put'],
    ['put', undefined],
  ] as const)('is every write exactly as it was signed: %s, manifests by %s', async (way, claims) => {
    const { html, signed } = await pageOf({ way, ...(claims && { claims }) });
    const request = readRequest(html);
    expect(request?.slots).toEqual([1, 2, 3]);
    for (const { slot, isTaken, about, data } of signed) {
      expect(sorted(origin + (request?.taken(slot) ?? ''))).toBe(sorted(isTaken.url));
      for (const [part, link] of [
        ['about', about],
        ['data', data],
      ] as const) {
        const write = request?.write(slot, part);
        expect(sorted(origin + (write?.url ?? ''))).toBe(sorted(link.url));
        const length = write?.kind === 'put' && write.bytes !== undefined ? [['content-length', `${write.bytes}`]] : [];
        const carried = write?.kind === 'form' ? write.fields : [...(write?.headers ?? []), ...length];
        expect(Object.fromEntries(carried ?? [])).toEqual('fields' in link ? link.fields : link.headers);
      }
    }
  });

  test('is who asks, as text and in one place', async () => {
    const { html } = await pageOf({ asker: ' <b>Kim</b> \u202eMinji ' });
    const doc = new DOMParser().parseFromString(html, 'text/html');
    expect(doc.querySelector('#asker')?.innerHTML).toBe('&lt;b&gt;Kim&lt;/b&gt; \ufffdMinji');
    expect(html.match(/Minji/g)).toHaveLength(1);
  });

  test.each(['', '<html>', '<script type="application/json" id="data">{</script>', '<Error><Code>x</Code></Error>'])(
    'is nothing in %j',
    (html) => {
      expect(readRequest(html)).toBeUndefined();
    },
  );
});

/** The order of a query's parameters means nothing. */
const sorted = (url: string): string => {
  const { origin: host, pathname, search } = new URL(url);
  return [host, pathname, ...search.slice(1).split('&').sort()].join(' ');
};

test.each([
  ['form', 201, '', '', 'stored'],
  ['form', 200, 'e', '', 'refused'],
  ['form', 204, 'e', '', 'refused'],
  ['put', 200, 'e', '', 'stored'],
  // A proxy's own page, say.
  ['put', 200, '', '<html>', 'refused'],
  ['put', 412, '', '', 'taken'],
  ['put', 409, '', '', 'taken'],
  ['form', 400, '', '<Error><Code>EntityTooLarge</Code></Error>', 'too-large'],
  ['form', 403, '', '<Error><Code>AccessDenied</Code></Error>', 'refused'],
  ['form', 503, '', '', 'trouble'],
  ['put', 507, '', '', 'storage-full'],
  ['form', 0, '', '', 'unreachable'],
] as const)('a %s answered with %i, ETag %j, %j: %s', (kind, status, etag, body, answer) => {
  expect(answerOf(kind, { status, etag, body }, false)).toBe(answer);
});

test('after the end of the slots a refusal is their end', () => {
  expect(answerOf('form', { status: 403, etag: '', body: '' }, true)).toBe('lapsed');
  expect([slotAnswer(403, true), slotAnswer(403, false), slotAnswer(404, true)]).toEqual(['lapsed', 'free', 'free']);
  expect([etagOf('"a"', ''), etagOf(null, '<ETag>&quot;b&quot;</ETag>')]).toEqual(['a', 'b']);
});

test('an answer that is dated when its request came was given when it came', () => {
  expect([answeredAt(10_000, 10_900), answeredAt(10_000, 60_000), answeredAt(undefined, 60_000)]).toEqual([
    10_000,
    60_000,
    undefined,
  ]);
});

test.each<[what: string, beganAtMs: number, answeredAtMs: number | undefined, closedAtMs: number | undefined, Fate]>([
  ['before', 1_000, 5_000, 9_000, 'received'],
  ['within the second of the closing', 1_000, 9_000, 9_000, 'received'],
  ['after the closing, from before it', 1_000, 10_000, 9_000, 'unsure'],
  ['after the closing, from about then', 11_900, 20_000, 9_000, 'unsure'],
  ['from after the closing', 12_001, 20_000, 9_000, 'late'],
  ['by a server that tells no time, from before', 1_000, undefined, 9_000, 'unsure'],
  ['by a server that tells no time, from after', 20_000, undefined, 9_000, 'late'],
  ['while nobody knows when it was closed', 1_000, 5_000, undefined, 'unsure'],
])('a file of a closed request that was answered %s', (_what, beganAtMs, answeredAtMs, closedAtMs, fate) => {
  expect(fateOf({ beganAtMs, answeredAtMs }, closedAtMs)).toBe(fate);
});

const bytesOf = (start: string) => Buffer.from(start, 'latin1');
const gif = bytesOf('GIF89a');

test.each([
  [gif, 10, 'pictures', 1, undefined],
  [bytesOf('a text that is called fake.png'), 10, 'pictures', 1, 'pictures'],
  [bytesOf('%PDF-'), 10, 'documents', 1, undefined],
  [bytesOf('MZ\0'), 10, 'documents', 1, 'documents'],
  [undefined, 10, 'documents', 1, 'unreadable'],
  [gif, 11, 'pictures', 1, 'large'],
  [undefined, 11, 'any', 1, 'large'],
  [undefined, 10, 'any', 0, 'many'],
] as const)(
  'a file that begins %j, of %i bytes, asked for %s with room for %i: %s',
  (start, size, types, room, why) => {
    expect(refusalOf({ file: { size }, start }, { files: 3, bytes: 10, types }, room)).toBe(why);
  },
);

test('a manifest of any words has a slot’s size at most, and is read', () => {
  const words = string({ unit: anyCharacter, maxLength: 700 });
  assert(
    property(words, words, words, (name, sender, note) => {
      const said = { name, type: 'x'.repeat(300), batch: 'b', count: 3, sender, note };
      const bytes = new TextEncoder().encode(manifestOf(said, 5_000_000_000_000, 'n'.repeat(22)));
      expect(bytes.length).toBeLessThanOrEqual(mostManifestBytes);
      expect(readManifest(bytes)).toMatchObject({ batch: 'b', count: 3 });
    }),
  );
  const full = '\u{ffff}'.repeat(2_000);
  const said = { name: full, type: full, batch: 'b'.repeat(22), count: 1000, sender: full, note: full };
  expect(new TextEncoder().encode(manifestOf(said, 5_000_000_000_000, 'n'.repeat(22))).length).toBeLessThanOrEqual(
    mostManifestBytes,
  );
});

test('a manifest is filled up to the length that its PUT has to have', async () => {
  const request = await requestOf({ claims: 'put' });
  const sent: Blob[] = [];
  const server = {
    nowMs: () => nowMs,
    isOver: () => false,
    send: async ({ body }: Sending) => {
      sent.push(body);
      return { status: 200, etag: 'own', body: '' };
    },
  } as unknown as Server;
  const { signal } = new AbortController();
  const said = manifestOf({ name: '한글', type: '', batch: 'b', count: 1, sender: '', note: '' }, 3, 'n');
  const writing = { place: { ...nowhere(), slot: 1 }, signal };
  expect(await writePart(request, server, writing, 'about', new Blob([said]))).toBe('stored');
  expect(await writePart(request, server, writing, 'data', new Blob(['abc']))).toBe('refused');
  const [about = new Blob(), data] = sent;
  expect([about.size, data?.size]).toEqual([mostManifestBytes, 3]);
  expect(readManifest(new Uint8Array(await about.arrayBuffer()))).toMatchObject({ name: '한글', sizeBytes: 3 });
});

test('speed is that of the last seconds, and unknown at first', () => {
  const speed = createSpeed();
  speed.note(0, 0);
  speed.note(100, 1_000);
  expect(speed.perSecond()).toBeUndefined();
  for (let second = 1; second <= 20; second += 1) speed.note(second * 1_000, second < 10 ? 0 : (second - 9) * 500);
  expect(speed.perSecond()).toBeCloseTo(500);
  // A file began again.
  speed.note(21_000, 0);
  expect(speed.perSecond()).toBeUndefined();
});

/** The bar of a running queue that holds `items`. */
function barOf(items: readonly object[], presence: 'on' | 'off') {
  const queue = { items: () => items, mode: () => 'running', needsReceiver: () => true } as unknown as Queue;
  document.body.append(Object.assign(document.createElement('p'), { id: 'done' }));
  return createTotal(
    queue,
    languageFor('en-GB'),
    () => presence,
    () => undefined,
  );
}

test('the speed of all files leaves out what was waited for the receiving computer', () => {
  const small = { file: { size: 3 }, path: 'a', state: 'received', sentBytes: 3, keptBytes: 0, goesOn: false };
  const large = { file: { size: 300e6 }, path: 'b', state: 'sending', stage: 'asking', sentBytes: 0, keptBytes: 0 };
  const total = barOf([small, large], 'on');
  const now = vi.spyOn(performance, 'now');
  for (const [second, stage, sentBytes] of [
    [0, 'asking', 0],
    [5, 'asking', 0],
    [6, 'sending', 0],
    [7, 'sending', 20e6],
    [8, 'sending', 40e6],
  ] as const) {
    now.mockReturnValue(second * 1000);
    Object.assign(large, { stage, sentBytes });
    total.refresh();
  }
  expect(total.element.textContent).toContain('20 MB/s, 13 sec left');
  now.mockRestore();
});

test.each([
  ['the last file is whole and waits for the word', ['received', 'confirming'], 'Nothing is left to send. Keep'],
  ['another is still on its way', ['confirming', 'sending'], 'Sending. Keep'],
  ['one failed', ['failed', 'sending', 'waiting'], 'Sending. Keep'],
  ['the page looks whether the request is open', ['failed', 'received'], 'Nothing is left to send. Keep'],
])('the bar says that files are sent while one still has to be: %s', (_, all, told) => {
  const items = all.map((is, at) => ({
    file: { size: 3 },
    path: `${at}`,
    ...(is === 'confirming' ? { state: 'sending', stage: is } : { state: is }),
    sentBytes: 0,
    keptBytes: 0,
  }));
  const total = barOf(items, 'off');
  total.refresh();
  expect(total.element.querySelector('.told')?.textContent).toContain(told);
});

test('a page that the browser translated is written again only when something else is to be said', () => {
  const total = barOf([{ file: { size: 3 }, path: 'a', state: 'sending', sentBytes: 0, keptBytes: 0 }], 'on');
  total.refresh();
  for (const place of total.element.querySelectorAll('[role="status"]')) {
    const font = document.createElement('font');
    font.textContent = 'translated';
    place.replaceChildren(font);
  }
  total.refresh();
  const said = Array.from(total.element.querySelectorAll('[role="status"]'), ({ textContent }) => textContent);
  expect(said).toEqual(['translated', 'translated']);
});

describe('a slot', () => {
  const { signal } = new AbortController();
  const answers =
    (taken: readonly number[], asked: number[] = []): AskSlot =>
    async (href) => {
      const slot = Number(/\/(\d{4})\/about/.exec(href)?.[1]);
      asked.push(slot);
      return taken.includes(slot) ? 'taken' : 'free';
    };

  test('is a random free one; that of the form without script comes last', async () => {
    const request = await requestOf();
    const asked: number[] = [];
    const slots = createSlots(answers([1], asked), () => 0);
    expect(slots.left(request)).toBe(3);
    expect(await slots.claim(request, signal)).toEqual({ slot: 2 });
    expect(await slots.claim(request, signal)).toEqual({ slot: 3 });
    expect(await slots.claim(request, signal)).toBe('full');
    expect([asked, slots.left(request)]).toEqual([[1, 2, 3], 0]);
  });

  test('is never that of another file of this page', async () => {
    const request = await requestOf();
    const slots = createSlots(answers([]));
    const claims = await Promise.all([1, 2, 3].map(() => slots.claim(request, signal)));
    expect(new Set(claims.map((claim) => (typeof claim === 'string' ? claim : claim.slot))).size).toBe(3);
  });

  test.each(['lapsed', 'unreachable', 'trouble'] as const)('that answers %s is not used up', async (answer) => {
    const request = await requestOf();
    const slots = createSlots(async () => answer);
    expect([await slots.claim(request, signal), slots.left(request)]).toEqual([answer, 3]);
  });
});

describe('one file', () => {
  type Reply = { readonly status: number; readonly etag?: string };
  const stored: Reply = { status: 201, etag: 'own' };
  /** Answers in turn; `heads` are those of manifests. */
  const serverOf = (sends: readonly Reply[], heads: readonly Reply[] = []) => {
    const log: string[] = [];
    const [sent, headed] = [[...sends], [...heads]];
    const server: Server = {
      nowMs: () => nowMs,
      isOver: (endMs) => nowMs >= endMs,
      head: async () => ({ etag: '', ...(headed.shift() ?? { status: 404 }) }),
      async send({ write, body, onProgress }: Sending) {
        const key = write.kind === 'form' ? (write.fields[0]?.[1] ?? '') : write.url;
        log.push(/(\d{4}\/(?:about|data))/.exec(key)?.[1] ?? key);
        onProgress?.(body.size);
        return { etag: '', body: '', ...(sent.shift() ?? { status: 0 }) };
      },
      get: async () => ({ status: 404, etag: '', body: new ArrayBuffer(0) }),
      page: async () => ({ status: 200, html: '' }),
    };
    return { server, log };
  };
  const five = new File(['12345'], 'a');
  const sendOne = async (
    { server }: Pick<ReturnType<typeof serverOf>, 'server'>,
    request: Request,
    place: Place = nowhere(),
    slots = createSlots(
      async () => 'free',
      () => 0,
    ),
  ) =>
    sendFile(request, server, slots, {
      file: five,
      body: plainBody(five),
      about: { name: 'a', type: '', batch: 'b', count: 1, sender: '', note: '' },
      place,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });

  test('is received when its manifest and its bytes were, in this order', async () => {
    const { server, log } = serverOf(
      [stored, stored],
      [
        { status: 200, etag: 'own' },
        { status: 200, etag: 'own' },
      ],
    );
    expect(await sendOne({ server }, await requestOf())).toBe('received');
    expect(log).toEqual(['0001/about', '0001/data']);
  });

  test('goes to another slot when another guest’s manifest is there afterwards', async () => {
    const other = { status: 200, etag: 'other' };
    const own = { status: 200, etag: 'own' };
    const { server, log } = serverOf([stored, stored, stored, stored], [own, other, own, own]);
    expect(await sendOne({ server }, await requestOf())).toBe('received');
    expect(log).toEqual(['0001/about', '0001/data', '0002/about', '0002/data']);
  });

  test.each([
    [{ status: 0 }, 'unreachable'],
    [{ status: 204 }, 'refused'],
    [{ status: 200, etag: 'x' }, 'refused'],
    [{ status: 500 }, 'trouble'],
    [{ status: 413 }, 'too-large'],
  ] as const)('is not received by %j', async (reply, outcome) => {
    expect(await sendOne(serverOf([stored, reply]), await requestOf())).toBe(outcome);
  });

  test('goes on in its slot after a lost answer, and describes itself once', async () => {
    const request = await requestOf();
    const place = nowhere();
    const slots = createSlots(async () => 'free');
    expect(await sendOne(serverOf([stored, { status: 0 }]), request, place, slots)).toBe('unreachable');
    const { slot } = place;
    const again = serverOf([stored]);
    expect(await sendOne(again, request, place, slots)).toBe('received');
    expect(again.log).toEqual([`000${String(slot)}/data`]);
  });

  test('by PUT: a key that is stored already is its own only when all bytes had left before', async () => {
    const request = await requestOf({ way: 'put' });
    const put = { status: 200, etag: 'own' };
    const place = nowhere();
    const slots = createSlots(
      async () => 'free',
      () => 0,
    );
    expect(await sendOne(serverOf([put, { status: 0 }]), request, place, slots)).toBe('unreachable');
    expect(await sendOne(serverOf([{ status: 412 }]), request, place, slots)).toBe('received');
    const { server, log } = serverOf([put, { status: 412 }, put, put]);
    expect(await sendOne({ server }, request)).toBe('received');
    expect(log).toEqual(['0001/about', '0001/data', '0002/about', '0002/data']);
  });

  test('is not sent to slots that have ended', async () => {
    const { server, log } = serverOf([]);
    expect([await sendOne({ server }, await requestOf({ leaseEndsAtMs: nowMs - 1 })), log]).toEqual(['lapsed', []]);
  });
});

describe('the condition of the page', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.setSystemTime(nowMs);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  type Page = { readonly status: number; readonly html?: string };
  const start = async (change: PageChange, pages: Page[]) => {
    let asked = 0;
    const server: Server = {
      nowMs: Date.now,
      isOver: (endMs) => Date.now() >= endMs,
      head: async () => ({ status: 404, etag: '' }),
      get: async () => ({ status: 404, etag: '', body: new ArrayBuffer(0) }),
      send: async () => ({ status: 0, etag: '', body: '' }),
      async page() {
        asked += 1;
        return { html: '', ...(pages.length > 1 ? pages.shift() : pages[0]) } as { status: number; html: string };
      },
    };
    const condition = createCondition(await requestOf(change), server, () => navigator.onLine);
    const seen: string[] = [];
    condition.onChange(() => seen.push(condition.now()));
    return { condition, seen, asked: () => asked };
  };

  test('its slots end: it looks each minute, and takes the new ones', async () => {
    const leaseEndsAtMs = nowMs + minuteMs;
    const old = { status: 200, html: (await pageOf({ leaseEndsAtMs })).html };
    const fresh = { status: 200, html: (await pageOf({ slots: [4, 5], leaseEndsAtMs: nowMs + 9_000_000 })).html };
    const { condition, seen, asked } = await start({ leaseEndsAtMs }, [old, old, old, fresh]);
    await condition.look();
    expect(condition.now()).toBe('open');
    await vi.advanceTimersByTimeAsync(minuteMs);
    expect([condition.now(), asked()]).toEqual(['lapsed', 2]);
    await vi.advanceTimersByTimeAsync(lookEveryMs);
    expect([condition.now(), asked()]).toEqual(['lapsed', 3]);
    await vi.advanceTimersByTimeAsync(lookEveryMs);
    expect([condition.now(), condition.request().slots]).toEqual(['open', [4, 5]]);
    expect(seen).toEqual(['lapsed', 'open']);
  });

  test.each([
    ['closed', { status: 200 }, 'closed'],
    ['there no more', { status: 404 }, 'gone'],
    ['forbidden before its end', { status: 403 }, 'gone'],
    ['another page altogether', { status: 200 }, 'silent'],
    ['a server in trouble', { status: 503 }, 'silent'],
  ] as const)('%s', async (what, page, wanted) => {
    const html = what === 'closed' ? (await pageOf({ state: 'closed', slots: [] })).html : '<html>';
    const { condition } = await start({}, [{ ...page, html }]);
    await condition.look();
    expect(condition.now()).toBe(wanted);
  });

  test('a refusal after the end is the end, and no late answer undoes it', async () => {
    const { html } = await pageOf();
    const { condition } = await start({}, [{ status: 403 }, { status: 200, html }]);
    vi.setSystemTime(nowMs + 86_400_000);
    await condition.look();
    await condition.look();
    condition.answered();
    expect(condition.now()).toBe('ended');
  });

  test('without an answer it asks again after growing pauses, and stops when one came', async () => {
    const { html } = await pageOf();
    const { condition, asked } = await start({}, [{ status: 0 }, { status: 0 }, { status: 0 }, { status: 200, html }]);
    condition.unanswered(false);
    expect(condition.now()).toBe('silent');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked()).toBe(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(asked()).toBe(2);
    await vi.advanceTimersByTimeAsync(4_000 + 8_000);
    expect([condition.now(), asked()]).toEqual(['open', 4]);
  });
});

test('a whole file is sent as it is, for the browser’s network process to read', async () => {
  const file = new File(['12345'], 'five');
  const { bytes } = plainBody(file);
  expect(await bytes(0, 5)).toBe(file);
  expect(await (await bytes(1, 3)).text()).toBe('23');
});
