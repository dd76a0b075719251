// Serves a bucket for the far end of a line: node far-bucket.mjs FOLDER PORT NAMED_PORT; bundled before it runs. Links name the port of the line.
import { startLocalBucket } from '../../main/local-bucket/server/server';
import { bucket, keys } from './workshop.mjs';

const [dataDir, port, namedPort] = process.argv.slice(2);
await startLocalBucket(
  { dataDir, bucket, region: 'us-east-1', port: Number(port), ...keys },
  { now: Date.now, sweepIntervalMs: 60_000, namedPort: Number(namedPort) },
);
console.log(`http://127.0.0.1:${port}`);
