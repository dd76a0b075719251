// "Tell me when it is opened" and "Keep in step with the folder" in the drop zone, and what rows say of shares that do: by the names that people with a screen reader rely on.
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { item, openOptions, openWindow } from './open-window';
import { connection, embedded, emptyView, minuteMs, share } from './views';

const name = 'Tell me when it is opened';
const tell = () => screen.queryByRole('switch', { name });
const paste = () => fireEvent.paste(document.body, { clipboardData: { types: ['text/plain'], files: [] } });
const studio = connection({ isDefault: true, tellsOpenings: true });

test('the switch is off at first, holds for one share, and stands among what is switched on', async () => {
  const { user, asked } = await openWindow(emptyView({ connections: [studio] }));
  await openOptions(user);
  expect(tell()?.getAttribute('aria-checked')).toBe('false');
  await user.click(tell()!);
  expect(screen.getByRole('list', { name: 'Switched on' }).textContent).toBe('tells when opened');
  paste();
  paste();
  expect(asked('clipboard:share')).toEqual([[{ options: { tellWhenOpened: true } }], [{ options: {} }]]);
  await user.click(tell()!);
  await user.click(screen.getByRole('button', { name: 'Switch off: tells when opened' }));
  paste();
  expect(asked('clipboard:share').at(-1)).toEqual([{ options: {} }]);
});

test('a folder that is shared next is kept in step where its switch is on and it becomes a page', async () => {
  const inStep = 'Keep in step with the folder';
  const { user, push, asked } = await openWindow(emptyView({ connections: [studio] }));
  await openOptions(user);
  await user.click(screen.getByRole('switch', { name: inStep }));
  expect(screen.getByRole('list', { name: 'Switched on' }).textContent).toBe('in step with its folder');
  push(emptyView({ connections: [studio], pages: 'never' }));
  expect(screen.queryByRole('switch', { name: inStep })).toBeNull();
  push(emptyView({ connections: [studio] }));
  paste();
  paste();
  expect(asked('clipboard:share')).toEqual([[{ options: { keepInStep: true } }], [{ options: {} }]]);
});

test('where it is not proven there are words in its place, and on this computer nothing: that counts by itself', async () => {
  const { user, push, asked } = await openWindow(emptyView({ connections: [studio] }));
  await openOptions(user);
  await user.click(tell()!);
  push(emptyView({ connections: [{ ...studio, tellsOpenings: false }] }));
  expect(tell()).toBeNull();
  expect(screen.getByText(/^Shares of “Studio” cannot tell when they are opened/)).toBeDefined();
  paste();
  expect(asked('clipboard:share')).toEqual([[{ options: {} }]]);
  push(emptyView({ connections: [embedded({ isDefault: true })] }));
  expect([tell(), screen.queryByText(/cannot tell when they are opened/)]).toEqual([null, null]);
});

test('a row says when it was last seen opened, and its details also that it was not seen yet', async () => {
  const nowMs = Date.now();
  const seen = { opened: 1, saved: 0, lastAtMs: nowMs - 5 * minuteMs, isExact: false };
  const shares = [
    share(nowMs, { id: 's-seen', name: 'Seen', kind: 'page', receipts: seen }),
    share(nowMs, { id: 's-new', name: 'New', kind: 'page', receipts: { opened: 0, saved: 0, isExact: false } }),
  ];
  const { user } = await openWindow(emptyView({ shares }));
  expect(within(item('Shares', 'Seen')).getByText(/^Opened at least once, \S/).title).toMatch(/never by whom/);
  expect(within(item('Shares', 'New')).queryByText(/opened/i)).toBeNull();
  await user.click(within(item('Shares', 'New')).getByRole('button', { name: 'New' }));
  expect(await screen.findByText('Not seen opened yet')).toBeDefined();
});
