// A menu that is rebuilt under the pointer made a click on "Open Mayfly" hit "Quit".
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createMenuWhenClosed } from '../../../main/shell/tray/menu-when-closed';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function createMenu() {
  const given: string[] = [];
  return { given, menu: createMenuWhenClosed<string>((items) => given.push(items)) };
}

test('what is shown already is not built again', () => {
  const { given, menu } = createMenu();
  for (const items of ['a', 'a', 'b', 'a', 'a']) menu.show(items);
  expect(given).toEqual(['a', 'b', 'a']);
});

test('an open menu stays as it is; the last change comes a little after it closes', () => {
  const { given, menu } = createMenu();
  menu.show('a');
  menu.opened();
  menu.show('b');
  menu.show('c');
  vi.advanceTimersByTime(20_000);
  menu.closed();
  expect(given).toEqual(['a']);
  vi.advanceTimersByTime(250);
  expect(given).toEqual(['a', 'c']);
});

test('a change that is taken back while it is open builds nothing', () => {
  const { given, menu } = createMenu();
  menu.show('a');
  menu.opened();
  menu.show('b');
  menu.show('a');
  menu.closed();
  vi.runAllTimers();
  expect(given).toEqual(['a']);
});

test('a desktop that tells only of submenus that open: it counts as open for half a minute after the last', () => {
  const { given, menu } = createMenu();
  menu.opened();
  menu.show('a');
  vi.advanceTimersByTime(29_000);
  menu.opened();
  vi.advanceTimersByTime(29_000);
  expect(given).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(given).toEqual(['a']);
});

test('a new icon gets its menu at once, whatever the old one showed', () => {
  const { given, menu } = createMenu();
  menu.show('a');
  menu.opened();
  menu.reset();
  menu.show('a');
  expect(given).toEqual(['a', 'a']);
});
