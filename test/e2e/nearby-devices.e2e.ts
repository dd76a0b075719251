// A phone in the same network sends files to the window, and gets some from it, by LocalSend's protocol: found by its announcements.
// On a network of namespaces alone (docs/testing.md): nothing is sent into a real one.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { hasNetwork, network } from '../network-namespaces/network';
import { drop, expect, test } from './fixtures';
import { pick } from './window';

test.skip(!hasNetwork, 'needs a network of namespaces');

const cli = resolve('out/main/cli.cjs');

test('a phone sends files to the window and gets some from it', async ({ page, file }) => {
  const { owner, phone } = network();
  const home = await mkdtemp(join(tmpdir(), 'mayfly-phone-'));
  const onPhone = (...args: string[]) =>
    phone.run(process.execPath, [cli, ...args, '--profile-dir', join(home, 'profile')], 60_000);
  await pick(page, 'Files go to', 'This network…');
  const asks = page.getByRole('dialog', { name: 'Open on this network?' });
  await asks.getByRole('button', { name: 'Open on this network' }).click();
  await expect(asks).toBeHidden();

  await test.step('what the phone sends is asked about, and comes', async () => {
    await writeFile(join(home, 'beach.jpg'), 'sand');
    const listed = async () => (await onPhone('nearby', '--list', '--listen', phone.ipv4)).stdout;
    await expect.poll(listed, { timeout: 30_000 }).toContain(owner.ipv4);
    const send = () => onPhone('share', join(home, 'beach.jpg'), '--to', owner.ipv4, '--json');
    const dialog = page.getByRole('dialog', { name: 'Receive files?' });
    const declined = send();
    await expect(dialog).toContainText('beach.jpg');
    await dialog.getByRole('button', { name: 'Decline' }).click();
    expect((await declined).stderr).toContain('device-declined');
    const accepted = send();
    await dialog.getByRole('button', { name: 'Accept' }).click();
    expect(JSON.parse((await accepted).stdout)).toMatchObject({ files: 1, sent: 1 });
    const row = page.getByRole('list', { name: 'Nearby' }).getByRole('listitem', { name: 'beach.jpg' });
    await expect(row).toContainText('1 file from');
    await row.getByRole('button', { name: 'Dismiss' }).click();
    await expect(row).toBeHidden();
  });

  await test.step('what came stays listed below the requests, and goes to the bin', async () => {
    await page.getByRole('navigation').getByRole('button', { name: 'Requests' }).click();
    const list = page.getByRole('list', { name: 'From devices nearby' });
    const row = list.getByRole('listitem', { name: 'beach.jpg' });
    await row.getByRole('button', { name: 'beach.jpg' }).click();
    await expect(row).toContainText(/Mayfly.*beach\.jpg/);
    await row.hover();
    await row.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Remove these files' }).click();
    await expect(list).toBeHidden();
    await page.getByRole('navigation').getByRole('button', { name: 'Shares' }).click();
  });

  await test.step('with a PIN nobody is asked before the phone has typed it', async () => {
    const toScreen = (name: string) => page.getByRole('navigation').getByRole('button', { name }).click();
    await toScreen('Settings');
    await page.getByRole('switch', { name: 'Ask for a PIN' }).click();
    const shown = page.getByRole('status', { name: 'PIN of this computer' });
    await expect(shown).toHaveText(/^\d{3} \d{3}$/);
    const pin = (await shown.textContent())?.replace(' ', '') ?? '';
    const args = ['share', join(home, 'beach.jpg'), '--to', owner.ipv4, '--json'];
    await expect.poll(async () => (await onPhone(...args)).stderr, { timeout: 30_000 }).toContain('device-pin-needed');
    await toScreen('Shares');
    const typing = phone.start(process.execPath, [cli, ...args, '--pin-stdin', '--profile-dir', join(home, 'types')]);
    typing.stdin?.end(`${pin}\n`);
    await page.getByRole('dialog', { name: 'Receive files?' }).getByRole('button', { name: 'Accept' }).click();
    await expect(page.getByRole('list', { name: 'Nearby' }).getByRole('listitem', { name: 'beach.jpg' })).toContainText(
      '1 file from',
    );
  });

  await test.step('a phone that waits is found, and gets what is dropped', async () => {
    const folder = join(home, 'in');
    const args = ['nearby', '--accept', '--name', 'Test phone', '--to', folder, '--listen', phone.ipv4];
    const receiving = phone.start(process.execPath, [cli, ...args, '--profile-dir', join(home, 'waits')]);
    await pick(page, 'Files go to', 'Test phone');
    await drop(page, [await file('holiday.txt', 'the sea')]);
    const row = page.getByRole('list', { name: 'Nearby' }).getByRole('listitem', { name: 'holiday.txt' });
    await expect(row).toContainText('Sent to Test phone');
    expect(await readFile(join(folder, 'holiday.txt'), 'utf8')).toBe('the sea');
    receiving.kill('SIGINT');
  });
  await rm(home, { recursive: true, force: true });
});
