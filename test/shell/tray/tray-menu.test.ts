// The tray's menu is data, so what it offers in which state is a table.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { emptyState, type AppState } from '../../../main/core/state/rules/app-state';
import { Failure } from '../../../main/core/model/failure';
import type { Share } from '../../../main/core/model/share';
import { trayFace, trayMenu, type TrayItem } from '../../../main/shell/tray/tray-menu';
import { sampleConnection, sampleShare } from '../../fakes/samples';
import { setLanguage } from '../../../resources/words/messages';
import { trayIconFile, type TraySign } from '../../../main/shell/tray/tray-icon';
import type { PanelShade } from '../../../main/shell/integration/panel-shade';
import type { Upload } from '../../../main/core/model/upload';

const share = (id: string, change: Partial<Share> = {}): Share => ({
  ...sampleShare,
  id,
  name: `${id}.pdf`,
  sizeBytes: 1,
  createdAtMs: 0,
  expiresAtMs: 2_000,
  ...change,
});
const upload = (name: string, sentBytes: number, change: Partial<Upload> = {}): Upload => ({
  id: name,
  name,
  sizeBytes: 100,
  sentBytes,
  bytesPerSecond: 0,
  phase: { kind: 'uploading' },
  connectionId: 'c',
  startedAtMs: 0,
  ...change,
});

const outline = (items: readonly TrayItem[]): readonly unknown[] =>
  items.map((item) => {
    if (item.kind === 'separator') return '-';
    if (item.kind === 'submenu') return [item.label, outline(item.items)];
    return item.label;
  });
/** The submenu whose label begins so. */
const below = (items: readonly TrayItem[], label: string): readonly TrayItem[] =>
  items.flatMap((item) => (item.kind === 'submenu' && item.label.startsWith(label) ? item.items : []));
test('devices nearby stand below where files go', () => {
  const device = {
    alias: 'Pixel',
    fingerprint: 'F',
    kind: 'mobile',
    version: '2.1',
    host: '10.0.0.7',
    port: 1,
    scheme: 'https',
    seenAtMs: 0,
  } as const;
  const items = trayMenu({ ...emptyState, nearby: { ...emptyState.nearby, devices: [device] } }, 1_000, true);
  expect(JSON.stringify(items)).toContain(
    '{"kind":"command","label":"Send to Pixel…","command":{"kind":"send-to-device","deviceId":"F"}}',
  );
});

const menuOf = (state: Partial<AppState>) => outline(trayMenu({ ...emptyState, ...state }, 1_000, true));

describe('the menu', () => {
  test('at rest', () => {
    expect(menuOf({})).toEqual([
      'Share files…',
      'Share clipboard',
      ['Share more', ['Share folder…', 'Screenshot of a part…', 'Screenshot of the whole screen', 'Open shelf']],
      'Request files…',
      ['Files go to This computer', ['Encrypt', 'Open on this network']],
      ['Recent links', []],
      ['Uploads', []],
      'Open Mayfly',
      '-',
      'Quit',
    ]);
  });

  test('has the same nine entries in the same order in every state, and says no progress', () => {
    const connections = Array.from({ length: 12 }, (_, n) => ({ ...sampleConnection, id: `c-${n}`, name: `${n}` }));
    const shares = Array.from({ length: 9 }, (_, n) => share(`${n}`));
    const uploads = (sentBytes: number) => Array.from({ length: 9 }, (_, n) => upload(`u-${n}`, sentBytes));
    const top = (state: Partial<AppState>) =>
      menuOf(state).map((entry) => (Array.isArray(entry) ? String(entry[0]).replace(/^(Files go to).*/, '$1') : entry));
    expect(top({}).filter((entry) => entry !== '-')).toHaveLength(9);
    expect(top({ connections, shares, uploads: uploads(0) })).toEqual(top({}));
    expect(menuOf({ uploads: uploads(99) })).toEqual(menuOf({ uploads: uploads(0) }));
  });

  test.each([
    [undefined, undefined, [false, false], undefined],
    [undefined, true, [true, false], true],
    ['usual', undefined, [true, false], undefined],
    ['usual', false, [false, false], false],
    ['demanded', undefined, [true, true], undefined],
    ['demanded', false, [true, true], undefined],
  ] as const)('encrypts by the rule %s and the choice %s', (rule, chosen, [isOn, isFixed], encrypt) => {
    const home = { ...sampleConnection, ...(rule !== undefined && { encryption: rule }) };
    const items = trayMenu({ ...emptyState, connections: [home] }, 1_000, true, chosen);
    expect(below(items, 'Files go to').at(-2)).toMatchObject({ kind: 'encrypt', isOn, isFixed });
    const files = items[0]?.kind === 'command' ? items[0].command : undefined;
    expect(files).toEqual({ kind: 'share-files', ...(encrypt !== undefined && { encrypt }) });
  });

  test.each([true, false])('turns the network over where it is open: %s', (isOn) => {
    const settings = { ...emptyState.settings, opensOnNetwork: isOn };
    const command = { kind: 'open-on-network', isOn: !isOn };
    const items = below(trayMenu({ ...emptyState, settings }, 1_000, true), 'Files go to');
    expect(items.at(-1)).toEqual({ kind: 'switch', label: 'Open on this network', isOn, command });
  });

  test('has no command for folders where the dialog for files takes them', () => {
    const text = JSON.stringify(
      trayMenu({ ...emptyState, connections: [sampleConnection, sampleConnection] }, 1_000, false),
    );
    expect(text).not.toContain('folder');
  });

  test('with a page: one entry for all its files, which pauses and cancels them together', () => {
    const uploads = [1, 2, 3].map((n) => upload(`${n}.jpg`, 50, { pageId: 'p' }));
    const pages = [
      {
        id: 'p',
        title: 'Trip',
        connectionId: 'c',
        startedAtMs: 0,
        storedCount: 1,
        storedBytes: 100,
        bytesPerSecond: 50,
      },
    ];
    const state = { ...emptyState, uploads, pages };
    const listed = below(trayMenu(state, 1_000, true), 'Uploads');
    expect(outline(listed)).toEqual([['Trip', ['Pause', 'Cancel']]]);
    expect(listed[0]).toMatchObject({ items: [{ command: { kind: 'pause-upload', uploadId: 'p' } }, {}] });
    expect(trayFace(state, true).tooltip).toBe('Mayfly: uploading Trip, 60%, 50 bytes/s, 10 sec left');
    expect(trayFace({ ...state, uploads: [...uploads, upload('a.txt', 0)] }, true).tooltip).toMatch(
      /^Mayfly: uploading 5 files, /,
    );
    // Its link was given before its files.
    const given = { ...state, shares: [share('p')] };
    expect(outline(below(trayMenu(given, 1_000, true), 'Uploads'))).toEqual([
      ['Trip', ['People with the link are waiting for it', 'Pause', 'Cancel and take the link back']],
    ]);
    expect(trayFace(given, true).tooltip).toBe(
      'Mayfly: uploading Trip, 60%, 50 bytes/s, 10 sec left, people with the link are waiting',
    );
  });

  test('says of a link that not everybody can open whom it is for', () => {
    const shares = [
      share('here', { endpoint: 'http://127.0.0.1:9000' }),
      share('near', { endpoint: 'http://192.168.1.9:9000' }),
      share('far', { endpoint: 'http://192.168.1.9:9000', linkEndpoint: 'https://files.example' }),
    ];
    const links = below(trayMenu({ ...emptyState, shares }, 1_000, true), 'Recent links');
    expect(links.map((item) => item.kind === 'submenu' && item.label)).toEqual([
      'here.pdf (this computer only)',
      'near.pdf (this network only)',
      'far.pdf',
    ]);
  });

  test('with several connections: one of them is chosen for everything, in their order', () => {
    const connections = [
      { ...sampleConnection, id: 'c-2', name: 'Studio' },
      { ...sampleConnection, id: 'c-1', name: 'Attic\u202e' },
    ];
    const settings = { ...emptyState.settings, defaultConnectionId: 'c-1' };
    expect(below(trayMenu({ ...emptyState, connections, settings }, 1_000, true), 'Files go to Attic')).toMatchObject([
      { label: 'Studio', isChosen: false, command: { kind: 'choose-destination', connectionId: 'c-2' } },
      { label: 'Attic\ufffd', isChosen: true, command: { kind: 'choose-destination', connectionId: 'c-1' } },
      { kind: 'words', label: 'Holds for everything you share from now on' },
      { kind: 'separator' },
      { kind: 'encrypt' },
      { kind: 'switch' },
    ]);
  });

  test('with links: the five newest that are alive, and nothing that was in the bucket before is taken back', () => {
    const shares = [
      share('ended', { expiresAtMs: 1_000 }),
      share('revoked', { revokedAtMs: 1 }),
      share('1', { origin: 'linked' }),
      ...['2', '3', '4', '5', '6'].map((id) => share(id)),
    ];
    const links = below(trayMenu({ ...emptyState, shares }, 1_000, true), 'Recent links');
    const both = ['Copy link', 'Show code', 'Take back…'];
    expect(outline(links)).toEqual([
      ['1.pdf', ['Copy link', 'Show code']],
      ...['2', '3', '4', '5'].map((id) => [`${id}.pdf`, both]),
    ]);
    expect(links[1]).toMatchObject({
      items: [
        { command: { kind: 'copy-link', shareId: '2' } },
        { command: { kind: 'show-code', shareId: '2' } },
        { command: { kind: 'revoke-link', shareId: '2', name: '2.pdf' } },
      ],
    });
  });

  test('while uploading: what it is, and only so many', () => {
    const uploads = [
      upload('a', 0, { phase: { kind: 'paused' } }),
      upload('b', 44),
      upload('c', 99),
      upload('d', 100, { phase: { kind: 'verifying' } }),
      upload('failed', 10, { phase: { kind: 'failed', failure: new Failure('timed-out') } }),
      upload('empty', 40, { phase: { kind: 'offline', failure: new Failure('connection-refused') } }),
      upload('f', 50),
      upload('g', 50),
    ];
    expect(outline(below(trayMenu({ ...emptyState, uploads }, 1_000, true), 'Uploads'))).toEqual([
      ['a', ['Resume', 'Cancel']],
      ['b', ['Pause', 'Cancel']],
      ['c', ['Pause', 'Cancel']],
      ['d', ['Pause', 'Cancel']],
      ['empty, waiting for the network', ['Resume', 'Cancel']],
      '2 more',
    ]);
  });
});

describe('the icon', () => {
  test.each<[string, readonly Upload[], string, TraySign]>([
    ['at rest', [], 'Mayfly', 'idle'],
    ['one upload', [upload('film.mkv', 50)], 'Mayfly: uploading film.mkv, 50%', 'busy'],
    [
      'a fast one',
      [upload('film.mkv', 5e8, { sizeBytes: 1e9, bytesPerSecond: 11.4e6 })],
      'Mayfly: uploading film.mkv, 50%, 10 MB/s, 50 sec left',
      'busy',
    ],
    ['two uploads', [upload('a', 50), upload('b', 100)], 'Mayfly: uploading 2 files, 75%', 'busy'],
    [
      'only failed ones',
      [upload('a', 5, { phase: { kind: 'failed', failure: new Failure('timed-out') } })],
      'Mayfly',
      'idle',
    ],
    ['a paused one', [upload('a', 5, { phase: { kind: 'paused' } })], 'Mayfly: a waiting, 5%', 'idle'],
    [
      'one that waits for the network',
      [
        upload('a', 5, { phase: { kind: 'offline', failure: new Failure('timed-out') } }),
        upload('b', 5, { phase: { kind: 'paused' } }),
      ],
      'Mayfly: 2 files waiting for the network, 5%',
      'offline',
    ],
  ])('%s', (_name, uploads, tooltip, sign) => {
    expect(trayFace({ ...emptyState, uploads }, true)).toEqual({ tooltip, sign });
  });

  test('says no progress where every tooltip rebuilds the menu', () => {
    const at = (sentBytes: number) => trayFace({ ...emptyState, uploads: [upload('film.mkv', sentBytes)] }, false);
    expect(at(5)).toEqual({ tooltip: 'Mayfly: uploading film.mkv', sign: 'busy' });
    expect(at(95)).toEqual(at(5));
  });

  test.each<[NodeJS.Platform, PanelShade, TraySign, string]>([
    ['linux', 'light', 'idle', 'tray/light/idle.png'],
    ['linux', 'any', 'busy', 'tray/any/busy.png'],
    ['win32', 'dark', 'offline', 'tray/dark/offline.png'],
    ['darwin', 'any', 'busy', 'tray/busyTemplate.png'],
  ])('on %s, on a panel that is %s, %s it is %s', (platform, shade, sign, file) => {
    expect(trayIconFile(platform, shade, sign)).toBe(file);
    expect(existsSync(join(import.meta.dirname, '../../../resources', file))).toBe(true);
  });
});

describe('in Korean', () => {
  beforeEach(() => setLanguage('ko'));
  afterEach(() => setLanguage('en'));

  test('the menu', () => {
    const uploads = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => upload(name, 50));
    expect(menuOf({ shares: [share('1')], uploads })).toEqual([
      '파일 공유…',
      '클립보드 공유',
      ['그 밖의 공유', ['폴더 공유…', '화면 일부를 찍어 공유…', '화면 전체를 찍어 공유', '선반 열기']],
      '파일 요청…',
      ['파일을 보낼 곳: 이 컴퓨터', ['암호화', '이 네트워크에서 열기']],
      ['최근 링크', [['1.pdf', ['링크 복사', '코드 보기', '회수…']]]],
      ['업로드', [...['a', 'b', 'c', 'd', 'e'].map((name) => [name, ['일시 정지', '취소']]), '1개 더 있음']],
      'Mayfly 열기',
      '-',
      '끝내기',
    ]);
  });

  test.each<[Partial<Upload>, string]>([
    [{}, 'Mayfly: film.mkv 업로드 중, 50%'],
    [{ phase: { kind: 'paused' } }, 'Mayfly: film.mkv 기다리는 중, 50%'],
    [{ sizeBytes: 1e9, sentBytes: 5e8, bytesPerSecond: 2.4e6 }, 'Mayfly: film.mkv 업로드 중, 50%, 2MB/초, 4분 남음'],
  ])('the tooltip, %j', (change, tooltip) => {
    expect(trayFace({ ...emptyState, uploads: [upload('film.mkv', 50, change)] }, true).tooltip).toBe(tooltip);
  });
});
