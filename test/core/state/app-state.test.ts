// Every change of the state is one of these steps; none may lose what it does not speak of.
import { describe, expect, test } from 'vitest';
import {
  connectionRemoved,
  connectionSaved,
  emptyState,
  loaded,
  noticeDismissed,
  noticeShown,
  shareChanged,
  shareForgotten,
  uploadChanged,
  uploadEnded,
  type AppState,
} from '../../../main/core/state/rules/app-state';
import { engineLimits } from '../../../main/core/state/rules/transfer-limits';
import type { Notice } from '../../../main/core/state/rules/notice';
import { Failure } from '../../../main/core/model/failure';
import { sampleConnection, sampleShare, sampleUpload } from '../../fakes/samples';

const notice = (id: string): Notice => ({ id, atMs: 1, content: { kind: 'session-only' } });
const home = { ...sampleConnection, id: 'c-home', name: 'Home' };

const full: AppState = {
  ...emptyState,
  connections: [sampleConnection, home],
  secrets: { 'c-work': 'keychain', 'c-home': 'session' },
  shares: [
    { ...sampleShare, id: 's2' },
    { ...sampleShare, id: 's1' },
    { ...sampleShare, id: 's0', connectionId: 'c-home' },
  ],
  uploads: [
    { ...sampleUpload, id: 'u2' },
    { ...sampleUpload, id: 'u1' },
  ],
  notices: [notice('n1'), notice('n2')],
};

test('what transfers may take: all together, and those of a connection that has a limit of its own', () => {
  const connections = [{ ...sampleConnection, bandwidthBytesPerSecond: 500 }, home];
  const settings = { ...emptyState.settings, bandwidthBytesPerSecond: 1_000, parallel: 4 };
  expect(engineLimits({ settings, connections })).toEqual({
    bytesPerSecond: 1_000,
    parallel: 4,
    ofConnections: { [sampleConnection.id]: 500 },
  });
});

const ids = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);

/** Deep-frozen, so that a step that changes its input is an error. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}
frozen(full);
frozen(emptyState);

describe('uploads', () => {
  test('a new one comes first', () => {
    expect(ids(uploadChanged({ ...sampleUpload, id: 'u3' })(full).uploads)).toEqual(['u3', 'u2', 'u1']);
  });

  test('an older one that was not among them takes its place by age', () => {
    const older = { ...sampleShare, id: 's3', createdAtMs: sampleShare.createdAtMs - 1 };
    expect(ids(shareChanged(older)(full).shares)).toEqual(['s2', 's1', 's0', 's3']);
  });

  test('only the newest two hundred are kept, and every change is counted', () => {
    const shares = Array.from({ length: 200 }, (_, index) => ({ ...sampleShare, id: `s${index}` }));
    const before = { ...full, shares };
    const after = shareChanged({ ...sampleShare, id: 'new' })(before);
    expect([after.shares.length, ids(after.shares).slice(0, 2), ids(after.shares).at(-1)]).toEqual([
      200,
      ['new', 's0'],
      's198',
    ]);
    const older = { ...sampleShare, id: 'old', createdAtMs: 0 };
    expect(shareChanged(older)(before).shares).toEqual(shares);
    expect(shareChanged(older)(before).shareChanges).toBe(before.shareChanges + 1);
  });

  test('a known one is replaced at its place', () => {
    const { uploads } = uploadChanged({ ...sampleUpload, id: 'u1', sentBytes: 7 })(full);
    expect([ids(uploads), uploads[1]?.sentBytes]).toEqual([['u2', 'u1'], 7]);
  });

  test('an ended one is gone, an unknown one ends nothing', () => {
    expect(ids(uploadEnded('u2')(full).uploads)).toEqual(['u1']);
    expect(uploadEnded('u9')(full)).toEqual(full);
  });
});

describe('shares', () => {
  test('a new one comes first', () => {
    expect(ids(shareChanged({ ...sampleShare, id: 's3' })(full).shares)).toEqual(['s3', 's2', 's1', 's0']);
  });

  test('a known one is replaced at its place', () => {
    const { shares } = shareChanged({ ...sampleShare, id: 's1', revokedAtMs: 5 })(full);
    expect([ids(shares), shares[1]?.revokedAtMs]).toEqual([['s2', 's1', 's0'], 5]);
  });

  test('a forgotten one is gone', () => {
    expect(ids(shareForgotten('s1')(full).shares)).toEqual(['s2', 's0']);
  });
});

describe('connections', () => {
  test('a new one comes last, with the place of its secret', () => {
    const state = connectionSaved({ ...sampleConnection, id: 'c3' }, 'session')(full);
    expect(ids(state.connections)).toEqual(['c-work', 'c-home', 'c3']);
    expect(state.secrets).toEqual({ 'c-work': 'keychain', 'c-home': 'session', c3: 'session' });
  });

  test('a known one is replaced at its place', () => {
    const state = connectionSaved({ ...sampleConnection, bucket: 'other' }, 'missing')(full);
    expect(state.connections.map(({ bucket }) => bucket)).toEqual(['other', 'files']);
    expect(state.secrets['c-work']).toBe('missing');
  });

  test('a removed one takes its shares with it and nobody else’s', () => {
    const state = connectionRemoved('c-work')(full);
    expect(ids(state.connections)).toEqual(['c-home']);
    expect(ids(state.shares)).toEqual(['s0']);
    expect(state.uploads).toBe(full.uploads);
  });
});

describe('settings', () => {
  test('begin with a day, the system’s theme and the first-run screen', () => {
    expect(emptyState.settings).toEqual({
      expirySeconds: 86_400,
      theme: 'system',
      language: 'system',
      density: 'comfortable',
      bandwidthBytesPerSecond: 0,
      parallel: 128,
      pages: 'several',
      opensInBrowser: false,
      asksDevicePin: false,
      countsOpenings: true,
      linkForm: 'link',
      linkTemplate: '{name}, {size}, until {end}: {link}',
      askerName: '',
      opensOnNetwork: false,
      networkChoice: {},
      desktop: {
        startAtLogin: false,
        startHidden: true,
        staysInTray: true,
        shelfAtEdge: false,
        deepLinks: false,
        fileManagers: false,
        shortcut: 'CommandOrControl+Shift+U',
      },
      welcomed: false,
      trayHinted: false,
      storageHinted: false,
    });
  });
});

describe('notices', () => {
  const copied = (...shareIds: readonly string[]) =>
    ({ kind: 'copied', count: shareIds.length, shareIds, until: 1 }) as const;
  const extended = (shareId: string) => ({ kind: 'extended', shareId, name: shareId }) as const;
  const failed = (name: string) =>
    ({ kind: 'failure', failure: new Failure('file-missing', { fileName: name }) }) as const;

  test('the last five are kept, the newest at the end', () => {
    const after = ['n3', 'n4', 'n5', 'n6'].reduce((state, id) => noticeShown(notice(id))(state), full);
    expect(ids(after.notices)).toEqual(['n2', 'n3', 'n4', 'n5', 'n6']);
  });

  test('a failure is kept until it is read, whatever is told since', () => {
    const failed: Notice = { id: 'f', atMs: 1, content: { kind: 'failure', failure: new Failure('unexpected') } };
    const after = ['n3', 'n4', 'n5', 'n6', 'n7'].reduce(
      (state, id) => noticeShown(notice(id))(state),
      noticeShown(failed)(full),
    );
    expect(ids(after.notices)).toEqual(['f', 'n3', 'n4', 'n5', 'n6', 'n7']);
  });

  test.each<[string, Notice['content'], Notice['content'], boolean]>([
    ['a newer link of the same share', extended('a'), copied('a'), true],
    ['a link of another', extended('a'), copied('b'), false],
    ['a link of one of several', copied('a', 'b'), extended('a'), false],
    ['what can be undone', { kind: 'removed', shareId: 'a', name: 'a', linkLives: true }, copied('a'), false],
    ['the same failure again', failed('/a'), failed('/a'), true],
    ['the failure of another file', failed('/a'), failed('/b'), false],
  ])('one for one act: %s', (_what, earlier, later, isReplaced) => {
    const told = [earlier, later].reduce(
      (state, content, at) => noticeShown({ id: `${at}`, atMs: at, content })(state),
      emptyState,
    );
    expect(ids(told.notices)).toEqual(isReplaced ? ['1'] : ['0', '1']);
  });

  test('a dismissed one is gone', () => {
    expect(ids(noticeDismissed('n1')(full).notices)).toEqual(['n2']);
  });
});

test('what was loaded replaces what it names and keeps the rest', () => {
  const state = loaded({ shares: [], settings: { ...full.settings, theme: 'light' } })(full);
  expect(state.shares).toEqual([]);
  expect(state.settings.theme).toBe('light');
  expect(state.uploads).toBe(full.uploads);
  expect(state.notices).toBe(full.notices);
});
