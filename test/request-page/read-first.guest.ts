// Guests who read for a minute before they press anything: one whose clock is wrong; and one who chooses a file that is none of the kind and whose request is
// closed while the others are sent, where what the page says of each is what Mayfly does with it.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '../share-page/readers/fixtures';
import { type Reader, until } from '../share-page/readers/reader';
import { said } from './browser-guest';
import { startRequestBucket } from './published';

const readMs = 60_000;
const hourMs = 3_600_000;

/** Files of these sizes, by name; each begins as a GIF, or as text where its name is that of a fake. */
const choose = (reader: Reader, files: Readonly<Record<string, number>>) =>
  reader.evaluate(`(() => {
    const data = new DataTransfer();
    for (const [name, size] of ${JSON.stringify(Object.entries(files))}) {
      data.items.add(new File([(name.startsWith('fake') ? 'a text' : 'GIF89a').padEnd(size, 'x')], name, { type: 'image/gif' }));
    }
    const input = document.querySelector('input[type=file]');
    input.files = data.files;
    input.dispatchEvent(new Event('change'));
    return true;
  })()`);

/** What the row of each file says. */
const rows = async (reader: Reader): Promise<Readonly<Record<string, string>>> =>
  (await reader.evaluate(
    "Object.fromEntries([...document.querySelectorAll('.list > li')].map((row) => [row.getAttribute('aria-label'), row.querySelector('.meta').lastChild.textContent]))",
  )) as Readonly<Record<string, string>>;

test('a guest whose clock is six hours ahead reads for a minute, sees the time that is left, and sends', async ({
  reader,
}) => {
  // To the browser it is all one whose clock is wrong.
  const bucket = await startRequestBucket(() => Date.now() - 6 * hourMs);
  try {
    const asked = await bucket.ask({ lifetimeSeconds: (3 * hourMs) / 1000 });
    await reader.open(asked.url);
    await said(reader, 'Up to 3 files');
    await sleep(readMs);
    await said(reader, '2 hr 58 min left');
    await choose(reader, { 'a.gif': 20 });
    await reader.press('Send 1 file');
    await said(reader, '1 file received.', 30_000);
  } finally {
    await bucket.stop();
  }
});

test('read for a minute, a false picture and a closing in the middle: each file is told as it is', async ({
  reader,
}) => {
  const bucket = await startRequestBucket();
  try {
    const asked = await bucket.ask({ files: 5, types: 'pictures' });
    await asked.receiveByMayfly();
    await reader.open(asked.url);
    await said(reader, 'Up to 5 files');
    await sleep(readMs);
    await said(reader, ' left');
    await choose(reader, {
      'fake.gif': 20,
      'early.gif': 20,
      'on its way.gif': 3_000_000,
      'z late.gif': 30,
      'zz.gif': 30,
    });
    await said(reader, 'Not a picture');
    bucket.slowTo(500_000);
    await reader.press('Send 4 files');
    await until(async () => (await rows(reader))['early.gif'] === 'Received', 'it was not received', 20_000);
    await asked.closeByMayfly();
    await said(reader, 'of 5 files received, ', 60_000);
    await said(reader, 'This request is closed');
    const told = await rows(reader);
    expect(told).toMatchObject({ 'fake.gif': 'Not a picture', 'early.gif': 'Received' });
    expect(await reader.evaluate("document.querySelector('#life').textContent")).toBe('');
    // What Mayfly did with each.
    await until(async () => asked.arrivals().size >= 2, 'Mayfly did not look', 20_000);
    await sleep(2_000);
    const kept = asked.arrivals();
    const words: Readonly<Record<string, readonly (string | undefined)[]>> = {
      Received: ['arrived'],
      'Closed while it was on its way: ask whether it came': ['arrived', 'refused', undefined],
      'Not received: the request was closed before': ['refused'],
      'Not sent: it came too late': [undefined],
      'Not a picture': [undefined],
    };
    for (const [name, text] of Object.entries(told))
      expect([name, text, words[text]]).toEqual([name, text, expect.arrayContaining([kept.get(name)])]);
  } finally {
    bucket.slowTo(Number.POSITIVE_INFINITY);
    await bucket.stop();
  }
});
