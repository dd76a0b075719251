// What a row and its details say of a share that has ended: nothing that holds of a link that opens.
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { formats } from '../../../renderer/app/state/format';
import { item, openWindow } from '../open-window';
import { dayMs, emptyView, hourMs, share } from '../views';

const nowMs = Date.now();

const detailsOf = async (change: Parameters<typeof share>[1]) => {
  const view = emptyView({ shares: [share(nowMs, { reach: 'loopback', keepUntilMs: nowMs + 9 * dayMs, ...change })] });
  const { user } = await openWindow(view);
  const title = item('Shares', 'report.pdf').querySelector('[data-ending]')?.getAttribute('title');
  await user.click(screen.getByRole('button', { name: 'report.pdf' }));
  const details = await screen.findByRole('region', { name: 'Details' });
  const facts = [...details.querySelectorAll('dt')].map((term) => [
    term.textContent,
    term.nextElementSibling?.textContent,
  ]);
  return { title, facts: Object.fromEntries(facts) as Record<string, string> };
};

test('A link that was taken back is not said to end, and ended when it was taken back', async () => {
  const revokedAtMs = nowMs - hourMs / 2;
  const { title, facts } = await detailsOf({ state: 'revoked', revokedAtMs });
  const clock = formats.clock(revokedAtMs, nowMs);
  expect(title).toBe(`Ended ${clock}`);
  expect(facts).toMatchObject({ State: 'Taken back', 'Link ended': clock, Connection: 'Studio' });
  expect(Object.keys(facts)).not.toContain('Link ends');
  expect(Object.keys(facts)).not.toContain('Renewed until');
});

test('A link that expired ended at its end', async () => {
  const expiresAtMs = nowMs - hourMs / 4;
  const clock = formats.clock(expiresAtMs, nowMs);
  const { title, facts } = await detailsOf({ state: 'expired', expiresAtMs });
  expect([title, facts['Link ended'], facts['Connection']]).toEqual([`Ended ${clock}`, clock, 'Studio']);
});

test('Of a link whose stored copy is gone nobody knows when it ended', async () => {
  const { title, facts } = await detailsOf({ state: 'missing' });
  expect(title).toBeNull();
  expect(Object.keys(facts).filter((name) => name.startsWith('Link end'))).toEqual([]);
});
