// Years of shares must not be out of reach. What they cost a start and a search is counted in test/ports/ledger-speed and measured by `npm run bench`.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { copyShare, damagePageWith } from '../fakes/many-shares';
import { sampleConnection, sampleShare } from '../fakes/samples';
import { expect, launch, quit, test } from './fixtures';

const shareCount = 100_000;

async function fill(profileDir: string): Promise<void> {
  const { ledger } = openLedger(profileDir);
  ledger.saveConnection(sampleConnection);
  ledger.saveSettings({ ...ledger.settings(), welcomed: true });
  ledger.saveShare({ ...sampleShare, id: 's-0', name: 'scan 0.pdf', createdAtMs: 0, removedAtMs: 1 });
  ledger.close();
  const path = join(profileDir, 'mayfly.db');
  copyShare(path, shareCount - 1, {
    id: "printf('s-%d', n)",
    key: "printf('%d/scan.pdf', n)",
    name: "printf('scan %d.pdf', n)",
    name_searched: "printf('scan %d.pdf', n)",
    created_at_ms: 'n',
  });
  // Far from the rows that this test looks at.
  await writeFile(path, damagePageWith('54321/scan.pdf', await readFile(path)));
}

test('a hundred thousand shares are counted, scrolled to their end and searched, and damage among them is found @deep', async ({
  profileDir,
}) => {
  await fill(profileDir);
  const { app, page } = await launch({ profileDir });
  try {
    await expect(page.getByText('100,000', { exact: true })).toBeVisible();
    const rows = page.getByRole('list', { name: 'Shares' }).getByRole('listitem');
    await expect(rows.first()).toHaveAccessibleName('scan 99999.pdf');
    expect(await rows.count()).toBeLessThan(60);
    await page.getByRole('main').evaluate((main) => main.scrollTo(0, main.scrollHeight));
    await expect(page.getByRole('listitem', { name: 'scan 0.pdf', exact: true })).toBeVisible();

    await page.getByRole('main').evaluate((main) => main.scrollTo(0, 0));
    await page.getByRole('searchbox', { name: 'Search shares' }).fill('scan 4711');
    await expect(rows).toHaveCount(11);
    await expect(page.getByRole('alert')).toContainText('The history file is damaged.');
  } finally {
    await quit(app);
  }
});
