// A document is told the whole view once, and then what changed.
import { expect, test } from 'vitest';
import { createTeller } from '../../main/ipc/push';
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
