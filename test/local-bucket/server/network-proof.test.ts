// On a network address this computer itself can ask who serves, before it sends a link there; nobody else can.

import { readFile } from 'node:fs/promises';
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

async function proven(from: string, host = home): Promise<string> {
  const { port } = s3.bucket;
  const { proofSecret } = JSON.parse(await readFile(join(s3.options.dataDir, 'owner.json'), 'utf8')) as {
    readonly proofSecret: string;
  };
  const to = { host: home, port, localAddress: from };
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
