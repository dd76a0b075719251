// From a fresh machine: one switch, and a phone in the same network opens what was dropped; its owner's new address; and the switch off again.
// On a network of namespaces alone (docs/testing.md): nothing is opened in a real one.
import { hasNetwork, network, type Computer } from '../network-namespaces/network';
import { copiedLink, drop, expect, setClipboard, test } from './fixtures';
import { pick, shareRow } from './window';

test.skip(!hasNetwork, 'needs a network of namespaces');

/** What the phone gets there; nothing: nobody answers. */
async function got(from: Computer, url: string): Promise<string> {
  const { stdout } = await from.run('curl', ['-sS', '--globoff', '-m', '5', '--compressed', url.replace(/#.*/, '')]);
  return stdout;
}
const hostOf = (url: string) => new URL(url).hostname;

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

  owner.ip(`addr del ${owner.ipv4}/24 dev eth0`);
  owner.ip('addr add 10.77.0.9/24 dev eth0');
  try {
    const row = shareRow(page, 'holiday.txt');
    await expect(row).toContainText('address changed');
    await setClipboard(app, '');
    await row.getByRole('button', { name: 'Copy link' }).click();
    const next = await copiedLink(app);
    expect([hostOf(next), await got(phone, next).then((text) => text.includes('<html'))]).toEqual(['10.77.0.9', true]);
    await expect(row).not.toContainText('address changed');

    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('switch', { name: 'Open on this network' }).click();
    await expect(page.getByRole('switch', { name: 'Open on this network' })).not.toBeChecked();
    await expect.poll(() => got(phone, next)).toBe('');
  } finally {
    owner.ip('addr del 10.77.0.9/24 dev eth0');
    owner.ip(`addr add ${owner.ipv4}/24 dev eth0`);
  }
});
