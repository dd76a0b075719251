// The list of shares is the whole history: searched as one types, narrowed and put in order.
import { screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ShareView } from '../../preload/views/views';
import { openWindow } from './open-window';
import { emptyView, share } from './views';

const nowMs = Date.now();
const some = (n: number, change: Partial<ShareView> = {}) =>
  Array.from({ length: n }, (_, i) => share(nowMs, { id: `s-${i}`, name: `${i}.txt`, ...change }));
const found = (...shares: readonly ShareView[]) => ({ ok: true as const, value: { total: shares.length, shares } });
const names = () =>
  within(screen.getByRole('list', { name: 'Shares' }))
    .getAllByRole('listitem')
    .map((row) => row.getAttribute('aria-label'));

describe('a handful', () => {
  test('needs no search, and nothing is asked of main for it', async () => {
    const { asked } = await openWindow(emptyView({ shares: some(5) }));
    expect(screen.queryByRole('searchbox')).toBeNull();
    expect(asked('shares:find')).toEqual([]);
  });
});

describe('more', () => {
  test('can be searched as one types; what was told stays until main has answered', async () => {
    const { user, asked, answer } = await openWindow(emptyView({ shares: some(6) }));
    let tell = (_outcome: ReturnType<typeof found>) => {};
    answer('shares:find', () => new Promise((resolve) => void (tell = resolve)));
    await user.type(screen.getByRole('searchbox', { name: 'Search shares' }), 'a');
    expect(names()).toHaveLength(6);
    expect(asked('shares:find')).toEqual([[{ text: 'a', sort: 'newest', offset: 0, limit: 100 }]]);
    tell(found(share(nowMs, { id: 'old', name: 'a.txt' })));
    await expect.poll(() => names()).toEqual(['a.txt']);
    expect(screen.getAllByText('1 found').length).toBe(2);

    await user.keyboard('{Escape}');
    expect(names()).toHaveLength(6);
  });

  test('can be narrowed to a state and put in order', async () => {
    const { user, asked, answer } = await openWindow(emptyView({ shares: some(6) }));
    answer('shares:find', async () => found(share(nowMs, { name: 'b.txt', verified: false })));
    for (const option of ['Not verified yet', 'Largest first']) {
      await user.click(screen.getByRole('button', { name: 'Filter and sort' }));
      await user.click(await screen.findByRole('menuitemradio', { name: option }));
    }
    expect(asked('shares:find').at(-1)).toEqual([
      { text: '', verified: false, states: ['live'], sort: 'largest', offset: 0, limit: 100 },
    ]);
    expect(names()).toEqual(['b.txt']);
  });

  test('when nothing is found, says so and leads back', async () => {
    const { user, answer } = await openWindow(emptyView({ shares: some(6) }));
    answer('shares:find', async () => found());
    await user.type(screen.getByRole('searchbox'), 'nowhere');
    expect(screen.getByRole('heading', { name: 'Nothing found' })).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Show all shares' }));
    expect(names()).toHaveLength(6);
  });

  test('what is found is asked for again when a share changed', async () => {
    const { user, answer, push } = await openWindow(emptyView({ shares: some(6) }));
    answer('shares:find', async () => found(share(nowMs, { name: 'a.txt' })));
    await user.type(screen.getByRole('searchbox'), 'a');
    expect(names()).toEqual(['a.txt']);
    answer('shares:find', async () => found());
    push(emptyView({ shares: some(6), shareChanges: 1 }));
    expect(await screen.findByRole('heading', { name: 'Nothing found' })).toBeDefined();
  });
});

describe('a hundred thousand', () => {
  // The page is not laid out here, so the two measures the list asks for are given.
  beforeEach(() => {
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(76);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test('are counted, the newest are there at once, and few are in the page', async () => {
    await openWindow(emptyView({ shares: some(200) }), {
      before: (fake) =>
        fake.answer('shares:find', async () => ({ ok: true, value: { total: 100_000, shares: some(100) } })),
    });
    const rows = within(screen.getByRole('list', { name: 'Shares' })).getAllByRole('listitem');
    expect(rows[0]?.getAttribute('aria-label')).toBe('0.txt');
    expect(rows.length).toBeLessThan(40);
    await screen.findByText('100,000');
    expect(rows[0]?.getAttribute('aria-setsize')).toBe('100000');
  });
});
