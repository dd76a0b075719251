// A bucket, the embedded one or one on another server, behind a front that breaks off, holds back or replaces what it answers to GETs.
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalBucket } from '../../main/local-bucket/server/server';
import type { Place } from './played-bucket';

/** What becomes of the answer to a GET: its body is cut after so many bytes, held back behind them, or another answer is given. */
export type Fate =
  | { readonly kind: 'cut' | 'held'; readonly afterBytes: number }
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: http.OutgoingHttpHeaders;
      readonly body?: Uint8Array;
    }
  | undefined;

export interface Asked {
  readonly path: string;
  readonly range: string | undefined;
  readonly ifMatch: string | undefined;
}

export interface CuttingBucket extends Place {
  /** Every GET so far. */
  readonly asked: readonly Asked[];
  /** Decides about the GETs from now on. */
  decide(fate: (asked: Asked) => Fate): void;
  /** Lets so much time pass on the clock of the embedded bucket. */
  pass(ms: number): void;
  close(): Promise<void>;
}

/** `place`: on another server, which checks the host that the client named. */
export async function startCuttingBucket(place?: Place): Promise<CuttingBucket> {
  let target = new URL(place?.endpoint ?? 'http://127.0.0.1');
  let decide: (asked: Asked) => Fate = () => undefined;
  const seen: Asked[] = [];
  const server = http.createServer((near, answer) => {
    const { method = 'GET', url = '', headers } = near;
    const asked = { path: url.split('?')[0] ?? '', range: headers.range, ifMatch: headers['if-match'] };
    if (method === 'GET') seen.push(asked);
    const fate = method === 'GET' ? decide(asked) : undefined;
    if (fate?.kind === 'answer') {
      answer.writeHead(fate.status, fate.headers).end(fate.body);
      return;
    }
    const { hostname, port: behind } = target;
    const to = { hostname, port: behind, path: url, method, headers, agent: false };
    const far = http.request(to, (came) => {
      answer.writeHead(came.statusCode ?? 502, came.rawHeaders);
      if (fate === undefined) {
        came.pipe(answer);
        return;
      }
      let left = fate.afterBytes;
      came.on('data', (bytes: Buffer) => {
        if (left <= 0) return;
        answer.write(bytes.subarray(0, left));
        left -= bytes.length;
        if (left <= 0 && fate.kind === 'cut') setTimeout(() => answer.destroy(), 20);
      });
    });
    far.on('error', () => answer.destroy());
    answer.on('close', () => far.destroy());
    near.pipe(far);
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const own = place ?? {
    region: 'us-east-1',
    bucket: 'files',
    accessKeyId: 'TESTKEY',
    secretAccessKey: 'test-secret-of-the-suite',
  };
  const dataDir = await mkdtemp(join(tmpdir(), 'mayfly-cutting-'));
  let passedMs = 0;
  const local =
    place === undefined
      ? await startLocalBucket(
          { dataDir, port: 0, ...own },
          { now: () => Date.now() + passedMs, sweepIntervalMs: 60_000, namedPort: port },
        )
      : undefined;
  if (local !== undefined) target = new URL(`http://127.0.0.1:${local.port}`);
  return {
    ...own,
    endpoint: `http://127.0.0.1:${port}`,
    asked: seen,
    decide: (fate) => {
      decide = fate;
    },
    pass: (ms) => {
      passedMs += ms;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await local?.close();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
