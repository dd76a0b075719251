// How long links live is chosen here, and a length that cannot be signed is refused with its reason.
import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { choose, openWindow } from './open-window';
import { connection, emptyView } from './views';

test.each([
  ['15 minutes', 900],
  ['1 hour', 3600],
  ['7 days', 604_800],
])('%s is saved as %d s', async (option, expirySeconds) => {
  const { user, asked } = await openWindow(emptyView());
  await choose(user, 'Link expires in', option);
  expect(asked('lifetime:choose')).toEqual([[{ expirySeconds }]]);
});

test('a length of one’s own is saved as soon as it can be signed', async () => {
  const { user, asked } = await openWindow(emptyView());
  await choose(user, 'Link expires in', 'Custom…');
  const amount = await screen.findByRole('textbox', { name: 'Amount' });
  expect(amount).toHaveProperty('value', '1');
  expect(asked('lifetime:choose')).toEqual([]);
  await choose(user, 'Unit', 'seconds');
  await user.clear(amount);
  await user.type(amount, '3');
  expect(asked('lifetime:choose').at(-1)).toEqual([{ expirySeconds: 3 }]);
});

test.each([
  ['0', 'at least 1 second'],
  ['-1', 'at least 1 second'],
  ['8', 'at most 7 days'],
  ['abc', 'in digits'],
])('%s days is refused with the reason, and nothing is saved', async (typed, reason) => {
  const { user, asked } = await openWindow(emptyView());
  await choose(user, 'Link expires in', 'Custom…');
  const amount = await screen.findByRole('textbox', { name: 'Amount' });
  await user.clear(amount);
  await user.type(amount, typed);
  expect(amount.getAttribute('aria-invalid')).toBe('true');
  const said = document.getElementById(amount.getAttribute('aria-describedby') ?? '');
  expect(said?.textContent).toContain(reason);
  expect(said?.textContent).toContain('links still expire in 1 day');
  expect(asked('lifetime:choose')).toEqual([]);
});

test('Enter ends it, and not while it cannot be signed', async () => {
  const { user, asked } = await openWindow(emptyView());
  await choose(user, 'Link expires in', 'Custom…');
  const amount = await screen.findByRole('textbox', { name: 'Amount' });
  await user.clear(amount);
  await user.type(amount, '0{Enter}');
  expect(screen.getByRole('textbox', { name: 'Amount' })).toBe(amount);
  await user.clear(amount);
  await user.type(amount, '3{Enter}');
  await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Amount' })).toBeNull());
  expect(asked('lifetime:choose').at(-1)).toEqual([{ expirySeconds: 259_200 }]);
});

test('a length with a unit of its own sets the unit, and another unit keeps its number', async () => {
  const { user, asked } = await openWindow(emptyView());
  await choose(user, 'Link expires in', 'Custom…');
  const amount = await screen.findByRole('textbox', { name: 'Amount' });
  await user.clear(amount);
  await user.type(amount, '36h');
  expect(asked('lifetime:choose').at(-1)).toEqual([{ expirySeconds: 129_600 }]);
  expect(screen.getByRole('combobox', { name: 'Unit' }).textContent).toContain('hours');
  await choose(user, 'Unit', 'minutes');
  expect(amount).toHaveProperty('value', '36');
  expect(asked('lifetime:choose').at(-1)).toEqual([{ expirySeconds: 2_160 }]);
});

test('a saved length that is not on offer is shown as what it is, and is on offer', async () => {
  const { user } = await openWindow(emptyView({ expirySeconds: 5400 }));
  const box = screen.getByRole('combobox', { name: 'Link expires in' });
  expect(box.textContent).toBe('1 hour 30 minutes');
  await choose(user, 'Link expires in', 'Custom…');
  expect(await screen.findByRole('textbox', { name: 'Amount' })).toHaveProperty('value', '90');
  expect(screen.getByRole('combobox', { name: 'Unit' }).textContent).toContain('minutes');
  await user.keyboard('{Escape}');
  await waitFor(() => expect(document.activeElement).toBe(box));
});

test('a change from elsewhere is followed', async () => {
  const { push } = await openWindow(emptyView());
  push(emptyView({ expirySeconds: 3600 }));
  expect(screen.getByRole('combobox', { name: 'Link expires in' }).textContent).toContain('1 hour');
});

test('ninety days are offered where the storage takes them, and none longer than the connection allows', async () => {
  const tigris = connection({ isDefault: true, longestExpirySeconds: 7_776_000 });
  const { user, asked, push } = await openWindow(emptyView({ connections: [tigris] }));
  await choose(user, 'Link expires in', '90 days');
  expect(asked('lifetime:choose')).toEqual([[{ expirySeconds: 7_776_000 }]]);
  push(emptyView({ connections: [{ ...tigris, maxExpirySeconds: 3_600 }] }));
  expect(screen.getByRole('combobox', { name: 'Link expires in' }).textContent).toBe('1 hour');
  await user.click(screen.getByRole('combobox', { name: 'Link expires in' }));
  const labels = screen.getAllByRole('option').map(({ textContent }) => textContent);
  expect(labels).toEqual(['15 minutes', '1 hour', 'Custom…']);
});
