// A thousand shares must not become a thousand rows in the page.
import { screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openWindow } from './open-window';
import { emptyView, share } from './views';

const viewportPx = 600;
const rowPx = 70;

// The page is not laid out here, so the two measures the list asks for are given.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(viewportPx);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(rowPx);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const shares = (n: number) =>
  Array.from({ length: n }, (_, i) => share(Date.now(), { id: `s-${i}`, name: `${i}.txt` }));

test('fifty are all there', async () => {
  await openWindow(emptyView({ shares: shares(50) }));
  expect(screen.getAllByRole('listitem').length).toBe(50);
});

test('of a list far below the window one row is there, for the keyboard', async () => {
  vi.spyOn(HTMLUListElement.prototype, 'getBoundingClientRect').mockReturnValue(
    new DOMRect(0, 10 * viewportPx, 600, rowPx),
  );
  await openWindow(emptyView({ shares: shares(1000) }));
  expect(screen.getAllByRole('listitem').map((row) => row.getAttribute('aria-posinset'))).toEqual(['1']);
});

test('of a thousand only those near the view are there, and each knows its place', async () => {
  await openWindow(emptyView({ shares: shares(1000) }));
  const rows = screen.getAllByRole('listitem');
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.length).toBeLessThan(40);
  expect(rows[3]?.getAttribute('aria-posinset')).toBe('4');
  expect(rows[3]?.getAttribute('aria-setsize')).toBe('1000');
});
