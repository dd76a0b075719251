// A document is told the whole view once, and then what changed.
import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createTeller, pushTo } from '../../main/ipc/push';
import type { News } from '../../main/ipc/view-source';
import type { AppView } from '../../preload/views/views';
import { emptyView, share } from '../renderer/views';

const visit = { sequence: 1, screen: 'shares' } as const;

test('a document is told all parts, then those that differ, and which are gone', () => {
  let view: AppView = emptyView({ visit });
  const teller = createTeller(() => view);
  const told = () => {
    const news = teller.news();
    return news === undefined ? undefined : (JSON.parse(news) as unknown);
  };
  expect(told()).toEqual({ isWhole: true, parts: JSON.parse(JSON.stringify(view)) });
  view = { ...view, shares: [...view.shares] };
  expect(told()).toBeUndefined();
  const shares = [share(0)];
  view = { ...view, shares };
  expect(told()).toEqual({ isWhole: false, parts: { shares } });
  const { visit: _ended, ...left } = view;
  view = left;
  expect(told()).toEqual({ isWhole: false, parts: { visit: null } });
  teller.forget();
  expect(told()).toEqual({ isWhole: true, parts: JSON.parse(JSON.stringify(left)) });
});

test('the rows of a burst are told once small files have had the time for their links, and what a person does at once', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const told: string[] = [];
  const send = (_channel: string, news: string) => void told.push(news);
  const contents = Object.assign(new EventEmitter(), { isDestroyed: () => false, send }) as unknown as WebContents;
  let view = emptyView();
  let tell = (_news: News): void => undefined;
  const subscribe = (listener: typeof tell) => {
    tell = listener;
    return () => undefined;
  };
  pushTo(contents, { current: () => view, subscribe });
  const toldAfter = (ms: number, news: News) => {
    view = { ...view, shareChanges: view.shareChanges + 1 };
    tell(news);
    const before = told.length;
    vi.advanceTimersByTime(ms);
    return told.length - before;
  };
  vi.advanceTimersByTime(5_000);
  expect(toldAfter(590, 'burst')).toBe(0);
  expect(toldAfter(20, 'burst')).toBe(1);
  expect(toldAfter(900, 'burst')).toBe(0);
  expect(toldAfter(200, 'change')).toBe(1);
  vi.advanceTimersByTime(5_000);
  expect(toldAfter(80, 'upload')).toBe(1);
});
