// Each first thing that people do after reading a page for a minute, with the bucket's own limits. A browser for each, so that they read at once.
import { acts, withBuckets } from './left-open';
import { starts, test } from './readers/fixtures';

/** The bucket gives up on a connection without a request between the two. */
const waits = [27_000, 60_000];

test('who reads a page for a minute still downloads, reloads, previews and sends', async ({ reading }) => {
  test.setTimeout(400_000);
  await withBuckets(async (buckets) => {
    const readers = Object.values(acts).map(async (act) => {
      const reader = await starts[reading]();
      try {
        for (const waitMs of waits) await act(reader, buckets, waitMs);
      } finally {
        await reader.close();
      }
    });
    await Promise.all(readers);
  });
});
