// A page that is read for longer than the bucket waits for a request: a spare connection of the browser ends meanwhile, and what is asked next
// is answered. The minute itself, in every browser: read-for-a-minute.reader.ts.
import { acts, withBuckets } from './left-open';
import { test } from './readers/fixtures';
import { someOf } from '../volume';

const limits = { headersMs: 1_500, silenceMs: 120_000, keepAliveMs: 1_000, checkEveryMs: 100 };

for (const [what, act] of someOf(Object.entries(acts))) {
  test(`who reads for longer than the bucket waits still ${what}`, ({ reader }) =>
    withBuckets((buckets) => act(reader, buckets, limits.headersMs * 2), limits));
}
