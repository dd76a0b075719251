// A thread of a Node without the cipher encrypts by libsodium, which it loads beside its program when it encrypts and not before.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { createAgeHead } from '../../main/adapters/encryption/age-head';
import { encryptFiles } from '../../main/adapters/encryption/encrypt-files';
import { createFiles } from '../../main/adapters/files/files';
import { crc32Of } from '../../main/core/model/stored-check';
import type { BodyWork } from '../../main/core/ports/body-work';
import { bodyWorkInPlace } from '../../main/core/transfer/body-work-in-place';
import { builtBodyThreads, builtProgram } from '../fakes/built-body-threads';
import { content, temporaryFolder } from '../faults/sizes';

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** What a thread cannot do would be done in place. */
const nothingInPlace: BodyWork = { ...bodyWorkInPlace, read: () => Promise.reject(new Error('in place')) };
const shared = (length: number) => new Uint8Array(new SharedArrayBuffer(length));

test('the age file is the same, by libsodium, which nothing else loads', async () => {
  const at = (name: string) => join(folder.path, name);
  const noCipher = readFileSync(resolve('test/cli/no-cipher.cjs'), 'utf8');
  writeFileSync(at('body-thread.cjs'), `{${noCipher}}${readFileSync(builtProgram, 'utf8')}`);
  const sodium = readdirSync(resolve('out/main/chunks')).find((name) => name.startsWith('sodium-cipher-')) ?? '';
  // The chunk that is asked for notes that it was.
  mkdirSync(at('chunks'));
  writeFileSync(
    at(`chunks/${sodium}`),
    `require('node:fs').appendFileSync(${JSON.stringify(at('loads'))}, 'x');module.exports = require(${JSON.stringify(resolve('out/main/chunks', sodium))});`,
  );
  const bytes = content(5 * 1_048_576 + 7, 3);
  writeFileSync(at('body.bin'), bytes);
  const file = await createFiles().open(at('body.bin'));
  const encrypted = encryptFiles(await createAgeHead(await identityToRecipient(await generateX25519Identity()))).ofFile(
    file,
  );
  const threads = builtBodyThreads({ programPath: at('body-thread.cjs'), inPlace: nothingInPlace, mostThreads: 1 });
  try {
    threads.expect(0);
    while (threads.ready() < 1) await wait(5);
    expect((await threads.read(file, 0, shared(bytes.length))).crc32).toBe(crc32Of(bytes));
    expect(existsSync(at('loads'))).toBe(false);
    const size = encrypted.snapshot.sizeBytes;
    const wanted = new Uint8Array(size);
    await bodyWorkInPlace.read(encrypted, 0, wanted);
    const parts = [
      [0, 1_000_000],
      [1_000_000, size - 1_000_000],
    ] as const;
    const made = await Promise.all(
      parts.map(async ([from, length]) => {
        const target = shared(length);
        await threads.read(encrypted, from, target);
        return Buffer.from(target);
      }),
    );
    expect(Buffer.concat(made).equals(wanted)).toBe(true);
    expect(readFileSync(at('loads'), 'utf8')).toBe('x');
  } finally {
    threads.close();
    await file.close();
  }
});
