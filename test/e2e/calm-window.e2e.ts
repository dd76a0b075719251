// How much a window of the usual size shows: whole rows, with a notice as well, and a menu that never scrolls.
import type { Page } from '@playwright/test';
import { copyShare } from '../fakes/many-shares';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { sampleConnection, sampleShare } from '../fakes/samples';
import { join } from 'node:path';
import { expect, launch, quit, test } from './fixtures';

async function fill(profileDir: string): Promise<void> {
  const { ledger } = openLedger(profileDir);
  ledger.saveConnection(sampleConnection);
  ledger.saveSettings({ ...ledger.settings(), welcomed: true });
  ledger.saveShare({
    ...sampleShare,
    id: 's-0',
    name: 'scan 0.pdf',
    createdAtMs: Date.now(),
    expiresAtMs: Date.now() + 86_400_000,
  });
  ledger.close();
  copyShare(join(profileDir, 'mayfly.db'), 20, {
    id: "printf('s-%d', n)",
    key: "printf('%d/scan.pdf', n)",
    name: "printf('scan %d.pdf', n)",
    name_searched: "printf('scan %d.pdf', n)",
  });
}

/** The heights of rows that nothing covers, not even in part. */
const wholeRows = (page: Page): Promise<readonly number[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('li[data-state]')].flatMap((row) => {
      const { top, bottom, left, height } = row.getBoundingClientRect();
      const isSeen = [top + 2, bottom - 2].every((y) => {
        const found = document.elementFromPoint(left + 60, y);
        return found !== null && row.contains(found);
      });
      return isSeen ? [height] : [];
    }),
  );

test('six rows of 56 px are whole at 920 x 680, five of them beside a notice, and a menu of seven entries does not scroll', async ({
  profileDir,
}) => {
  await fill(profileDir);
  const { app, page } = await launch({ profileDir });
  try {
    await page.getByRole('list', { name: 'Shares' }).waitFor();
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(920);
    const rows = await wholeRows(page);
    expect(new Set(rows)).toEqual(new Set([56]));
    expect(rows.length).toBeGreaterThanOrEqual(6);

    await page.getByRole('listitem').nth(2).click({ button: 'right' });
    const menu = page.getByRole('menu');
    expect(await menu.getByRole('menuitem').count()).toBeLessThanOrEqual(7);
    expect(await menu.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)).toBe(0);
    await menu.getByRole('menuitem', { name: 'Remove from history' }).click();
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    expect((await wholeRows(page)).length).toBeGreaterThanOrEqual(5);
  } finally {
    await quit(app);
  }
});
