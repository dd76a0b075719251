// Lets a process that can read the owner file make sure that the server on its port is the one the file speaks of.

import { createHmac, timingSafeEqual } from 'node:crypto';
import { type ServerResponse, request as httpRequest } from 'node:http';
import { S3Error } from './errors';
import type { S3Request } from './request';

/** No bucket can have this name, so the path is free. */
const proofPath = '/-/owner';
const noncePattern = /^[0-9a-f]{32}$/;
const proofTimeoutMs = 1500;

function proofOf(secret: string, nonce: string): string {
  return createHmac('sha256', secret).update(`mayfly-bucket-owner ${nonce}`).digest('hex');
}

/** Whether a request asks for the proof. */
export function isOwnerProof(request: S3Request): boolean {
  return request.path === proofPath && request.method === 'GET';
}

/** Answers with an HMAC over the asker's random number: worthless to anybody who does not know the secret. */
export function answerOwnerProof(request: S3Request, response: ServerResponse, secret: string): void {
  const nonce = request.query.get('nonce') ?? '';
  if (!noncePattern.test(nonce) || request.query.size !== 1) throw new S3Error('AccessDenied');
  response.writeHead(200, { 'Content-Type': 'text/plain', 'X-Content-Type-Options': 'nosniff' });
  response.end(proofOf(secret, nonce));
}

/** Asks the server on a loopback port for the proof; false for silence, another server or a wrong answer. */
export async function proveOwner(port: number, secret: string, nonce: string): Promise<boolean> {
  const expected = proofOf(secret, nonce);
  const answer = await new Promise<string>((resolve) => {
    const request = httpRequest(
      { host: '127.0.0.1', port, path: `${proofPath}?nonce=${nonce}`, agent: false, timeout: proofTimeoutMs },
      (response) => {
        let text = '';
        response.setEncoding('latin1');
        response.on('data', (piece: string) => {
          text += piece;
          if (text.length > expected.length) response.destroy();
        });
        response.once('close', () => {
          resolve(text);
        });
      },
    );
    const timer = setTimeout(() => request.destroy(), proofTimeoutMs);
    request.once('close', () => {
      clearTimeout(timer);
      resolve('');
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => {
      resolve('');
    });
    request.end();
  });
  return answer.length === expected.length && timingSafeEqual(Buffer.from(answer, 'latin1'), Buffer.from(expected));
}
