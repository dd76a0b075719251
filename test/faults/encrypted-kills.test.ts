// Kill -9 while an encrypted file is sent in parts: another process goes on under the same key, or under a new one where the file changed, and the
// `age` command opens what is stored.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { sampleUnfinished } from '../fakes/samples';
import { buildChild, startChild } from './child-program';
import type { EncryptedOrder, EncryptedReport } from './encrypted-child';
import type { Fault } from './fault-plan';
import { startFaultServer } from './fault-server';
import { connectionTo, keyOf, sha256 } from './run-case';
import { content, runSeed, temporaryFolder, writeContent } from './sizes';
import { isDeep } from '../volume';

const mebibyte = 1_048_576;
/** Two parts. */
const fileBytes = 18 * mebibyte;
const folder = temporaryFolder();
let program = '';
let identity = '';
let recipient = '';
const identityPath = join(folder.path, 'identity.txt');
beforeAll(async () => {
  program = await buildChild('encrypted-child');
  identity = await generateX25519Identity();
  recipient = await identityToRecipient(identity);
  writeFileSync(identityPath, identity);
});
afterAll(() => folder.remove());

const row = (profileDir: string) => {
  const { ledger } = openLedger(profileDir);
  try {
    return ledger.unfinishedUploads()[0];
  } finally {
    ledger.close();
  }
};

describe.runIf(isDeep)('kill -9 of an encrypted upload', () => {
  const moments = [
    ['after its second part was stored, and before that was told', 'part', 2, 'stored', false],
    ['after it was completed, and before that was told', 'complete', 1, 'stored', false],
    ['after its second part was stored, of a file that then changes', 'part', 2, 'stored', true],
  ] as const;
  it.each(moments)('%s', async (what, operation, nth, at, changes) => {
    const profileDir = join(folder.path, what);
    const path = writeContent(folder.path, 'secret.bin', fileBytes, runSeed);
    const server = await startFaultServer();
    try {
      const connection = connectionTo(server.url);
      const order: EncryptedOrder = {
        profileDir,
        connection,
        recipient,
        upload: {
          ...sampleUnfinished,
          connectionId: connection.id,
          bucket: connection.bucket,
          path,
          key: keyOf(path),
          given: { within: path },
          sizeBytes: fileBytes,
          encryptWith: '',
          intent: { ...sampleUnfinished.intent, page: { id: 's-page', position: 0 } },
        },
      };
      let started: ReturnType<typeof startChild> | undefined;
      const fault: Fault = {
        match: { operation, nth },
        act: { kind: 'call', at, call: () => void started?.child.kill('SIGKILL') },
      };
      server.plan([fault]);
      started = startChild(program, order);
      expect(await started.ended).toBeUndefined();
      server.plan([]);
      const before = row(profileDir);
      // What may have been sent is known before it is sent.
      expect(before?.record?.tags?.length ?? 0).toBeGreaterThanOrEqual(2);
      const plain = content(fileBytes, changes ? runSeed + 1 : runSeed);
      if (changes) writeFileSync(path, plain);

      const resumed = (await startChild(program, order).ended) as EncryptedReport | undefined;
      expect(resumed).toMatchObject({ code: 'done', ...(changes && { restarted: 'file-changed' }) });
      const stored = server.bucket.objects.get(keyOf(path))?.bytes ?? Buffer.of();
      const file = execFileSync('age', ['-d', '-i', identityPath], { input: stored, maxBuffer: 2 * fileBytes });
      expect(sha256(file)).toBe(sha256(plain));
      const head = (sealed: string | undefined) =>
        createHash('sha256')
          .update(Buffer.from(sealed?.split(' ')[0] ?? '', 'base64'))
          .digest('base64url');
      expect(head(before?.encryptWith) === resumed?.headSha256).toBe(!changes);
      expect(head(row(profileDir)?.encryptWith)).toBe(resumed?.headSha256);
      expect(server.bucket.uploads.size).toBe(0);
    } finally {
      await server.close();
    }
  });
});
