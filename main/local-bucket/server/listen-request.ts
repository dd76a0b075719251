// How a second program of the owner changes the network addresses of a running server: a request that only who can read the owner file can make.

import { createHmac, randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { equalInConstantTime } from '../auth/canonical';
import { S3Error } from '../protocol/errors';
import type { S3Request } from '../protocol/request';
import type { ListenResult, ListenState } from './network-listeners';

/** No bucket name can begin so, so the path is free. */
const listenPath = '/-/network-addresses';
const mostBodyBytes = 16 * 1024;
const states: ReadonlySet<unknown> = new Set<ListenState>(['listening', 'in-use', 'gone']);

export type ListenOn = (addresses: readonly string[]) => Promise<readonly ListenResult[]>;

/** Bound to the connection, as the owner's proof is (instance-proof.ts). A Unix socket and a pipe have no ports. */
function proofOf(secret: string, addresses: readonly string[], nonce: string, ports: readonly unknown[]): string {
  const text = JSON.stringify(['mayfly-bucket-listen', nonce, ports.map((port) => port ?? '-'), addresses]);
  return createHmac('sha256', secret).update(text).digest('hex');
}

/** True for a request to change the network addresses. */
export function isListenRequest(request: S3Request): boolean {
  return request.path === listenPath && request.method === 'POST';
}

async function readBody(request: S3Request): Promise<string> {
  request.expectBody();
  const pieces: Buffer[] = [];
  let sizeBytes = 0;
  for await (const piece of request.body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    sizeBytes += piece.length;
    if (sizeBytes > mostBodyBytes) throw new S3Error('MaxMessageLengthExceeded');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString();
}

interface Asked {
  readonly addresses: readonly string[];
  readonly nonce: string;
  readonly proof: string;
}

function parsed(text: string): Asked | undefined {
  try {
    const { addresses, nonce, proof } = JSON.parse(text) as Partial<Record<keyof Asked, unknown>>;
    const isList = Array.isArray(addresses) && addresses.every((address) => typeof address === 'string');
    if (isList && typeof nonce === 'string' && typeof proof === 'string') return { addresses, nonce, proof };
  } catch {
    // As every other body that is none of ours.
  }
  return undefined;
}

/** Serves the addresses and answers with their states. Raises `AccessDenied` without the proof. */
export async function answerListenRequest(
  request: S3Request,
  response: ServerResponse,
  secret: string,
  listenOn: ListenOn,
): Promise<void> {
  const asked = parsed(await readBody(request));
  if (asked === undefined) throw new S3Error('AccessDenied');
  const { localPort, remotePort } = request.body.socket;
  const expected = proofOf(secret, asked.addresses, asked.nonce, [localPort, remotePort]);
  if (!equalInConstantTime(asked.proof, expected)) throw new S3Error('AccessDenied');
  const body = JSON.stringify(await listenOn(asked.addresses));
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) });
  response.write(body);
}

const isResults = (value: unknown): value is readonly ListenResult[] =>
  Array.isArray(value) &&
  value.every((one: Partial<ListenResult> | null) => typeof one?.address === 'string' && states.has(one.state));

export interface ListenQuestion {
  /** A proven connection to the owner (instance-proof.ts); it is used up. */
  readonly socket: Socket;
  /** The value of `Host` that the server accepts. */
  readonly host: string;
  readonly secret: string;
  readonly addresses: readonly string[];
  readonly limitMs: number;
}

/** Asks the owner to serve exactly these addresses. Rejects where it does not answer in time. */
export async function askToListen(question: ListenQuestion): Promise<readonly ListenResult[]> {
  // A command that asks nothing does not load it.
  const { request: httpRequest } = await import('node:http');
  const { socket, host, secret, addresses, limitMs } = question;
  const nonce = randomBytes(16).toString('hex');
  const proof = proofOf(secret, addresses, nonce, [socket.remotePort, socket.localPort]);
  const body = JSON.stringify({ addresses, nonce, proof } satisfies Asked);
  return new Promise((resolve, reject) => {
    const headers = { Host: host, 'Content-Length': Buffer.byteLength(body) };
    const options = { method: 'POST', path: listenPath, headers, createConnection: () => socket };
    const request = httpRequest({ ...options, signal: AbortSignal.timeout(limitMs) }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => (text += piece));
      response.once('error', reject);
      response.once('end', () => {
        socket.destroy();
        const results = response.statusCode === 200 ? (JSON.parse(text) as unknown) : undefined;
        if (isResults(results)) resolve(results);
        else reject(new Error(`The owner of the bucket answered ${response.statusCode ?? 'nothing'}.`));
      });
    });
    request.once('error', reject);
    request.end(body);
  });
}
