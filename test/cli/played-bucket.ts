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
  /** How long a connection is kept for a client that does something else meanwhile; default: Node's 5 s, at whose end a request may meet the close. */
  readonly keepAliveMs?: number;
  /** The status of every POST of a form. */
  readonly forms?: number;
  /** What becomes of `If-None-Match`: the status that refuses it, or `ignored`. */
  readonly condition?: number | 'ignored';
  /** The status that refuses every PUT with `If-Match`. */
  readonly match?: number;
  /** A second PUT of one key within this time is refused with 429, as R2 does it (Cloudflare R2, "Limits"). */
  readonly writeEveryMs?: number;
  /** Every other PUT of a status object is refused with 503, and stored all the same so much later: after those that follow it. */
  readonly lateMs?: number;
  /** Asked for each request: after how many bytes of its body the connection is cut, if it is. */
  readonly cutAfter?: (method: string, path: string, query: URLSearchParams) => number | undefined;
  /** Asked for each request that the server has answered: whether nobody hears it. */
  readonly holds?: (method: string, path: string) => boolean;
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
  /** How many writes were refused because another had just been, how many had `If-Match`, and how many were stored late. */
  readonly met: () => { readonly throttled: number; readonly guarded: number; readonly late: number };
  readonly close: () => Promise<void>;
}

const refusal = (code: string) => `<Error><Code>${code}</Code><Message>Played.</Message></Error>`;

/** Forwards to `to`, with the host that the client named: it is part of what is signed. */
async function startFront(
  {
    keepAliveMs = 5_000,
    forms,
    condition,
    match,
    writeEveryMs = 0,
    lateMs = 0,
    cutAfter = () => undefined,
    holds = () => false,
  }: Play,
  target: () => URL,
  forget: (path: string) => Promise<void>,
) {
  const writtenAtMs = new Map<string, number>();
  let throttled = 0;
  let late = 0;
  let statuses = 0;
  let guarded = 0;
  const server = http.createServer((near, answer) => {
    const { method = '', url = '', headers } = near;
    const refuse = (status: number, code = 'NotImplemented') => {
      near.resume();
      near.once('end', () => {
        answer.writeHead(status, { 'content-type': 'application/xml' }).end(refusal(code));
      });
    };
    const { pathname, searchParams } = new URL(url, 'http://front');
    if (writeEveryMs > 0 && method === 'PUT' && !searchParams.has('uploadId')) {
      const nowMs = performance.now();
      if (nowMs - (writtenAtMs.get(pathname) ?? Number.NEGATIVE_INFINITY) < writeEveryMs) {
        throttled += 1;
        refuse(429, 'TooManyRequests');
        return;
      }
      writtenAtMs.set(pathname, nowMs);
    }
    const cutAfterBytes = cutAfter(method, pathname, searchParams);
    if (cutAfterBytes !== undefined) {
      let bytes = 0;
      near.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes >= cutAfterBytes) near.destroy();
      });
      near.on('error', () => undefined);
    }
    const send = () => {
      const { hostname, port } = target();
      return http.request({ hostname, port, method, path: url, headers, agent: false });
    };
    if (lateMs > 0 && method === 'PUT' && pathname.endsWith('/status.json') && (statuses += 1) % 2 === 0) {
      const chunks: Buffer[] = [];
      near.on('data', (chunk: Buffer) => chunks.push(chunk));
      near.once('end', () => {
        answer.writeHead(503, { 'content-type': 'application/xml' }).end(refusal('SlowDown'));
        setTimeout(() => {
          const far = send().on('error', () => undefined);
          far.on('response', (came) => {
            if (came.statusCode === 200) late += 1;
            came.resume();
          });
          far.end(Buffer.concat(chunks));
        }, lateMs);
      });
      return;
    }
    const isForm = method === 'POST' && headers['content-type']?.startsWith('multipart/form-data') === true;
    if (forms !== undefined && isForm) {
      refuse(forms);
      return;
    }
    const isConditional = headers['if-none-match'] !== undefined;
    const isGuarded = method === 'PUT' && headers['if-match'] !== undefined;
    if (isGuarded) guarded += 1;
    if (typeof condition === 'number' && isConditional) {
      refuse(condition);
      return;
    }
    if (match !== undefined && isGuarded) {
      refuse(match);
      return;
    }
    const forward = () => {
      const far = send().on('response', (came) => {
        if (holds(method, pathname)) {
          came.resume();
          return;
        }
        answer.writeHead(came.statusCode ?? 502, came.rawHeaders);
        came.pipe(answer);
      });
      far.on('error', () => answer.destroy());
      near.on('close', () => {
        if (!near.complete) far.destroy();
      });
      near.pipe(far);
    };
    // The condition is signed, so it cannot be taken off: it finds nothing instead.
    if (condition === 'ignored' && isConditional) void forget(url).then(forward, () => answer.destroy());
    else forward();
  });
  server.keepAliveTimeout = keepAliveMs;
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    met: () => ({ throttled, guarded, late }),
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
  if (place !== undefined) return { ...seen, met: front.met, pass: (ms) => sleep(ms), close: front.close };
  let passedMs = 0;
  const dataDir = await mkdtemp(join(tmpdir(), 'mayfly-played-'));
  const local = await startLocalBucket(
    { dataDir, bucket, region, port: 0, accessKeyId, secretAccessKey },
    { now: () => Date.now() + passedMs, sweepIntervalMs: 60_000, namedPort: front.port },
  );
  to = `http://127.0.0.1:${local.port}`;
  return {
    ...seen,
    met: front.met,
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
