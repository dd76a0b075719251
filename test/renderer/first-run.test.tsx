// The first start is one drop zone and one quiet line; the drop without a choice must work.
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { refused } from './fake-bridge';
import { choose, openWindow } from './open-window';
import { connection, embedded, emptyView, failure, share } from './views';

const firstRun = emptyView({ firstRun: true, connections: [], keychain: 'unknown', pointsToStorage: true });
const zone = () => screen.getByRole('region', { name: 'Drop files here' });

test('is six controls, and says where its links open', async () => {
  await openWindow(firstRun);
  expect(zone().textContent).toContain('on this computer only');
  const main = within(screen.getByRole('main'));
  expect([...main.getAllByRole('button'), ...main.getAllByRole('combobox')]).toHaveLength(6);
});

test('“Connect storage” opens the empty form, and is offered again', async () => {
  const { user, asked } = await openWindow(firstRun);
  await user.click(screen.getByRole('button', { name: 'Connect storage' }));
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('New connection');
  expect(document.activeElement?.textContent).toBe('New connection');
  expect(asked('settings:save')).toEqual([]);
});

test('after the first link it is offered below the list, until the answer', async () => {
  const { user, asked, push } = await openWindow({ ...firstRun, shares: [share(Date.now())] });
  expect(within(zone()).queryByRole('button', { name: 'Connect storage' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Not now' }));
  await user.click(screen.getByRole('button', { name: 'Connect storage' }));
  expect(asked('settings:save')).toEqual([[{ storageHinted: true }], [{ storageHinted: true }]]);
  await user.click(screen.getByRole('button', { name: 'Shares' }));
  push({ ...firstRun, pointsToStorage: false });
  expect(screen.queryByRole('button', { name: 'Connect storage' })).toBeNull();
});

test('the drop zone is already live', async () => {
  const { asked } = await openWindow(firstRun);
  fireEvent.drop(zone(), { dataTransfer: { types: ['Files'], files: [new File(['x'], 'a.txt')] } });
  expect(asked('files:share').length).toBe(1);
});

test('this computer can be chosen, also where connections were lost, and a bucket that could not be started says why', async () => {
  const { user, asked, push } = await openWindow(firstRun, {
    before: (fake) => fake.answer('connections:try-embedded', refused(failure({ message: 'The port is taken.' }))),
  });
  await choose(user, 'Files go to', 'This computer');
  expect((await screen.findByRole('alert')).textContent).toContain('The port is taken.');
  push({ ...firstRun, connections: [embedded(), connection()] });
  await choose(user, 'Files go to', 'This computer');
  expect(asked('connections:set-default')).toEqual([[{ connectionId: 'c-here' }]]);
});
