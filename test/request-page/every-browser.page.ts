// Guests open the page in browsers we do not choose: what it promises holds in Chromium, Firefox and WebKit alike.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test as readers } from '../share-page/readers/fixtures';
import { until } from '../share-page/readers/reader';
import { bytesOf, choose, said } from './browser-guest';
import { encrypted, openSealed } from './encrypted-request';
import { byName, file, hashes } from './fixtures';
import { startRequestBucket, type RequestBucket } from './published';

const test = readers.extend<{ readonly requests: RequestBucket }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the parameters
  requests: async ({}, use) => {
    const requests = await startRequestBucket();
    await use(requests);
    await requests.stop();
  },
});

const whole = (files: Readonly<Record<string, number>>) =>
  hashes(Object.entries(files).map(([name, size]) => file(name, Buffer.from(bytesOf(size)))));

for (const way of ['forms', 'put'] as const) {
  test(`${way}: three files arrive whole, without a barrier or a trouble`, async ({ requests, reader }) => {
    const asked = await requests.ask({ way });
    await reader.open(asked.url);
    await said(reader, 'Up to 3 files');
    const files = { 'Beach.jpg': 400_000, '읽어 보세요 🌊.txt': 20, 'empty.bin': 0 };
    await choose(reader, files);
    await reader.press('Send 3 files');
    await said(reader, '3 files received.');
    expect(byName(await asked.stored())).toEqual(whole(files));
    const axe = await readFile(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');
    await reader.evaluate(`(() => { ${axe}; window.axe = axe; })()`);
    const violations =
      'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + nodes.map((n) => n.html)))';
    expect(await reader.evaluate(violations)).toEqual([]);
    // A slot that is free answers 404, which browsers note.
    expect(reader.troubles.filter((trouble) => !trouble.includes('404'))).toEqual([]);
  });
}

test('what this browser encrypts opens with the key of the request, and nothing of it is stored in clear', async ({
  requests,
  reader,
}) => {
  const asked = await requests.ask(encrypted);
  await reader.open(asked.url);
  await said(reader, 'Encrypted in your browser');
  const files = { 'Beach.jpg': 1_400_000, '읽어 보세요 🌊.txt': 20, 'empty.bin': 0 };
  await choose(reader, files);
  await reader.press('Send 3 files');
  await said(reader, '3 files received.', 60_000);
  const stored = await asked.stored();
  const opened = await Promise.all([...stored].map(async ([key, sealed]) => [key, await openSealed(sealed)] as const));
  expect(byName(new Map(opened))).toEqual(whole(files));
  for (const sealed of stored.values()) expect(sealed.includes('Beach')).toBe(false);
  expect(reader.troubles.filter((trouble) => !trouble.includes('404'))).toEqual([]);
});

test('a network that breaks in the middle: it goes on by itself, and all is whole', async ({ requests, reader }) => {
  const asked = await requests.ask();
  await reader.open(asked.url);
  await said(reader, 'Up to 3 files');
  const files = { 'film.mp4': 8_000_000, 'small.txt': 10 };
  await choose(reader, files);
  requests.cutAfter(2_000_000);
  await reader.press('Send 2 files');
  await said(reader, 'does not answer', 30_000);
  requests.mend();
  await said(reader, '2 files received.', 60_000);
  expect(byName(await asked.stored())).toEqual(whole(files));
});

test('closed while it is open, and slots that end: told in words', async ({ requests, reader }) => {
  const asked = await requests.ask({}, { leaseSeconds: 4 });
  await reader.open(asked.url);
  await said(reader, 'Comes back when the receiving computer is on', 20_000);
  await asked.rewrite();
  await reader.press('Look again');
  await until(
    () => reader.evaluate("!document.querySelector('main').textContent.includes('Comes back')"),
    'the notice stayed',
  );
  await asked.rewrite({ closed: true });
  await reader.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  await said(reader, 'This request is closed');
});
