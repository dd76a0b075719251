// On a network address this computer itself can ask who serves, before it sends a link there; nobody else can.

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectProven } from '../../../main/local-bucket/server/instance-proof';
import { type Fixture, serve } from '../fixture';

/** An address of the network, and a neighbour's. */
const home = '127.0.0.2';
const other = '127.0.0.3';

let s3: Fixture;
beforeEach(async () => {
  s3 = await serve({}, { now: Date.now, sweepIntervalMs: 60_000, addresses: () => new Set([home]) });
  await s3.bucket.listenOn([home]);
});
afterEach(async () => s3.stop());

/** `host`: in the question, which a program in between can change. `at`: where it is asked. */
async function proven(from: string, host = home, at = home): Promise<string> {
  const { port } = s3.bucket;
  const { proofSecret } = JSON.parse(await readFile(join(s3.options.dataDir, 'owner.json'), 'utf8')) as {
    readonly proofSecret: string;
  };
  const to = { host: at, port, localAddress: from };
  const question = { to, host: `${host}:${port}`, secret: proofSecret, nonce: '0'.repeat(32), limitMs: 2_000 };
  return connectProven(question).then(
    (socket) => {
      socket.destroy();
      return 'proven';
    },
    (cause: { readonly code?: string }) => cause.code ?? 'no code',
  );
}

test('the server proves itself to its own computer, under the address of the connection alone', async () => {
  expect(await proven(home)).toBe('proven');
  expect(await proven(home, '127.0.0.1')).toBe('unproven');
});

test('somebody else in the network gets no answer to the question', async () => {
  expect(await proven(other)).toBe('unproven');
});

test('a program that took the port of another address cannot pass the question on to the server', async () => {
  const { port } = s3.bucket;
  const relay = createServer((near) => {
    // From the port of who asks, so that both ports are as they should be.
    const far = connect({ host: '127.0.0.1', port, localAddress: other, localPort: near.remotePort ?? 0 });
    for (const socket of [near, far]) socket.on('error', () => undefined);
    near.pipe(far).pipe(near);
  }).listen(port, other);
  await once(relay, 'listening');
  expect(await proven('127.0.0.1', '127.0.0.1', '127.0.0.1')).toBe('proven');
  expect(await proven('127.0.0.1', '127.0.0.1', other)).toBe('unproven');
  relay.close();
});
