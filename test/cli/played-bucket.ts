// The embedded bucket behind a proxy that makes of it a server with fewer abilities; and a proxy alone, before other people's servers.
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { startLocalBucket } from '../../main/local-bucket/server/server';

export interface Play {
  /** The status of every POST of a form. */
  readonly forms?: number;
  /** What becomes of `If-None-Match`: the status that refuses it, or `ignored`. */
  readonly condition?: number | 'ignored';
}

export interface Place {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface Played extends Place {
  /** Lets so much time pass on the server's clock. */
  readonly pass: (ms: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

const refusal = '<Error><Code>NotImplemented</Code><Message>Not implemented.</Message></Error>';

/** Forwards to `to`, with the host that the client named: it is part of what is signed. */
async function startFront({ forms, condition }: Play, target: () => URL, forget: (path: string) => Promise<void>) {
  const server = http.createServer((near, answer) => {
    const { method = '', url = '', headers } = near;
    const refuse = (status: number) => {
      near.resume();
      near.once('end', () => {
        answer.writeHead(status, { 'content-type': 'application/xml' }).end(refusal);
      });
    };
    const isForm = method === 'POST' && headers['content-type']?.startsWith('multipart/form-data') === true;
    if (forms !== undefined && isForm) {
      refuse(forms);
      return;
    }
    const isConditional = headers['if-none-match'] !== undefined;
    if (typeof condition === 'number' && isConditional) {
      refuse(condition);
      return;
    }
    const forward = () => {
      const { hostname, port } = target();
      const far = http.request({ hostname, port, method, path: url, headers, agent: false }, (came) => {
        answer.writeHead(came.statusCode ?? 502, came.rawHeaders);
        came.pipe(answer);
      });
      far.on('error', () => answer.destroy());
      near.pipe(far);
    };
    // The condition is signed, so it cannot be taken off: it finds nothing instead.
    if (condition === 'ignored' && isConditional) void forget(url).then(forward, () => answer.destroy());
    else forward();
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      const closed = new Promise<void>((done) => void server.close(() => done()));
      server.closeAllConnections();
      return closed;
    },
  };
}

/** `place`: a server of other people; default: an embedded bucket of its own. */
export async function playBucket(play: Play, place?: Place): Promise<Played> {
  let to = place?.endpoint ?? '';
  const own: Place = place ?? {
    endpoint: '',
    region: 'us-east-1',
    bucket: 'files',
    accessKeyId: 'TESTKEY',
    secretAccessKey: 'test-secret-of-the-suite',
  };
  const { region, bucket, accessKeyId, secretAccessKey } = own;
  const front = await startFront(
    play,
    () => new URL(to),
    async (path) => {
      const [, , ...key] = new URL(path, to).pathname.split('/');
      const credentials = { accessKeyId, secretAccessKey };
      const s3 = new S3Client({ endpoint: seen.endpoint, region, credentials, forcePathStyle: true });
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: decodeURIComponent(key.join('/')) }));
      s3.destroy();
    },
  );
  const seen = { ...own, endpoint: `http://127.0.0.1:${front.port}` };
  if (place !== undefined) return { ...seen, pass: (ms) => sleep(ms), close: front.close };
  let passedMs = 0;
  const dataDir = await mkdtemp(join(tmpdir(), 'mayfly-played-'));
  const local = await startLocalBucket(
    { dataDir, bucket, region, port: 0, accessKeyId, secretAccessKey },
    { now: () => Date.now() + passedMs, sweepIntervalMs: 60_000, namedPort: front.port },
  );
  to = `http://127.0.0.1:${local.port}`;
  return {
    ...seen,
    async pass(ms) {
      passedMs += ms;
    },
    async close() {
      await front.close();
      await local.close();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
