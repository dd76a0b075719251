// The pages in the other browsers of a phone, by the address of the network: Firefox and WebKit open, save and send as Chromium does.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publishSealed } from '../encrypted-page/sealed-share';
import { bytesOf, choose, said } from '../request-page/browser-guest';
import { byName, file, hashes } from '../request-page/fixtures';
import { startRequestBucket } from '../request-page/published';
import { expect, test as base } from '../share-page/readers/fixtures';
import { startFirefox } from '../share-page/readers/firefox';
import { ARRIVE_MS, type Reader } from '../share-page/readers/reader';
import { startWebKit } from '../share-page/readers/webkit';
import { sha256, startPageBucket } from '../share-page/published';
import { mixed } from '../share-page/sample-files';
import { unpacked } from '../share-page/unpacked';
import { hasNetwork, network, type Network } from './network';

base.skip(!hasNetwork, 'no network of namespaces here');
const { owner, phone } = hasNetwork ? network() : ({} as Network);

const test = base.extend<{ readonly onPhone: Reader }>({
  onPhone: async ({ reading }, use) => {
    const reader = await (reading === 'firefox' ? startFirefox({}, phone) : startWebKit(phone));
    await use(reader);
    await reader.close();
  },
});

const names = mixed.map(({ path }) => path);
const whole = new Map(mixed.map(({ path, body }) => [path, sha256(body)]));

test('a page and an encrypted page give all their files in an archive', async ({ onPhone: reader }) => {
  const bucket = await startPageBucket(Date.now, undefined, owner.ipv4);
  try {
    for (const [title, url] of [
      ['Plain', (await bucket.publish(mixed, { title: 'Plain' })).url],
      ['Sealed', (await publishSealed(bucket, mixed, { title: 'Sealed' })).url],
    ] as const) {
      await reader.open(url);
      await reader.press('Download all');
      const archive = join(reader.downloadFolder, `${title}.zip`);
      // The name can be there before all bytes are.
      const found = () =>
        readFile(archive)
          .then(unpacked)
          .catch(() => new Map<string, string>());
      await expect.poll(found, { timeout: ARRIVE_MS, message: names.join() }).toEqual(whole);
    }
    expect(await reader.evaluate('isSecureContext')).toBe(false);
    expect(reader.troubles).toEqual([]);
  } finally {
    await bucket.stop();
  }
});

for (const family of ['ipv4', 'ipv6'] as const) {
  test(`two files are sent to a request by ${family}`, async ({ onPhone: reader }) => {
    const bucket = await startRequestBucket(Date.now, undefined, owner[family]);
    try {
      const asked = await bucket.ask();
      await reader.open(asked.url);
      const files = { 'Beach.jpg': 400_000, '읽어 보세요.txt': 20 };
      await choose(reader, files);
      await reader.press('Send 2 files');
      await said(reader, '2 files received.');
      const sent = Object.entries(files).map(([name, size]) => file(name, Buffer.from(bytesOf(size))));
      expect(byName(await asked.stored())).toEqual(hashes(sent));
    } finally {
      await bucket.stop();
    }
  });
}
