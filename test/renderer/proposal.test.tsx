// What somebody else proposes is agreed to as it was shown, under the name that was typed.
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openWindow } from './open-window';
import { emptyView } from './views';

const proposal = (names: readonly string[], from: 'link' | 'desktop' = 'desktop') =>
  emptyView({ proposal: { id: 'p1', from, what: 'paths', names, count: names.length } });

test('a single file can be given another name first', async () => {
  const { user, asked } = await openWindow(proposal(['report.pdf']));
  const name = screen.getByRole<HTMLInputElement>('textbox', { name: 'Name for the recipient' });
  expect(name.value).toBe('report.pdf');
  await user.clear(name);
  await user.type(name, 'Offer');
  await user.click(screen.getByRole('button', { name: 'Share' }));
  expect(asked('proposal:accept')).toEqual([[{ proposalId: 'p1', options: { name: 'Offer' } }]]);
});

test('as it is, or not at all', async () => {
  const { user, asked } = await openWindow(proposal(['report.pdf']));
  await user.click(screen.getByRole('button', { name: 'Share' }));
  await user.click(screen.getByRole('button', { name: 'Not now' }));
  expect(asked('proposal:accept')).toEqual([[{ proposalId: 'p1', options: {} }]]);
  expect(asked('proposal:dismiss')).toEqual([[{ proposalId: 'p1' }]]);
});

test('several are listed, and what a link wants can be refused by Enter', async () => {
  await openWindow(proposal(['a.txt', 'b.txt'], 'link'));
  expect(screen.getByRole('list', { name: 'Files' }).children).toHaveLength(2);
  expect(screen.queryByRole('textbox', { name: 'Name for the recipient' })).toBeNull();
  expect(screen.getByText(/Any web page can make such a link/)).toBeDefined();
});
