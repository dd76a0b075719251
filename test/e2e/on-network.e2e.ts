// From a fresh machine: one switch, and a phone in the same network opens what was dropped; its owner's new address; and the switch off again.
// On a network of namespaces alone (docs/testing.md): nothing is opened in a real one.
import type { Page } from '@playwright/test';
import { hasNetwork, network, type Computer } from '../network-namespaces/network';
import { interrupt, startCli } from '../cli/run-cli';
import { clipboardText, copiedLink, drop, expect, setClipboard, test } from './fixtures';
import { pick, shareRow, switchOn, useThisComputer } from './window';

test.skip(!hasNetwork, 'needs a network of namespaces');

/** What the phone gets there; nothing: nobody answers. */
async function got(from: Computer, url: string): Promise<string> {
  const { stdout } = await from.run('curl', ['-sS', '--globoff', '-m', '5', '--compressed', url.replace(/#.*/, '')]);
  return stdout;
}
const hostOf = (url: string) => new URL(url).hostname;

async function openOnNetwork(page: Page): Promise<void> {
  await pick(page, 'Files go to', 'This network…');
  await page
    .getByRole('dialog', { name: 'Open on this network?' })
    .getByRole('button', { name: 'Open on this network' })
    .click();
  await expect(page.getByRole('region', { name: 'Drop files here' })).toContainText('on this network');
}

const later = '10.77.0.9';
/** Another lease of this computer, until `action` has ended. */
async function atAnotherAddress(action: () => Promise<void>): Promise<void> {
  const { owner } = network();
  owner.ip(`addr del ${owner.ipv4}/24 dev eth0`);
  owner.ip(`addr add ${later}/24 dev eth0`);
  try {
    await action();
  } finally {
    owner.ip(`addr del ${later}/24 dev eth0`);
    owner.ip(`addr add ${owner.ipv4}/24 dev eth0`);
  }
}

test('one switch, and a phone opens what is dropped, also after the address of this computer has changed', async ({
  app,
  page,
  file,
}) => {
  const { owner, phone } = network();
  await pick(page, 'Files go to', 'This network…');
  const dialog = page.getByRole('dialog', { name: 'Open on this network?' });
  await expect(dialog).toContainText('People on this Wi-Fi can open the link while this computer is on.');
  await dialog.getByRole('button', { name: 'Open on this network' }).click();
  await expect(dialog).toBeHidden();
  const zone = page.getByRole('region', { name: 'Drop files here' });
  await expect(zone).toContainText('on this network');
  // Plain http is read along in a network.
  await expect(zone.getByRole('button', { name: 'Switch off: encrypted' })).toBeVisible();

  await drop(page, [await file('holiday.txt', 'the sea')]);
  await expect(shareRow(page, 'holiday.txt')).toContainText('this network');
  const link = await copiedLink(app);
  expect(hostOf(link)).toBe(owner.ipv4);
  const opened = await got(phone, link);
  expect([opened.includes('<html'), opened.includes('the sea')]).toEqual([true, false]);

  await atAnotherAddress(async () => {
    const row = shareRow(page, 'holiday.txt');
    await expect(row).toContainText('address changed');
    await setClipboard(app, '');
    await row.getByRole('button', { name: 'Copy link' }).click();
    const next = await copiedLink(app);
    expect([hostOf(next), await got(phone, next).then((text) => text.includes('<html'))]).toEqual([later, true]);
    await expect(row).not.toContainText('address changed');

    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('switch', { name: 'Open on this network' }).click();
    await expect(page.getByRole('switch', { name: 'Open on this network' })).not.toBeChecked();
    await expect.poll(() => got(phone, next)).toBe('');
  });
});

test('a short link follows to the address that this computer gets', async ({ app, page, file }) => {
  const { phone } = network();
  await openOnNetwork(page);
  await page.getByRole('navigation').getByRole('button', { name: 'Connections' }).click();
  await page.getByRole('listitem').getByRole('button', { name: 'More' }).first().click();
  await page.getByRole('menuitem', { name: 'Short links…' }).click();
  const links = page.getByRole('dialog', { name: 'Short links' });
  await links.getByRole('button', { name: 'Set up short links' }).click();
  await links.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('navigation').getByRole('button', { name: 'Shares' }).click();
  await switchOn(page, 'Short link');
  await page.keyboard.press('Escape');
  await drop(page, [await file('holiday.txt', 'the sea')]);
  await expect.poll(() => clipboardText(app)).toMatch(/mayfly-doors/);
  const link = new URL(await clipboardText(app));

  await atAnotherAddress(async () => {
    link.hostname = later;
    const target = async () => /href="([^"]+)"/.exec(await got(phone, link.href))?.[1] ?? '';
    await expect.poll(async () => (await target()).startsWith(`http://${later}:`)).toBe(true);
    expect(await got(phone, await target())).toContain('<html');
    await setClipboard(app, '');
    await shareRow(page, 'holiday.txt').getByRole('button', { name: 'Copy link' }).click();
    await expect.poll(() => clipboardText(app)).toContain(`${link.host}/`);
  });
});

test('a command opens the bucket that the app serves, and leaves it as it was', async ({
  app,
  page,
  file,
  profileDir,
}) => {
  const { owner, phone } = network();
  await useThisComputer(page);
  await drop(page, [await file('own.txt', 'of the app')]);
  const own = await copiedLink(app);
  const lend = async (name: string) => {
    const args = ['share', await file(name, 'of the command'), '--nearby', '--no-encrypt', '--quiet'];
    const command = startCli([...args, '--profile-dir', profileDir], { keychain: true });
    return { command, link: await command.firstLine() };
  };

  const first = await lend('first.txt');
  expect(first.link.startsWith(`http://${owner.ipv4}:${new URL(own).port}/`)).toBe(true);
  expect(await got(phone, first.link)).toBe('of the command');
  await expect(shareRow(page, 'first.txt')).toBeVisible();
  expect((await interrupt(first.command)).code).toBe(130);
  await expect.poll(() => got(phone, first.link)).toBe('');
  expect(await got(owner, own)).toBe('of the app');

  // What the window opened stays open.
  await openOnNetwork(page);
  const second = await lend('second.txt');
  expect(await got(phone, second.link)).toBe('of the command');
  await interrupt(second.command);
  expect(await got(phone, second.link)).toBe('of the command');
});
