// How much a window of the usual size shows: few controls above the list, whole rows, with a notice as well, and a menu that never scrolls.
import type { Page } from '@playwright/test';
import { copyShare } from '../fakes/many-shares';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { sampleConnection, sampleDoor, sampleShare } from '../fakes/samples';
import { join } from 'node:path';
import { expect, launch, quit, test } from './fixtures';

const oldRows = 20;

/** Each row has all that a menu can offer: it is encrypted with a password, and has a short link. */
async function fill(profileDir: string): Promise<void> {
  const { ledger } = openLedger(profileDir);
  ledger.saveConnection(sampleConnection);
  for (const name of ['Studio', 'Attic']) ledger.saveConnection({ ...sampleConnection, id: name, name });
  ledger.saveSettings({ ...ledger.settings(), welcomed: true });
  ledger.saveShare({
    ...sampleShare,
    id: 's-0',
    name: 'scan 0.pdf',
    createdAtMs: Date.now(),
    expiresAtMs: Date.now() + 86_400_000,
    kind: 'page',
    encryption: 'password',
  });
  for (let n = 0; n <= oldRows; n += 1) ledger.saveDoor({ ...sampleDoor, id: `d-${n}`, targetId: `s-${n}` });
  ledger.close();
  copyShare(join(profileDir, 'mayfly.db'), oldRows, {
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

/** What takes the keyboard above the first row, in the drop zone and in the head of the list. */
const controlsAbove = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const top = document.querySelector('li[data-state]')?.getBoundingClientRect().top ?? 0;
    return [...document.querySelectorAll<HTMLElement>('main :is(button, input, select, a, [role], [tabindex])')]
      .filter((found) => found.tabIndex >= 0 && found.checkVisibility({ visibilityProperty: true }))
      .filter((found) => found.getBoundingClientRect().bottom <= top)
      .map(
        (found) =>
          found.getAttribute('aria-label') ?? (found instanceof HTMLInputElement ? found.type : found.textContent),
      );
  });

test('at 920 x 680 seven controls are above six whole rows of 56 px, five beside a notice, and menus of seven entries do not scroll @deep', async ({
  profileDir,
}) => {
  await fill(profileDir);
  const { app, page } = await launch({ profileDir });
  try {
    await page.getByRole('list', { name: 'Shares' }).waitFor();
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(920);
    const controls = await controlsAbove(page);
    expect(controls).toContain('Choose files');
    expect(controls).toContain('search');
    expect(controls.length).toBeLessThanOrEqual(7);
    const rows = await wholeRows(page);
    expect(new Set(rows)).toEqual(new Set([56]));
    expect(rows.length).toBeGreaterThanOrEqual(6);

    await page.getByRole('listitem').nth(2).click({ button: 'right' });
    const menu = page.getByRole('menu');
    await expect(menu.getByRole('menuitem')).toHaveCount(7);
    expect(await menu.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)).toBe(0);
    await menu.getByRole('menuitem', { name: 'Remove from history' }).click();
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    expect((await wholeRows(page)).length).toBeGreaterThanOrEqual(5);

    await page.getByRole('button', { name: 'Connections' }).click();
    // Of the one in the middle, which can be moved both ways.
    await page.getByRole('listitem').nth(1).getByRole('button', { name: 'More' }).click();
    await expect(menu.getByRole('menuitem')).toHaveCount(7);
    expect(await menu.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)).toBe(0);
  } finally {
    await quit(app);
  }
});
