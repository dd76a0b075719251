// On a Korean system every screen, dialog and menu is Korean, down to what only a screen reader hears.
import { screen } from '@testing-library/react';
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Failure, type FailureCode } from '../../main/core/model/failure';
import { providers } from '../../main/core/providers/providers-table';
import { failureView } from '../../main/ipc/failure-view';
import type { AppView } from '../../preload/views/views';
import { language, setLanguage, words } from '../../renderer/app/state/words';
import { setLanguage as setLanguageInMain } from '../../resources/words/messages';
import { strayEnglish } from '../words/stray-english';
import { arrivals } from './gallery/sample-state';
import { scenes } from './gallery/scenes';
import { choose, openWindow } from './open-window';
import { emptyView, hourMs, share } from './views';
import { someOf } from '../volume';
import type { NoticeView } from '../../preload/views/notice-view';

const nowMs = Date.now();

beforeEach(() => setLanguageInMain('ko'));
afterEach(() => {
  setLanguageInMain('en');
  setLanguage('en');
});

/** What main says of failures, as it says it in Korean. */
function toldInKorean<T>(value: T): T {
  if (Array.isArray(value)) return value.map(toldInKorean) as T;
  if (typeof value !== 'object' || value === null) return value;
  if ('code' in value && 'safety' in value) return failureView(new Failure(value.code as FailureCode)) as T;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, toldInKorean(part as unknown)])) as T;
}
const korean = (view: AppView): AppView => ({ ...toldInKorean(view), resolvedLanguage: 'ko' });

/** Every string of a view: names of files and connections, hosts, buckets; they stay as they are. */
function stringsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}

/** What is seen, and what is heard. */
function textsOf(root: Element): readonly string[] {
  const texts: string[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) texts.push(node.textContent ?? '');
  for (const element of root.querySelectorAll('*')) {
    for (const name of ['aria-label', 'aria-valuetext', 'aria-roledescription', 'title', 'placeholder', 'alt'])
      texts.push(element.getAttribute(name) ?? '');
  }
  return texts;
}

const labels = providers.filter(({ id }) => id !== 'other').map(({ label }) => label);

const english = (view: AppView) => strayEnglish(textsOf(document.body), [...stringsOf(view), ...labels]);

async function open(view: AppView) {
  const opened = await openWindow(korean(view));
  // By its place: looking for a role reads the whole page.
  const go = (screenName: 'shares' | 'requests' | 'connections' | 'settings') =>
    act(async () => {
      const at = ['shares', 'requests', 'connections', 'settings'].indexOf(screenName);
      document.querySelectorAll<HTMLElement>('nav button')[at]?.click();
    });
  return { ...opened, go };
}

/** The scenes but the long ones; of those that differ only in what the shares' screen shows, the first one stands for the other screens. */
const lookedAt = Object.entries(scenes)
  .filter(([name]) => name !== 'many' && name !== 'history')
  .map(([name, scene]) => {
    const view = scene(nowMs);
    return { name, view, rest: JSON.stringify({ ...view, uploads: [], shares: [], notices: [] }) };
  })
  .map(({ name, view, rest }, index, all) => {
    const isFirst = all.findIndex((other) => other.rest === rest) === index;
    return {
      name,
      view,
      screens: isFirst ? (['requests', 'connections', 'settings', 'shares'] as const) : (['shares'] as const),
    };
  });

test.each(someOf(lookedAt, 3))('no screen of the scene $name has anything English', async ({ view, screens }) => {
  const { go } = await open(view);
  expect(document.documentElement.lang).toBe('ko');
  const found: string[] = [];
  for (const screenName of screens) {
    await go(screenName);
    found.push(...english(view).map((text) => `${screenName}: ${text}`));
  }
  expect(found).toEqual([]);
});

describe('dialogs and menus', () => {
  const view = scenes.shares(nowMs);

  test.each(['qr', 'end', 'door'] as const)('%s', async (action) => {
    const { user, answer } = await open(view);
    answer('shares:qr', { ok: true, value: { picture: '/picture/token' } });
    await user.click(screen.getAllByRole('button', { name: '더 보기' })[0] as HTMLElement);
    expect(english(view)).toEqual([]);
    await user.click(await screen.findByRole('menuitem', { name: words.shares.actions[action] }));
    await screen.findByRole('dialog');
    expect(english(view)).toEqual([]);
  });

  test('the form of a file request, and what arrived by one', async () => {
    const received = scenes.requests(nowMs);
    const { user, go, answer } = await open(received);
    answer('file-requests:details', {
      ok: true,
      value: { host: 's3.example.com', bucket: 'files', arrivals: arrivals(nowMs) },
    });
    await user.click(screen.getByRole('button', { name: '다른 방법으로 공유' }));
    await user.click(await screen.findByRole('menuitem', { name: '파일 요청' }));
    await screen.findByRole('dialog');
    expect(english(received)).toEqual([]);
    await user.keyboard('{Escape}');
    await go('requests');
    await user.click(screen.getByRole('button', { name: /파티 사진.* 보기/ }));
    await screen.findByRole('list', { name: '도착한 파일' });
    const said = [
      ...stringsOf(received),
      ...stringsOf(arrivals(nowMs)),
      ...labels,
      'SHA-256',
      's3.example.com',
      '\ufffdanonymous',
    ];
    expect(strayEnglish(textsOf(document.body), said)).toEqual([]);
  });

  test('the question before a link is taken back', async () => {
    const { user } = await open(view);
    await user.click(screen.getAllByRole('button', { name: '회수' })[0] as HTMLElement);
    expect(screen.getByRole('dialog', { name: '이 링크를 회수할까요?' })).toBeDefined();
    expect(english(view)).toEqual([]);
  });

  test('a new connection, empty and with what is missing', async () => {
    const { user, go } = await open(view);
    await go('connections');
    await user.click(screen.getByRole('button', { name: '연결 추가' }));
    expect(english(view)).toEqual([]);
    await user.click(screen.getByRole('button', { name: '연결 저장' }));
    expect(english(view)).toEqual([]);
  });

  test('the offers of a combobox', async () => {
    const { user, go } = await open(view);
    await user.click(screen.getByRole('combobox', { name: '링크 유효 기간' }));
    const offers = (await screen.findAllByRole('option')).map(({ textContent }) => textContent);
    expect(offers).toEqual(['15분', '1시간', '1일', '7일', '직접 입력…']);
    await user.keyboard('{Escape}');
    await go('settings');
    for (const box of screen.getAllByRole('combobox')) {
      await user.click(box);
      await screen.findAllByRole('option');
      expect(english(view)).toEqual([]);
      await user.keyboard('{Escape}');
    }
  });
});

describe('notices', () => {
  const name = '보고서.pdf';
  const polite: readonly NoticeView[] = [
    { id: '1', kind: 'copied', count: 1, name, expiresAtMs: nowMs + hourMs, reach: 'loopback' },
    { id: '2', kind: 'copied', count: 3, expiresAtMs: nowMs + hourMs, reach: 'loopback' },
    { id: '3', kind: 'revoked', name, links: 1 },
    { id: '4', kind: 'revoked', name, links: 5 },
    { id: '22', kind: 'revoked', name, links: 5, door: 'closed' },
    { id: '23', kind: 'revoked', name, links: 5, door: 'cached' },
    ...[
      { became: 'dead', status: 403 } as const,
      { became: 'closed', endsAtMs: nowMs + hourMs } as const,
      { became: 'kept', endsAtMs: nowMs + hourMs } as const,
      { became: 'gone' } as const,
    ].map((target): NoticeView => {
      return {
        id: '24',
        kind: 'door-closed',
        address: 'https://1.2.3.4/7',
        status: 404,
        isPage: false,
        isCached: true,
        target,
      };
    }),
    { id: '25', kind: 'door-pointed', address: 'https://1.2.3.4/7', name },
    { id: '26', kind: 'extended', shareId: 's', name, isSame: true },
    { id: '5', kind: 'unverified', count: 1, name },
    { id: '6', kind: 'clock', offsetMs: hourMs },
    { id: '7', kind: 'clock', offsetMs: -hourMs },
    { id: '8', kind: 'extended', shareId: 's', name, oldEndMs: nowMs + hourMs },
    { id: '9', kind: 'renewed', shareId: 's', name, oldEndMs: nowMs + hourMs },
    { id: '20', kind: 'request-link', requestId: 'r', name, until: nowMs + hourMs, isCopied: true, reach: 'private' },
    { id: '21', kind: 'request-link', requestId: 'r', name, until: nowMs + hourMs, isCopied: false, reach: 'private' },
    { id: '18', kind: 'received', requestId: 'r', name, sender: '김', count: 3, refused: 1 },
    { id: '10', kind: 'removed', shareId: 's', name, linkLives: true },
    { id: '17', kind: 'cancelled', count: 3 },
    { id: '11', kind: 'skipped', count: 2 },
    { id: '12', kind: 'restarted', name, why: 'file-changed' },
    { id: '13', kind: 'restarted', name, why: 'upload-lost' },
    { id: '14', kind: 'session-only' },
    { id: '16', kind: 'update', version: '0.2.0' },
    { id: '15', kind: 'long-link', shareId: 's', name, characters: 2345, shortest: 2000, hasToken: true },
  ];

  test('of every kind', async () => {
    const { push } = await open(emptyView());
    const found: string[] = [];
    for (const notice of polite) {
      push(korean(emptyView({ notices: [notice] })));
      found.push(...english(emptyView()));
    }
    expect(found).toEqual([]);
  });
});

describe('the language', () => {
  test('is chosen in the settings under its own name', async () => {
    const { user, asked } = await openWindow(emptyView());
    await user.click(screen.getByRole('button', { name: 'Settings' }));
    await choose(user, 'Language', '한국어');
    expect(asked('settings:save')).toEqual([[{ language: 'ko' }]]);
  });

  test('changes at once, in rows that did not change too, and back', async () => {
    const view = emptyView({ shares: [share(nowMs), share(nowMs, { id: 's-2', state: 'revoked' })] });
    const { push } = await openWindow(view);
    const row = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent);
    const before = row();
    expect(before[1]).toContain('Taken back');
    push({ ...view, language: 'ko', resolvedLanguage: 'ko' });
    expect(language()).toBe('ko');
    expect(row()[0]).toContain('남음');
    expect(row()[1]).toContain('회수됨');
    expect(english(view)).toEqual([]);
    push(view);
    expect(row()).toEqual(before);
    expect(document.documentElement.lang).toBe('en');
  });
});
