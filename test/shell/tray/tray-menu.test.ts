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
const menuOf = (state: Partial<AppState>) => outline(trayMenu({ ...emptyState, ...state }, 1_000, true));

describe('the menu', () => {
  test('at rest', () => {
    expect(menuOf({})).toEqual([
      'Share files…',
      'Share folder…',
      'Share clipboard',
      ['Screenshot to link', ['Part of the screen…', 'The whole screen']],
      'Encrypt',
      'Request files…',
      'Open shelf',
      '-',
      'Open Mayfly',
      'Quit',
    ]);
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
    expect(items.find(({ kind }) => kind === 'encrypt')).toMatchObject({ isOn, isFixed });
    const files = items[0]?.kind === 'command' ? items[0].command : undefined;
    expect(files).toEqual({ kind: 'share-files', ...(encrypt !== undefined && { encrypt }) });
  });

  test('never asks a connection that demands encryption to go without', () => {
    const home = { ...sampleConnection, id: 'c-home', encryption: 'usual' } as const;
    const archive = { ...sampleConnection, id: 'c-archive', encryption: 'demanded' } as const;
    const items = trayMenu({ ...emptyState, connections: [home, archive] }, 1_000, true, false);
    const to = items.find((item) => item.kind === 'submenu' && item.label === 'Share files to');
    expect(to?.kind === 'submenu' && to.items.map((item) => item.kind === 'command' && item.command)).toEqual([
      { kind: 'share-files', connectionId: 'c-home', encrypt: false },
      { kind: 'share-files', connectionId: 'c-archive' },
    ]);
  });

  test('has no command for folders where the dialog for files takes them', () => {
    const text = JSON.stringify(
      trayMenu({ ...emptyState, connections: [sampleConnection, sampleConnection] }, 1_000, false),
    );
    expect(text).not.toContain('older');
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
    expect(menuOf(state)[8]).toEqual(['Trip 60%', ['Pause', 'Cancel']]);
    expect(trayMenu(state, 1_000, true)[8]).toMatchObject({
      items: [{ command: { kind: 'pause-upload', uploadId: 'p' } }, {}],
    });
    expect(trayFace(state).tooltip).toBe('Mayfly: uploading Trip, 60%, 50 bytes/s, 10 sec left');
    expect(trayFace({ ...state, uploads: [...uploads, upload('a.txt', 0)] }).tooltip).toMatch(
      /^Mayfly: uploading 5 files, /,
    );
  });

  test('says of a link that not everybody can open whom it is for', () => {
    const shares = [
      share('here', { endpoint: 'http://127.0.0.1:9000' }),
      share('near', { endpoint: 'http://192.168.1.9:9000' }),
      share('far', { endpoint: 'http://192.168.1.9:9000', linkEndpoint: 'https://files.example' }),
    ];
    expect(menuOf({ shares })[8]).toEqual([
      'Copy a recent link',
      ['here.pdf (this computer only)', 'near.pdf (this network only)', 'far.pdf'],
    ]);
  });

  test('with several connections: where to, in their order', () => {
    const connections = [
      { ...sampleConnection, id: 'c-2', name: 'Studio' },
      { ...sampleConnection, id: 'c-1', name: 'Attic\u202e' },
    ];
    expect(menuOf({ connections: connections.slice(1) })).toEqual(menuOf({}));
    expect(menuOf({ connections }).slice(0, 6)).toEqual([
      'Share files…',
      'Share folder…',
      'Share clipboard',
      ['Share files to', ['Studio', 'Attic ']],
      ['Share folder to', ['Studio', 'Attic ']],
      ['Share clipboard to', ['Studio', 'Attic ']],
    ]);
    const [, , , files, folder, clipboard] = trayMenu({ ...emptyState, connections }, 1_000, true);
    for (const [menu, kind] of [
      [files, 'share-files'],
      [folder, 'share-folder'],
      [clipboard, 'share-clipboard'],
    ] as const) {
      expect(menu).toMatchObject({
        items: [{ command: { kind, connectionId: 'c-2' } }, { command: { kind, connectionId: 'c-1' } }],
      });
    }
  });

  test('with links: the five newest that are alive, each copying its own', () => {
    const shares = [
      share('ended', { expiresAtMs: 1_000 }),
      share('revoked', { revokedAtMs: 1 }),
      ...['1', '2', '3', '4', '5', '6'].map((id) => share(id)),
    ];
    expect(menuOf({ shares })).toEqual([
      'Share files…',
      'Share folder…',
      'Share clipboard',
      ['Screenshot to link', ['Part of the screen…', 'The whole screen']],
      'Encrypt',
      'Request files…',
      'Open shelf',
      '-',
      ['Copy a recent link', ['1.pdf', '2.pdf', '3.pdf', '4.pdf', '5.pdf']],
      ['Take back a recent link', ['1.pdf', '2.pdf', '3.pdf', '4.pdf', '5.pdf']],
      '-',
      'Open Mayfly',
      'Quit',
    ]);
    const links = trayMenu({ ...emptyState, shares }, 1_000, true).find(
      ({ kind, ...item }) => kind === 'submenu' && 'label' in item && item.label === 'Copy a recent link',
    );
    expect(links).toMatchObject({ items: [{ command: { kind: 'copy-link', shareId: '1' } }, {}, {}, {}, {}] });
  });

  test('revokes each its own, and nothing that was in the bucket before', () => {
    const menu = (shares: readonly Share[]) =>
      trayMenu({ ...emptyState, shares }, 1_000, true).flatMap((item) =>
        item.kind === 'submenu' && /recent/.test(item.label) ? [item] : [],
      );
    const [, revoking] = menu([share('1'), share('2', { origin: 'linked' })]);
    expect(revoking?.items).toEqual([
      { kind: 'command', label: '1.pdf', command: { kind: 'revoke-link', shareId: '1', name: '1.pdf' } },
    ]);
    expect(menu([share('2', { origin: 'linked' })]).map(({ label }) => label)).toEqual(['Copy a recent link']);
  });

  test('while uploading: how far, in steps of five, and only so many', () => {
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
    expect(menuOf({ uploads })).toEqual([
      'Share files…',
      'Share folder…',
      'Share clipboard',
      ['Screenshot to link', ['Part of the screen…', 'The whole screen']],
      'Encrypt',
      'Request files…',
      'Open shelf',
      '-',
      ['a 0%', ['Resume', 'Cancel']],
      ['b 40%', ['Pause', 'Cancel']],
      ['c 95%', ['Pause', 'Cancel']],
      ['d 100%', ['Pause', 'Cancel']],
      ['empty 40%, waiting for the network', ['Resume', 'Cancel']],
      '2 more',
      '-',
      'Open Mayfly',
      'Quit',
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
    expect(trayFace({ ...emptyState, uploads })).toEqual({ tooltip, sign });
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
      '폴더 공유…',
      '클립보드 공유',
      ['화면을 찍어 링크로', ['화면 일부…', '화면 전체']],
      '암호화',
      '파일 요청…',
      '선반 열기',
      '-',
      ['최근 링크 복사', ['1.pdf']],
      ['최근 링크 회수', ['1.pdf']],
      '-',
      ...['a', 'b', 'c', 'd', 'e'].map((name) => [`${name} 50%`, ['일시 정지', '취소']]),
      '1개 더 있음',
      '-',
      'Mayfly 열기',
      '끝내기',
    ]);
  });

  test.each<[Partial<Upload>, string]>([
    [{}, 'Mayfly: film.mkv 업로드 중, 50%'],
    [{ phase: { kind: 'paused' } }, 'Mayfly: film.mkv 기다리는 중, 50%'],
    [{ sizeBytes: 1e9, sentBytes: 5e8, bytesPerSecond: 2.4e6 }, 'Mayfly: film.mkv 업로드 중, 50%, 2MB/초, 4분 남음'],
  ])('the tooltip, %j', (change, tooltip) => {
    expect(trayFace({ ...emptyState, uploads: [upload('film.mkv', 50, change)] }).tooltip).toBe(tooltip);
  });
});
