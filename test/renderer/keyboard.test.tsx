// The keys of the window do what the dialog and docs/keyboard.md say, and nothing where somebody writes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { rowAct, rowKeys, shownKey, windowAct, windowKeys, type Press } from '../../renderer/app/keyboard/keys';
import { words } from '../../renderer/app/state/words';
import { item, openWindow } from './open-window';
import { emptyView, share } from './views';

const press = (key: string, held: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

describe('a press', () => {
  test.each<[Press, boolean, string | undefined]>([
    [press('?'), false, 'help'],
    [press('/'), false, 'search'],
    [press('f', { ctrlKey: true }), false, 'search'],
    [press('f', { metaKey: true }), true, 'search'],
    [press('f', { ctrlKey: true }), true, undefined],
    [press('f'), false, undefined],
    [press('O', { ctrlKey: true }), false, 'choose'],
    [press('1', { ctrlKey: true }), false, 'shares'],
    [press('2', { ctrlKey: true }), false, 'requests'],
    [press('4', { metaKey: true }), true, 'settings'],
    [press('1'), false, undefined],
    [press('?', { altKey: true }), false, undefined],
    [press('q', { ctrlKey: true }), false, undefined],
  ])('%j, on a Mac: %s, means %s to the window', (pressed, mac, act) => {
    expect(windowAct(pressed, mac)).toBe(act);
  });

  test.each<[Press, string | undefined]>([
    [press('c'), 'copy'],
    [press('C'), 'copy'],
    [press('c', { ctrlKey: true }), undefined],
    [press('Delete'), 'remove'],
    [press('ArrowDown'), 'next'],
    [press('x'), undefined],
  ])('%j means %s to a row', (pressed, act) => {
    expect(rowAct(pressed, false)).toBe(act);
  });

  test.each([
    ['Mod+O', false, 'Ctrl+O'],
    ['Mod+O', true, '⌘O'],
    ['ArrowUp', false, '↑'],
    ['Delete', true, '⌦'],
    ['?', false, '?'],
  ])('%s is printed, on a Mac: %s, as %s', (key, mac, shown) => {
    expect(shownKey(key, mac)).toBe(shown);
  });
});

test('every key is in the dialog "?" and in docs/keyboard.md', async () => {
  const { user } = await openWindow(emptyView({ shares: [share(Date.now() + 3_600_000)] }));
  await user.keyboard('?');
  const dialog = await screen.findByRole('dialog', { name: 'Keyboard' });
  const told = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'keyboard.md'), 'utf8');
  for (const key of Object.values({ ...windowKeys, ...rowKeys }).flat()) {
    expect(within(dialog).getAllByText(shownKey(key, false)).length).toBeGreaterThan(0);
    expect(told).toContain(`\`${shownKey(key, false)}\``);
  }
  for (const text of [...Object.values(words.keyboard.window), ...Object.values(words.keyboard.row)]) {
    expect(within(dialog).getAllByText(text).length).toBeGreaterThan(0);
    expect(told).toContain(text);
  }
  await user.keyboard('{Control>}3{/Control}');
  expect(screen.queryByRole('heading', { name: 'Connections' })).toBeNull();
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('keys go to the screens, to the search and to the file dialog, and write where somebody writes', async () => {
  const shares = Array.from({ length: 8 }, (_, i) => share(Date.now() + 3_600_000, { id: `s-${i}`, name: `${i}.txt` }));
  const { user, asked } = await openWindow(emptyView({ shares }));
  await user.keyboard('{Control>}4{/Control}');
  expect(screen.getByRole('heading', { name: 'Settings' })).toBeDefined();
  await user.keyboard('/');
  const search = await screen.findByRole('searchbox', { name: 'Search shares' });
  await expect.poll(() => document.activeElement).toBe(search);
  await user.keyboard('a?/');
  expect((search as HTMLInputElement).value).toBe('a?/');
  expect(screen.queryByRole('dialog')).toBeNull();
  await user.keyboard('{Control>}o{/Control}');
  expect(asked('files:choose')).toHaveLength(1);
  // The box goes with its screen, and the focus with neither.
  await user.keyboard('{Control>}3{/Control}');
  await expect.poll(() => document.activeElement).toBe(screen.getByRole('heading', { name: 'Connections' }));
});

test('a screen begins at its top, however far the last one was scrolled', async () => {
  const { user } = await openWindow(emptyView());
  const main = screen.getByRole('main');
  await user.click(screen.getByRole('button', { name: 'Settings' }));
  main.scrollTop = 700;
  await user.click(screen.getByRole('button', { name: 'Shares' }));
  expect(main.scrollTop).toBe(0);
});

test('in a row keys press its buttons, and arrows go on to the same button of the row beside it', async () => {
  const shares = [
    share(Date.now() + 3_600_000, { id: 's-a', name: 'a.txt' }),
    share(Date.now() + 3_600_000, { id: 's-b', name: 'b.txt', state: 'expired' }),
    share(Date.now() + 3_600_000, { id: 's-c', name: 'c.txt' }),
  ];
  const { user, asked } = await openWindow(emptyView({ shares }));
  const copy = (name: string) => within(item('Shares', name)).getByRole('button', { name: 'Copy link' });
  copy('a.txt').focus();
  await user.keyboard('c');
  expect(asked('shares:copy-link')).toEqual([[{ shareId: 's-a' }]]);
  // A live link that left the list could not be taken back: only the menu does that.
  await user.keyboard('{Delete}');
  expect(asked('shares:remove')).toEqual([]);
  expect(words.keyboard.row.remove).toBe('Remove an ended link from history');
  await user.keyboard('{ArrowDown}');
  expect(item('Shares', 'b.txt').contains(document.activeElement)).toBe(true);
  await user.keyboard('{ArrowDown}');
  expect(item('Shares', 'c.txt').contains(document.activeElement)).toBe(true);
  await user.keyboard('{ArrowDown}c');
  expect(asked('shares:copy-link')).toEqual([[{ shareId: 's-a' }], [{ shareId: 's-c' }]]);
  await user.keyboard('r');
  expect(await screen.findByRole('button', { name: 'Delete and take back' })).toBeDefined();
  expect(asked('shares:revoke')).toEqual([]);
  await user.keyboard('{Escape}');
  within(item('Shares', 'b.txt')).getByRole('button', { name: 'b.txt' }).focus();
  await user.keyboard('{Delete}');
  expect(asked('shares:remove')).toEqual([[{ shareId: 's-b' }]]);
});

test('the arrow down leads from the search into the list, and the arrow up from its first row back', async () => {
  const shares = Array.from({ length: 8 }, (_, i) => share(Date.now() + 3_600_000, { id: `s-${i}`, name: `${i}.txt` }));
  const { user } = await openWindow(emptyView({ shares }));
  const search = screen.getByRole('searchbox', { name: 'Search shares' });
  search.focus();
  await user.keyboard('{ArrowDown}');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('0.txt');
  await user.keyboard('{ArrowUp}');
  expect(document.activeElement).toBe(search);
});

describe('Enter in a dialog', () => {
  test('in a line presses its button, once, and among several lines it begins another', async () => {
    const { user, asked } = await openWindow(emptyView());
    await user.click(screen.getByRole('button', { name: 'Requests' }));
    await user.click(await screen.findByRole('button', { name: 'Request files' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Request files' }));
    await user.type(dialog.getByRole('textbox', { name: 'Message' }), 'Hello{Enter}you');
    expect(asked('file-requests:make')).toEqual([]);
    await user.type(dialog.getByRole('textbox', { name: 'Title' }), 'Photos{Enter}');
    expect(asked('file-requests:make')).toMatchObject([[{ title: 'FilesPhotos', message: 'Hello\nyou' }]]);
  });

  test('does no harm: that is a button with a press of its own', async () => {
    const { user } = await openWindow(emptyView({ shares: [share(Date.now())] }));
    await user.click(within(item('Shares', 'report.pdf')).getByRole('button', { name: 'Take back' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Take this link back?' }));
    expect(dialog.getByRole('button', { name: 'Delete and take back' }).getAttribute('type')).toBe('button');
  });
});
