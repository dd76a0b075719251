// @vitest-environment happy-dom
// The first minute decides; both ways to begin and the drop without a choice must work.
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { refused } from './fake-bridge';
import { openWindow } from './open-window';
import { emptyView, failure } from './views';

const firstRun = emptyView({ firstRun: true, connections: [], keychain: 'unknown' });

test('says what Mayfly does and offers two ways', async () => {
  const { user, asked, push } = await openWindow(firstRun);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Drop a file, get a link that dies.');
  await user.click(screen.getByRole('button', { name: 'Try it on this computer' }));
  expect(asked('connections:try-embedded').length).toBe(1);
  push(emptyView());
  expect(screen.queryByRole('button', { name: 'Connect storage' })).toBeNull();
});

test('“Connect storage” opens the empty form', async () => {
  const { user } = await openWindow(firstRun);
  await user.click(screen.getByRole('button', { name: 'Connect storage' }));
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('New connection');
  expect(document.activeElement?.textContent).toBe('New connection');
});

test('the drop zone is already live', async () => {
  const { asked } = await openWindow(firstRun);
  const zone = screen.getByRole('region', { name: 'Drop files here' });
  expect(zone.textContent).toContain('This computer');
  fireEvent.drop(zone, { dataTransfer: { types: ['Files'], files: [new File(['x'], 'a.txt')] } });
  expect(asked('files:share').length).toBe(1);
});

test('a bucket that could not be started says why', async () => {
  const { user } = await openWindow(firstRun, {
    before: (fake) => fake.answer('connections:try-embedded', refused(failure({ message: 'The port is taken.' }))),
  });
  await user.click(screen.getByRole('button', { name: 'Try it on this computer' }));
  expect((await screen.findByRole('alert')).textContent).toContain('The port is taken.');
});
