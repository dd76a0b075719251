// The window shows the newest state it was told, and says so when it was told none.
import { act, render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Outcome } from '../../preload/contract';
import type { AppView } from '../../preload/views/views';
import { App } from '../../renderer/app/window/App';
import { createFakeBridge, refused } from './fake-bridge';
import { openWindow } from './open-window';
import { emptyView, failure, share, upload } from './views';

test('an event that came before the first answer is not overwritten by it', async () => {
  const fake = createFakeBridge(emptyView());
  let answerFirst: (outcome: Outcome<AppView>) => void = () => {};
  const slow = new Promise<Outcome<AppView>>((resolve) => {
    answerFirst = resolve;
  });
  Object.defineProperty(window, 'mayfly', { value: { ...fake.bridge, 'state:get': () => slow }, configurable: true });
  render(<App />);
  act(() => fake.push(emptyView({ shares: [share(Date.now(), { name: 'new.txt' })] })));
  await act(async () => answerFirst({ ok: true, value: emptyView() }));
  expect(screen.getByRole('listitem', { name: 'new.txt' })).toBeDefined();
});

test('what changed before the first answer came is shown with it', async () => {
  const fake = createFakeBridge(emptyView());
  let answerFirst: (outcome: Outcome<AppView>) => void = () => {};
  const slow = new Promise<Outcome<AppView>>((resolve) => {
    answerFirst = resolve;
  });
  Object.defineProperty(window, 'mayfly', { value: { ...fake.bridge, 'state:get': () => slow }, configurable: true });
  render(<App />);
  act(() => fake.tell({ shares: [share(Date.now(), { name: 'new.txt' })] }));
  expect(screen.queryByRole('navigation')).toBeNull();
  await act(async () => answerFirst({ ok: true, value: emptyView() }));
  expect(screen.getByRole('listitem', { name: 'new.txt' })).toBeDefined();
});

test('what did not change stays', async () => {
  const fake = createFakeBridge(emptyView());
  const shares = [share(Date.now(), { name: 'old.txt' })];
  await openWindow(emptyView({ shares }), { before: (one) => Object.assign(fake, one) });
  act(() => fake.tell({ uploads: [upload({ name: 'on-its-way.txt' })] }));
  expect(screen.getByRole('listitem', { name: 'on-its-way.txt' })).toBeDefined();
  expect(screen.getByRole('listitem', { name: 'old.txt' })).toBeDefined();
});

test('of views of many uploads that come quickly the last one is drawn', async () => {
  const fake = createFakeBridge(emptyView());
  await openWindow(emptyView(), { before: (one) => Object.assign(fake, one) });
  const uploads = Array.from({ length: 60 }, (_, at) => upload({ id: `u-${at}`, name: `${at}.txt` }));
  const left = (count: number) => emptyView({ uploads: uploads.slice(0, count) });
  for (const count of [60, 59, 58, 57, 56, 55]) fake.push(left(count));
  expect(await screen.findByText('55 running')).toBeDefined();
  act(() => fake.push(left(1)));
  expect(screen.queryByText(/ running/)).toBeNull();
});

test('a state that cannot be had is said', async () => {
  const fake = createFakeBridge(emptyView());
  const getView = async () => refused(failure({ message: 'The history is damaged.' }));
  Object.defineProperty(window, 'mayfly', { value: { ...fake.bridge, 'state:get': getView }, configurable: true });
  render(<App />);
  expect((await screen.findByRole('alert')).textContent).toContain('The history is damaged.');
});

test('a page without its bridge says that it cannot reach Mayfly', async () => {
  render(<App />);
  expect((await screen.findByRole('alert')).textContent).toContain('The window cannot reach Mayfly.');
});

test('a border that refuses a call is a notice, not a crash', async () => {
  const { user } = await openWindow(emptyView(), {
    before: (fake) => fake.answer('files:choose', () => Promise.reject(new Error('https://secret.example/?signature'))),
  });
  await user.click(screen.getByRole('button', { name: 'Choose files' }));
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('The window cannot reach Mayfly.');
  expect(alert.textContent).not.toContain('secret.example');
});
