// The window learns what it shows and nothing that opens, signs or locates.
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  emptyState,
  noticeShown,
  settingsAre,
  shareChanged,
  uploadEnded,
  uploadUpdated,
  type AppState,
} from '../../main/core/state/rules/app-state';
import { noReach } from '../../main/core/model/nearby/network-reach';
import { Failure } from '../../main/core/model/failure';
import type { Share } from '../../main/core/model/share';
import type { Upload } from '../../main/core/model/upload';
import { appView, shareView, type ViewFacts } from '../../main/ipc/view';
import { createViewSource } from '../../main/ipc/view-source';
import { createThrottle } from '../../main/core/async/throttle';
import { createFakeApp, embeddedConnection } from '../fakes/fake-app';
import { sampleShare, sampleUpload } from '../fakes/samples';

const facts: ViewFacts = {
  nowMs: 10_000,
  clockOffsetMs: 0,
  resolvedLanguage: 'en',
  version: '1.2.3',
  keychain: 'ok',
  embeddedIsSessionOnly: false,
  canRetry: (id) => id === 'u-failed',
  openPages: new Set(),
  speakerOf: () => 'window',
  shelfIsOpen: false,
  desktop: { hasTray: true, shortcutState: 'off', canStandAtEdge: true, canJoinFileManagers: true },
  update: { kind: 'unknown' },
};

const share: Share = {
  ...sampleShare,
  id: 's1',
  connectionId: embeddedConnection.id,
  bucket: 'CANARY-bucket',
  endpoint: 'http://canary-endpoint',
  key: 'CANARY-key/report.pdf',
  name: 'report.pdf',
  sizeBytes: 5,
  contentType: 'application/pdf',
  disposition: 'attachment',
  createdAtMs: 1_000,
  expiresAtMs: 20_000,
  limitedBy: 'requested',
  verified: true,
  storedCheck: 'crc32',
};

const state: AppState = {
  ...emptyState,
  connections: [
    embeddedConnection,
    { ...embeddedConnection, id: 'c2', name: 'LAN', kind: 's3', endpoint: 'http://nas.example:9000' },
  ],
  secrets: { [embeddedConnection.id]: 'keychain' },
  shares: [share],
  settings: { ...emptyState.settings, defaultConnectionId: 'c2', welcomed: true },
  uploads: [
    {
      id: 'u1',
      name: 'film.mkv',
      sizeBytes: 1_000,
      sentBytes: 400,
      bytesPerSecond: 200,
      phase: { kind: 'uploading' },
      connectionId: 'c2',
      startedAtMs: 0,
    },
    {
      id: 'u-failed',
      name: 'b',
      sizeBytes: 1,
      sentBytes: 0,
      bytesPerSecond: 0,
      phase: { kind: 'failed', failure: new Failure('access-denied', { host: 'nas.example' }, new Error('CANARY')) },
      connectionId: 'gone',
      startedAtMs: 0,
    },
  ],
  notices: [
    { id: 'n1', atMs: 0, content: { kind: 'copied', count: 1, shareIds: ['s1'], until: 20_000 } },
    { id: 'n2', atMs: 0, content: { kind: 'failure', failure: new Failure('unexpected', {}, new Error('CANARY')) } },
    { id: 'n3', atMs: 0, content: { kind: 'revoked', name: 'x', links: 1 } },
    { id: 'n4', atMs: 0, content: { kind: 'session-only' } },
  ],
};

describe('the shelf', () => {
  const at = (shelfSinceMs?: number) =>
    appView(state, { ...facts, ...(shelfSinceMs !== undefined && { shelfSinceMs }) }).shelf;

  test('tells the newest of what happened since it opened, and of uploads what runs', () => {
    expect(at()).toBeUndefined();
    expect(at(0)).toMatchObject({ notice: { kind: 'session-only' }, uploadIds: ['u1', 'u-failed'] });
    expect(at(1)).toEqual({ uploadIds: ['u1'] });
  });
});

describe('one place says', () => {
  const kinds = (change: Partial<ViewFacts>) => appView(state, { ...facts, ...change }).notices.map(({ kind }) => kind);

  test.each<[string, Partial<ViewFacts>, readonly string[]]>([
    ['the window', {}, ['copied', 'failure', 'revoked', 'session-only']],
    ['a notification', { speakerOf: () => 'notification' }, ['failure', 'session-only']],
    ['the open shelf', { speakerOf: () => 'shelf', shelfIsOpen: true }, ['session-only']],
    ['the shelf, until it is hidden', { speakerOf: () => 'shelf' }, ['failure', 'session-only']],
  ])('what %s says', (_place, change, shown) => {
    expect(kinds(change)).toEqual(shown);
  });

  test('what the window says is not said on the shelf', () => {
    const notices = state.notices.slice(0, 1);
    const shelf = (speaker: 'window' | 'shelf') =>
      appView({ ...state, notices }, { ...facts, shelfSinceMs: 0, speakerOf: () => speaker }).shelf?.notice?.kind;
    expect([shelf('window'), shelf('shelf')]).toEqual([undefined, 'copied']);
  });
});

describe('the view', () => {
  test('drops keys, buckets of shares and causes', () => {
    expect(JSON.stringify(appView(state, facts))).not.toContain('CANARY');
  });

  test('survives the structured clone that carries it', () => {
    const view = appView(state, facts);
    expect(structuredClone(view)).toEqual(view);
  });

  test('says how an upload goes', () => {
    const [running, failed] = appView(state, facts).uploads;
    expect(running).toMatchObject({ phase: 'uploading', secondsLeft: 3, canRetry: false });
    expect(running).not.toHaveProperty('failure');
    expect(failed).toMatchObject({
      phase: 'failed',
      canRetry: true,
      failure: { code: 'access-denied' },
    });
    expect(failed).not.toHaveProperty('secondsLeft');
  });

  const failed = { kind: 'failed', failure: new Failure('file-changed', { sent: true }) } as const;
  // No failure of it says that there is no link.
  const saysSo = { count: 1, failure: { safety: expect.stringContaining('the link was given') } };
  test.each([
    ['live', { kind: 'uploading' }, { isSending: true }, { isGiven: true }],
    ['paused', { kind: 'paused' }, { isSending: true, isHeld: true }, { isGiven: true }],
    ['failed', failed, { isSending: true, isHeld: true }, { isGiven: true, failed: saysSo }],
  ] as const)('a page given before its files, whose file is %s, says so at both rows', (_, phase, told, page) => {
    const id = share.id;
    const [upload] = state.uploads;
    const uploads = upload === undefined ? [] : [{ ...upload, pageId: id, phase }];
    const pages = [
      { id, title: 'a', connectionId: 'c2', startedAtMs: 0, storedCount: 0, storedBytes: 0, bytesPerSecond: 0 },
    ];
    const view = appView({ ...state, uploads, pages }, facts);
    const { isSending, isHeld } = view.shares[0] ?? {};
    expect({ isSending, isHeld }).toEqual({ isHeld: undefined, ...told });
    expect(view.uploads[0]).toMatchObject({ id, page });
    expect(appView({ ...state, uploads, pages, shares: [] }, facts).uploads[0]?.page).not.toHaveProperty('isGiven');
  });

  test.each([
    ['live', { nowMs: 19_999 }, {}],
    ['expired', { nowMs: 20_000 }, {}],
    ['revoked', { nowMs: 19_999 }, { revokedAtMs: 5 }],
  ])('a share is %s', (expected, now, change) => {
    const view = appView({ ...state, shares: [{ ...share, ...change }] }, { ...facts, ...now });
    expect(view.shares[0]?.state).toBe(expected);
  });

  test('says where a link opens and what it ends with', () => {
    expect(appView(state, facts).shares[0]).toMatchObject({ reach: 'loopback' });
    expect(appView(state, facts).shares[0]?.keysIn).toBeUndefined();
    const ofSession = { ...state, shares: [{ ...share, key: `session-7/${share.key}` }] };
    expect(appView(ofSession, { ...facts, embeddedIsSessionOnly: true }).shares[0]).toMatchObject({
      keysIn: 'memory',
    });
    const there = { ...share, key: `session-7/${share.key}`, connectionId: 'c2', endpoint: 'http://nas.example:9000' };
    const elsewhere = { ...state, shares: [there] };
    const [shown] = appView(elsewhere, { ...facts, embeddedIsSessionOnly: true }).shares;
    expect([shown?.reach, shown?.keysIn]).toEqual(['public', undefined]);
    const reachOf = (change: Partial<Share>) =>
      appView({ ...state, shares: [{ ...there, ...change }] }, facts).shares[0]?.reach;
    expect(reachOf({ endpoint: 'http://192.168.1.9:9000' })).toBe('private');
    expect(reachOf({ endpoint: 'http://192.168.1.9:9000', linkEndpoint: 'https://files.example' })).toBe('public');
    expect(reachOf({ linkEndpoint: 'http://localhost:9000' })).toBe('loopback');
  });

  test('warns of plain http to another computer only', () => {
    expect(
      appView(state, facts).connections.map(({ insecure, isDefault, secret }) => [insecure, isDefault, secret]),
    ).toEqual([
      [false, false, 'keychain'],
      [true, true, 'missing'],
    ]);
  });

  test('an embedded bucket that never ran has no address yet and breaks nothing', () => {
    const view = appView({ ...state, connections: [{ ...embeddedConnection, endpoint: '' }] }, facts);
    expect(view.connections[0]).toMatchObject({ host: '', insecure: false });
  });

  test('tells when a connection was tested, and nothing where it never was', () => {
    const [tested] = state.connections.map((connection) => ({ ...connection, capabilities: { madeAtMs: 5 } }));
    const views = appView(
      { ...state, connections: [...(tested === undefined ? [] : [tested]), embeddedConnection] },
      facts,
    );
    expect(views.connections.map(({ testedAtMs }) => testedAtMs)).toEqual([5, undefined]);
  });

  test('turns notices into what is said', () => {
    expect(appView(state, facts).notices).toEqual([
      { id: 'n1', kind: 'copied', count: 1, name: 'report.pdf', shareId: 's1', expiresAtMs: 20_000, reach: 'loopback' },
      { id: 'n2', kind: 'failure', failure: expect.objectContaining({ code: 'unexpected' }) as unknown },
      { id: 'n3', kind: 'revoked', name: 'x', links: 1 },
      { id: 'n4', kind: 'session-only' },
    ]);
  });
});

describe('the clockwork', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('a throttle runs at once, then once per interval, and the last request is never lost', () => {
    const runs: number[] = [];
    const throttle = createThrottle(100, () => runs.push(Date.now()));
    for (let elapsedMs = 0; elapsedMs < 1_000; elapsedMs += 7) {
      throttle.request();
      vi.advanceTimersByTime(7);
    }
    const lastRequestMs = Date.now() - 7;
    vi.advanceTimersByTime(1_000);
    expect(runs[0]).toBe(1_000);
    expect(runs.length).toBeLessThanOrEqual(12);
    expect(runs.every((at, index) => index === 0 || at - (runs[index - 1] ?? 0) >= 100)).toBe(true);
    expect(runs.at(-1)).toBeGreaterThanOrEqual(lastRequestMs);
  });

  test('a clock set back an hour silences a throttle for one interval at most', () => {
    let runs = 0;
    const throttle = createThrottle(100, () => (runs += 1));
    throttle.request();
    vi.setSystemTime(Date.now() - 3_600_000);
    throttle.request();
    vi.advanceTimersByTime(100);
    expect(runs).toBe(2);
  });

  test('a request that may wait longer runs later, or with the next that may not', () => {
    const runs: number[] = [];
    const throttle = createThrottle(100, () => runs.push(Date.now()));
    throttle.request(1_000);
    throttle.request(1_000);
    vi.advanceTimersByTime(999);
    expect(runs).toEqual([1_000]);
    vi.advanceTimersByTime(1);
    expect(runs).toEqual([1_000, 2_000]);
    throttle.request(1_000);
    vi.advanceTimersByTime(10);
    throttle.request();
    throttle.request(1_000);
    vi.advanceTimersByTime(5_000);
    expect(runs).toEqual([1_000, 2_000, 2_100]);
  });

  test('a request that is to wait does so, or until the next that is not', () => {
    const runs: number[] = [];
    const throttle = createThrottle(100, () => runs.push(Date.now()));
    throttle.request(100, 60);
    vi.advanceTimersByTime(10);
    throttle.request(100, 60);
    vi.advanceTimersByTime(50);
    expect(runs).toEqual([1_060]);
    vi.advanceTimersByTime(940);
    throttle.request(100, 60);
    vi.advanceTimersByTime(10);
    throttle.request();
    expect(runs).toEqual([1_060, 2_010]);
    vi.advanceTimersByTime(1_000);
    expect(runs).toHaveLength(2);
  });

  test('a cancelled throttle owes nothing', () => {
    let runs = 0;
    const throttle = createThrottle(100, () => (runs += 1));
    throttle.request();
    throttle.request();
    throttle.cancel();
    vi.advanceTimersByTime(1_000);
    expect(runs).toBe(1);
  });

  test('the moment a link expires, the view changes by itself', () => {
    const app = createFakeApp({ connections: [embeddedConnection] });
    const source = createViewSource(app, '1', Date.now, () => 'window');
    const seen: string[] = [];
    source.subscribe(() =>
      seen.push(
        source
          .current()
          .shares.map(({ state }) => state)
          .join(),
      ),
    );
    app.store.apply(shareChanged({ ...share, expiresAtMs: 4_000 }));
    app.store.apply(shareChanged({ ...share, id: 's2', expiresAtMs: 6_000 }));
    vi.advanceTimersByTime(3_000);
    expect(seen.at(-1)).toBe('live,expired');
    vi.advanceTimersByTime(2_000);
    expect(seen).toEqual(['live', 'live,live', 'live,expired', 'expired,expired']);
    source.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the news of a burst', () => {
  const uploads = Array.from({ length: 51 }, (_, at): Upload => ({ ...sampleUpload, id: `u-${at}` }));
  const burst = () => {
    // The tail of a burst is a second of the monotonic clock.
    vi.useFakeTimers({ toFake: ['performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const app = createFakeApp({ connections: [embeddedConnection], uploads });
    const source = createViewSource(app, '1', Date.now, () => 'window');
    const news: string[] = [];
    source.subscribe((one) => news.push(one));
    onTestFinished(() => source.stop());
    return { app, source, news };
  };

  test('are the progress and the links of many uploads, until the last one ended', () => {
    const { app, news } = burst();
    app.store.apply(uploadUpdated('u-0', { sentBytes: 7 }));
    app.store.apply(shareChanged(sampleShare));
    app.store.apply(uploadEnded('u-0'));
    app.store.apply(uploadEnded('u-1'));
    expect(news).toEqual(['burst', 'burst', 'burst', 'burst']);
    for (const { id } of uploads) app.store.apply(uploadEnded(id));
    expect(news.at(-2)).toBe('burst');
    expect(news.at(-1)).toBe('change');
  });

  test.each([
    [1_048_576, 'burst'],
    [1_048_577, 'upload'],
  ])('are told sooner at its beginning where its files are large: %i bytes', (sizeBytes, first) => {
    const { app, news } = burst();
    app.store.apply((state) => ({ ...state, uploads: uploads.map((upload) => ({ ...upload, sizeBytes })) }));
    app.store.apply(uploadUpdated('u-0', { sentBytes: 7 }));
    expect(news).toEqual([first, 'burst']);
  });

  test('are not those of a few uploads', () => {
    const { app, news } = burst();
    app.store.apply((state) => ({ ...state, uploads: uploads.slice(1) }));
    app.store.apply(uploadUpdated('u-1', { sentBytes: 7 }));
    expect(news).toEqual(['upload', 'upload']);
    for (const { id } of uploads) app.store.apply(uploadEnded(id));
    expect(news.at(-1)).toBe('change');
  });

  test('are not what else changes meanwhile, and not what a person does to an upload', () => {
    const { app, source, news } = burst();
    app.store.apply(settingsAre({ ...app.store.get().settings, theme: 'dark' }));
    app.store.apply(noticeShown({ id: 'n', atMs: 0, content: { kind: 'session-only' } }));
    source.acted();
    app.store.apply(uploadUpdated('u-0', { phase: { kind: 'paused' } }));
    expect(news).toEqual(['change', 'change', 'change', 'change']);
  });
});

test('with a wrong clock a share lives by the server’s, and its times are this computer’s', () => {
  const { createdAtMs, expiresAtMs } = sampleShare;
  const dayMs = 86_400_000;
  const view = (nowMs: number) =>
    shareView(sampleShare, undefined, { nowMs, clockOffsetMs: -dayMs, embeddedIsSessionOnly: false }, noReach);
  expect(view(expiresAtMs - 1)).toMatchObject({
    state: 'live',
    createdAtMs: createdAtMs + dayMs,
    expiresAtMs: expiresAtMs + dayMs,
  });
  expect(view(expiresAtMs).state).toBe('expired');
});

test('a share that was taken back says when', () => {
  const facts = { nowMs: 5_000, clockOffsetMs: 0, embeddedIsSessionOnly: false };
  const view = shareView({ ...sampleShare, revokedAtMs: 3_000 }, undefined, facts, noReach);
  expect(view).toMatchObject({ state: 'revoked', revokedAtMs: 3_000 });
});

test.each([
  ['session-7/k/a', 'memory'],
  ['k/a', 'keychain'],
])('without a keychain, the keys of the link of %s are in the %s', (key, keysIn) => {
  const sessionOnly = { ...facts, embeddedIsSessionOnly: true };
  expect(shareView({ ...sampleShare, key }, embeddedConnection, sessionOnly, noReach).keysIn).toBe(keysIn);
});
