// A page that a guest leaves open until its slots have ended: once the owner's computer has written new ones, it goes on without a press.
import { expect, test } from '../share-page/readers/fixtures';
import { bytesOf, choose, said } from './browser-guest';
import { byName, file, hashes } from './fixtures';
import { startRequestBucket } from './published';

/** It looks each minute. */
const renewedWithinMs = 75_000;

test('a page left open past its slots renews by itself, and sends what waits', async ({ reader }) => {
  const bucket = await startRequestBucket();
  try {
    const asked = await bucket.ask({}, { leaseSeconds: 4 });
    await reader.open(asked.url);
    await choose(reader, { 'kept.bin': 100_000 });
    await said(reader, 'Comes back when the receiving computer is on', 20_000);
    await reader.press('Send 1 file');
    await said(reader, 'Waiting');
    expect([...(await asked.stored()).keys()]).toEqual([]);
    await asked.rewrite();
    await said(reader, '1 file received.', renewedWithinMs);
    expect(byName(await asked.stored())).toEqual(hashes([file('kept.bin', Buffer.from(bytesOf(100_000)))]));
  } finally {
    await bucket.stop();
  }
});
