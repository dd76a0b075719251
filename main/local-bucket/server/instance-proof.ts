// Challenge and response by the secret in the owner file: a client verifies, on each connection, that it reaches the owner.

import { createHmac } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { type NetConnectOpts, type Socket, connect } from 'node:net';
import { equalInConstantTime } from '../auth/canonical';
import { S3Error } from '../protocol/errors';
import type { S3Request } from '../protocol/request';

/** No bucket name can begin so, so the path is free. */
const proofPath = '/-/owner';
const noncePattern = /^[0-9a-f]{32}$/;
const mostHeadBytes = 4096;
/** The beginning of an answer that can hold the proof: 64 hex digits. */
const ofAnswer = /^HTTP\/1\.1 200 [^\r\n]*\r\n(?:[^\r\n]+\r\n)*?Content-Length: 64\r\n/;

/** The ends of a connection; a Unix socket and a pipe have none. */
interface Ends {
  readonly serverAddress: string | undefined;
  readonly serverPort: number | undefined;
  readonly clientPort: number | undefined;
}

/**
 * HMAC over the client's random number and the ports of both ends, so that nobody in between can relay the challenge: their connection to the server
 * has other ports. The address is in it too: who took the same port of another address could ask from the same port.
 */
function proofOf(secret: string, nonce: string, { serverAddress, serverPort, clientPort }: Ends): string {
  const text = `mayfly-bucket-owner ${nonce} ${serverPort ?? '-'} ${clientPort ?? '-'} ${serverAddress ?? '-'}`;
  return createHmac('sha256', secret).update(text).digest('hex');
}

/** True for a request for the proof. */
export function isOwnerProof(request: S3Request): boolean {
  return request.path === proofPath && request.method === 'GET';
}

/** Answers with the HMAC, which is useless without the secret and on any other connection. */
export function answerOwnerProof(request: S3Request, response: ServerResponse, secret: string): void {
  const nonce = request.query.get('nonce') ?? '';
  if (!noncePattern.test(nonce) || request.query.size !== 1) throw new S3Error('AccessDenied');
  const { localAddress: serverAddress, localPort: serverPort, remotePort: clientPort } = request.body.socket;
  const proof = proofOf(secret, nonce, { serverAddress, serverPort, clientPort });
  response.writeHead(200, {
    'Content-Type': 'text/plain',
    'Content-Length': proof.length,
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(proof);
}

/** `nobody`: no connection. `unproven`: a wrong or missing proof. `silent`: no answer in time. */
export type Unproven = 'nobody' | 'unproven' | 'silent';

/** Why there is no socket to the owner. */
export class UnprovenError extends Error {
  override readonly name = 'UnprovenError';
  constructor(
    readonly code: Unproven,
    cause?: unknown,
  ) {
    super(`The server of this folder did not prove itself (${code}).`, { cause });
  }
}

export interface ProofQuestion {
  /** The address of the connection. */
  readonly to: NetConnectOpts;
  /** The value of `Host` that the server accepts. */
  readonly host: string;
  readonly secret: string;
  /** 32 hex digits, never used before. */
  readonly nonce: string;
  /** For the connection and its proof. */
  readonly limitMs: number;
}

/**
 * A connection whose other end has proven itself, ready for requests; only the challenge was sent on it. Rejects with `UnprovenError`.
 */
export function connectProven({ to, host, secret, nonce, limitMs }: ProofQuestion): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(to);
    let answer = '';
    let expected: string | undefined;
    const end = (code: Unproven, cause?: unknown) => {
      clearTimeout(timer);
      // Later errors of a rejected connection have no effect.
      socket.on('error', () => undefined);
      socket.destroy();
      reject(new UnprovenError(code, cause));
    };
    const timer = setTimeout(() => end('silent'), limitMs);
    const failed = (cause: Error) => end(expected === undefined ? 'nobody' : 'unproven', cause);
    const ended = () => end('unproven');
    const heard = (piece: Buffer) => {
      answer += piece.toString('latin1');
      const head = answer.indexOf('\r\n\r\n');
      if (head === -1 ? answer.length > mostHeadBytes : !ofAnswer.test(answer)) return end('unproven');
      const proof = answer.slice(head + 4);
      if (head === -1 || expected === undefined || proof.length < expected.length) return undefined;
      if (!equalInConstantTime(proof, expected)) return end('unproven');
      clearTimeout(timer);
      socket.off('error', failed).off('close', ended).off('data', heard);
      return resolve(socket);
    };
    socket.once('error', failed);
    socket.once('close', ended);
    socket.on('data', heard);
    socket.once('connect', () => {
      const { remoteAddress: serverAddress, remotePort: serverPort, localPort: clientPort } = socket;
      expected = proofOf(secret, nonce, { serverAddress, serverPort, clientPort });
      socket.write(`GET ${proofPath}?nonce=${nonce} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    });
  });
}
