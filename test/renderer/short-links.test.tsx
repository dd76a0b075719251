// The short link of a share: told in its row, kept by another end, led to something else or taken back in one dialog.
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { ShareView } from '../../preload/views/views';
import { actionsFor } from '../../renderer/app/history/share-actions';
import { item, openWindow, type OpenWindow } from './open-window';
import { dayMs, emptyView, hourMs, share } from './views';

const nowMs = Date.now();
const doorAddress = 'https://go.example.com/k7QmX2aB9cD4eF6g';
const shown = 'go.example.com/k7QmX2aB9cD4eF6g';
const one = (change: Partial<ShareView> = {}) => share(nowMs, { doorAddress, ...change });

async function pick(user: OpenWindow['user'], name: string) {
  await user.click(within(item('Shares', 'report.pdf')).getByRole('button', { name: 'More' }));
  await user.click(await screen.findByRole('menuitem', { name }));
}

test.each<readonly [string, Partial<ShareView>, boolean, readonly string[]]>([
  ['live', {}, true, ['door']],
  ['expired: its short link may still lead to something else', { state: 'expired' }, false, ['door']],
  ['taken back', { state: 'revoked' }, false, []],
  ['encrypted', { encryption: 'link' }, true, ['door', 'password']],
])('the actions of a share with a short link, %s', (_what, change, live, expected) => {
  const about = new Set(['password', 'door']);
  expect(
    actionsFor(one(change), live)
      .flat()
      .filter((action) => about.has(action)),
  ).toEqual(expected);
});

test('its row tells of it, and that taking back ends it too', async () => {
  const { user } = await openWindow(emptyView({ shares: [one()] }));
  const row = item('Shares', 'report.pdf');
  expect(within(row).getByText('short link').title).toBe(shown);
  await user.click(within(row).getByRole('button', { name: 'Take back' }));
  expect((await screen.findByRole('dialog', { name: 'Take this link back?' })).textContent).toContain(
    `the link and ${shown} stop working`,
  );
});

test('a longer life leaves it the same', async () => {
  const { user } = await openWindow(emptyView({ shares: [one()] }));
  await pick(user, 'Change end…');
  expect((await screen.findByRole('dialog', { name: 'Change end' })).textContent).toContain(`${shown} stays the same`);
});

test('its details say until when, and when Mayfly has to run for it', async () => {
  const { user } = await openWindow(emptyView({ shares: [one()] }), {
    before: ({ answer }) =>
      answer('shares:details', {
        ok: true,
        value: {
          host: 'h',
          bucket: 'b',
          files: [],
          door: { state: 'open', untilMs: nowMs + 30 * dayMs, renewByMs: nowMs + hourMs },
        },
      }),
  });
  await user.click(screen.getByRole('button', { name: 'report.pdf' }));
  expect(
    await screen.findByText(/^go\.example\.com\/k7Qm\S+, the same until .+, if Mayfly runs once before /),
  ).toBeDefined();
});

test('it leads to another share of the same storage that its links can open', async () => {
  const others = [
    share(nowMs, { id: 's-2', name: 'plan.pdf' }),
    share(nowMs, { id: 's-3', name: 'secret.pdf', encryption: 'link' }),
    share(nowMs, { id: 's-4', name: 'elsewhere.pdf', connectionName: 'Attic' }),
    share(nowMs, { id: 's-5', name: 'over.pdf', state: 'expired' }),
  ];
  const { user, asked } = await openWindow(emptyView({ shares: [one(), ...others] }));
  await pick(user, 'Short link…');
  const dialog = await screen.findByRole('dialog', { name: 'Short link' });
  expect(dialog.textContent).toContain('Whoever has this short link gets something else');
  await user.click(within(dialog).getByRole('combobox', { name: 'Leads to' }));
  expect((await screen.findAllByRole('option')).map(({ textContent }) => textContent)).toEqual([
    'New files',
    'plan.pdf',
  ]);
  await user.click(screen.getByRole('option', { name: 'plan.pdf' }));
  expect(asked('doors:point')).toEqual([]);
  await user.click(within(dialog).getByRole('button', { name: 'Change' }));
  expect(asked('doors:point')).toEqual([[{ shareId: 's-1', to: { kind: 'share', shareId: 's-2' } }]]);
});

test('it leads to new files, which are encrypted for the links that people have', async () => {
  const { user, asked } = await openWindow(emptyView({ shares: [one({ encryption: 'link' })] }));
  await pick(user, 'Short link…');
  const dialog = await screen.findByRole('dialog', { name: 'Short link' });
  expect(dialog.textContent).toContain('They are encrypted by the secret in the link that people have.');
  await user.type(within(dialog).getByLabelText('Password'), 'again');
  await user.click(within(dialog).getByRole('button', { name: 'Choose files' }));
  expect(asked('doors:point')).toEqual([[{ shareId: 's-1', to: { kind: 'files', password: 'again' } }]]);
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('it is taken back after a question whose first answer is no', async () => {
  const { user, asked } = await openWindow(emptyView({ shares: [one()] }));
  await pick(user, 'Short link…');
  await user.click(await screen.findByRole('button', { name: 'Take back…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Take this short link back?' });
  expect(document.activeElement?.textContent).toBe('Keep the link');
  await user.click(within(dialog).getByRole('button', { name: 'Take back short link' }));
  expect(asked('doors:close')).toEqual([[{ shareId: 's-1' }]]);
});

test('another password goes to main once, and an empty one takes it away', async () => {
  const { user, asked } = await openWindow(emptyView({ shares: [one({ encryption: 'password' })] }));
  await pick(user, 'Change password…');
  const dialog = await screen.findByRole('dialog', { name: 'Change password' });
  expect(dialog.textContent).toContain('The short link stays the same: only what opens it changes.');
  await user.type(within(dialog).getByLabelText('Password'), 'another');
  await user.click(within(dialog).getByRole('button', { name: 'Change password' }));
  await pick(user, 'Change password…');
  await user.click(await screen.findByRole('button', { name: 'Change password' }));
  expect(asked('shares:change-password')).toEqual([[{ shareId: 's-1', password: 'another' }], [{ shareId: 's-1' }]]);
});
