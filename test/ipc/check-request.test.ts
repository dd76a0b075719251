// Nobody but our own page gets through the border, and nothing but what the contract says.
import { anything, array, assert, asyncProperty, constantFrom } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { requests, type Channel } from '../../preload/contract';
import { isOwnCaller, type Caller } from '../../main/ipc/check-request';
import { intentOfMessage } from '../../main/shell/startup/second-instance';
import { nobodyNearby, type ReceivedFromDevice } from '../../main/core/model/devices/nearby';
import { noReach } from '../../main/core/model/nearby/network-reach';
import { Failure } from '../../main/core/model/failure';
import { countArrivals } from '../../main/core/model/requests/file-request';
import { sampleArrival, sampleFileRequest, sampleDoor, sampleShare } from '../fakes/samples';
import { createBorder, draft, goodPayloads } from './border';
import { volume } from '../volume';

const channels = Object.keys(requests) as Channel[];
const page = { origin: 'mayfly-app://window', isOwnWindow: (id: number) => id === 7 };
const frame = { origin: 'mayfly-app://window', parent: null, detached: false };
const own: Caller = { sender: { id: 7 }, senderFrame: frame };

const vanished: Caller = {
  sender: { id: 7 },
  get senderFrame(): never {
    throw new Error('Render frame was disposed before WebFrameMain could be accessed');
  },
};

describe('who is calling', () => {
  test('the top frame of our own window on our own origin is let in', () => {
    expect(isOwnCaller(own, page)).toBe(true);
  });

  test('so is the present frame of a window whose page crashed and was loaded again', () => {
    const again = { ...frame, detached: true };
    expect(isOwnCaller({ sender: { id: 7, mainFrame: again }, senderFrame: again }, page)).toBe(true);
    expect(isOwnCaller({ sender: { id: 7, mainFrame: frame }, senderFrame: again }, page)).toBe(false);
  });

  test.each<[string, Caller]>([
    ['a frame inside our page', { ...own, senderFrame: { ...frame, parent: frame } }],
    ['a page of the web', { ...own, senderFrame: { ...frame, origin: 'https://example.com' } }],
    ['a file', { ...own, senderFrame: { ...frame, origin: 'file://' } }],
    ['a sandboxed document', { ...own, senderFrame: { ...frame, origin: 'null' } }],
    ['our scheme under another host', { ...own, senderFrame: { ...frame, origin: 'mayfly-app://window.evil' } }],
    ['our origin with more behind it', { ...own, senderFrame: { ...frame, origin: 'mayfly-app://window@evil' } }],
    ['our origin in other letters', { ...own, senderFrame: { ...frame, origin: 'MAYFLY-APP://window' } }],
    ['another window', { sender: { id: 8 }, senderFrame: frame }],
    ['a frame that was replaced', { ...own, senderFrame: { ...frame, detached: true } }],
    ['a frame that is gone', { ...own, senderFrame: null }],
    ['a frame that cannot be asked any more', vanished],
  ])('%s is refused', (_name, caller) => {
    expect(isOwnCaller(caller, page)).toBe(false);
  });
});

const homeAddress = {
  interfaceName: 'wlan0',
  address: '192.168.1.5',
  family: 4,
  kind: 'private',
  via: 'network',
} as const;

const received: ReceivedFromDevice = {
  id: 'r1',
  alias: 'Pixel',
  atMs: 0,
  folder: '/in',
  files: [{ name: 'a', path: '/in/a', sizeBytes: 1, sha256: 'ab' }],
  missingCount: 0,
};

describe('what is sent', () => {
  test.each(channels.filter((channel) => channel !== 'files:share-unstored'))('%s is served', async (channel) => {
    const request = { ...sampleFileRequest, id: 'r1' };
    const { ask, app } = createBorder({
      shares: [{ ...sampleShare, id: 's1', source: { path: '/a.txt' } }],
      doors: [{ ...sampleDoor, targetId: 's1' }],
      fileRequests: [{ request, counts: countArrivals([]) }],
      reach: { ...noReach, offered: [homeAddress] },
      nearby: { ...nobodyNearby, received: [received] },
    });
    app.arrivals = [sampleArrival];
    expect(await ask(channel, goodPayloads[channel])).toMatchObject({ ok: true });
  });

  // Once more than ten thousand were refused by the window, and opened the window without a word at a second start.
  test('tens of thousands of files are shared, dropped or given to a second start', async () => {
    const paths = Array.from({ length: 30_000 }, (_, index) => `/a/${index}`);
    const { ask } = createBorder();
    expect(await ask('files:share', { ...Object(goodPayloads['files:share']), paths })).toMatchObject({ ok: true });
    const intent = { kind: 'share', paths, quiet: false };
    expect(intentOfMessage({ intent })).toEqual(intent);
  });

  test('a file that is not on this computer is refused with its name', async () => {
    const { ask } = createBorder();
    expect(await ask('files:share-unstored', { name: 'mail.eml' })).toMatchObject({
      ok: false,
      failure: { code: 'file-not-stored', message: expect.stringContaining('“mail.eml” is not stored') },
    });
  });

  const hostile: readonly unknown[] = [
    null,
    0,
    '',
    'x',
    [],
    {},
    [[]],
    JSON.parse('{"__proto__":{"uploadId":"u1"}}'),
    { uploadId: 1 },
    { uploadId: '' },
    { uploadId: 'x'.repeat(65) },
    { uploadId: 'u1', extra: 1 },
    { shareId: { toString: () => 's1' } },
    { connectionId: ['c1'] },
    { noticeId: null },
    { paths: [], options: {} },
    { paths: ['/a'], options: { inline: 'yes' } },
    { paths: Array.from({ length: 100_001 }, () => '/a'), options: {} },
    { paths: ['x'.repeat(32_768)], options: {} },
    { paths: '/etc/passwd', options: {} },
    { draft: { ...draft, secretAccessKey: 'x'.repeat(1_025) }, forSessionOnly: false },
    { draft: { ...draft, evil: true }, forSessionOnly: false },
    { draft: { ...draft, name: 'x'.repeat(101) }, forSessionOnly: false },
    { shareId: 's1', form: 'pdf' },
    { shareId: 's1', day: '30 June' },
    { shareId: 's1', expirySeconds: 7_776_001 },
    { options: { message: 'x'.repeat(2_001) } },
    { linkForm: 'template', linkTemplate: 'x'.repeat(2_001) },
    { theme: 'pink' },
    { expirySeconds: 0 },
  ];

  test.each(channels)('%s refuses every hostile payload and calls nothing', async (channel) => {
    const { ask, app } = createBorder();
    for (const payload of hostile) {
      // `{}` is a settings change that changes nothing, and `[]` is not an object at all.
      if (channel.startsWith('settings:save') && JSON.stringify(payload) === '{}') continue;
      const outcome = await ask(channel, payload);
      expect({ payload, outcome }).toMatchObject({
        outcome: { ok: false, failure: { code: expect.stringMatching(/^(bad-request|expiry-out-of-range)$/) } },
      });
    }
    expect(app.calls).toEqual([]);
  });

  test.each(channels)('%s refuses a second argument', async (channel) => {
    const { ask, app } = createBorder();
    expect(await ask(channel, goodPayloads[channel], 'more')).toMatchObject({
      ok: false,
      failure: { code: 'bad-request' },
    });
    expect(app.calls).toEqual([]);
  });

  test('whatever is sent, the answer is an Outcome and never a rejection', async () => {
    const { ask } = createBorder();
    await assert(
      asyncProperty(constantFrom(...channels), array(anything(), { maxLength: 3 }), async (channel, args) => {
        expect(await ask(channel, ...args)).toHaveProperty('ok');
      }),
      { numRuns: volume(1_000) },
    );
  });

  test.each([0, -1, 1.5, 604_801, 'abc', Number.NaN, Number.POSITIVE_INFINITY, null])(
    'an expiry of %s is refused with the range as the reason',
    async (expirySeconds) => {
      const { ask } = createBorder();
      expect(await ask('settings:save', { expirySeconds })).toMatchObject({
        ok: false,
        failure: { code: 'expiry-out-of-range' },
      });
    },
  );

  test('a refusal names the field and never quotes its value', async () => {
    const { ask } = createBorder();
    const secretAccessKey = 'CANARY'.repeat(200);
    const outcome = await ask('connections:save', { draft: { ...draft, secretAccessKey }, forSessionOnly: false });
    expect(JSON.stringify(outcome)).toContain('draft.secretAccessKey');
    expect(JSON.stringify(outcome)).not.toContain('CANARY');
  });
});

describe('how it ends', () => {
  test('a failure crosses as data with its words', async () => {
    const { ask, app, reported } = createBorder();
    app.failNext('copyLink', new Failure('link-unproven', { status: 500 }));
    expect(await ask('shares:copy-link', { shareId: 's1' })).toMatchObject({
      ok: false,
      failure: {
        code: 'link-unproven',
        message: expect.stringContaining('500') as string,
        safety: expect.stringMatching(/\.$/) as string,
        next: expect.stringMatching(/\.$/) as string,
        keychain: false,
      },
    });
    expect(reported).toEqual([]);
  });

  test('an unforeseen error is reported here and crosses without its text', async () => {
    const { ask, app, reported } = createBorder();
    app.failNext('revoke', new Error('https://host/?X-Amz-Signature=CANARY'));
    const outcome = await ask('shares:revoke', { shareId: 's1' });
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'unexpected' } });
    expect(JSON.stringify(outcome)).not.toContain('CANARY');
    expect(reported).toHaveLength(1);
  });

  test('a keychain failure is marked, so that the window can offer the two choices', async () => {
    const { ask, app } = createBorder();
    app.failNext('saveConnection', new Failure('keychain-locked'));
    expect(await ask('connections:save', goodPayloads['connections:save'])).toMatchObject({
      ok: false,
      failure: { code: 'keychain-locked', keychain: true },
    });
  });
});
