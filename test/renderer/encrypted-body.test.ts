// What the guest's page stores of a file that it encrypts: opened by the library and by what reads arrivals, for every cut into parts.
import { createHash, randomBytes } from 'node:crypto';
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { openAgeHead } from '../../main/adapters/encryption/age-head';
import { encryptedBytes } from '../../main/core/model/age/age-layout';
import { mostManifestBytes } from '../../main/core/model/requests/file-request';
import { encryptingBody } from '../../renderer/encrypted-request-page/body';
import { manifestOf, mostNote, mostSender } from '../../renderer/guest/manifest';
import { isDeep } from '../volume';

const identity = await generateX25519Identity();
const bodyOf = encryptingBody(await identityToRecipient(identity));
const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());
const opened = async (file: Uint8Array) => {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return Buffer.from(await decrypter.decrypt(file));
};

const sizes = [0, 1, 65_535, 65_536, 65_537, 131_072, 4_194_304, 4_194_305, ...(isDeep ? [9_000_000] : [])];

test.each(sizes)('%i bytes are an age file of the told size, whole and in parts', async (size) => {
  const plain = randomBytes(size);
  const body = bodyOf(new File([plain], 'a'));
  expect(body.size).toBe(encryptedBytes({ headBytes: 184, plainBytes: size }));
  const whole = await bytesOf(await body.bytes(0, body.size));
  expect((await opened(whole)).equals(plain)).toBe(true);
  const partBytes = fc.integer({ min: Math.ceil(body.size / 7), max: body.size + 1 });
  await fc.assert(
    fc.asyncProperty(partBytes, async (each) => {
      const parts: Uint8Array[] = [];
      for (let from = 0; from < body.size; from += each) {
        const part = await bytesOf(await body.bytes(from, Math.min(body.size, from + each)));
        expect(part.length).toBe(Math.min(each, body.size - from));
        parts.push(part);
      }
      expect(Buffer.concat(parts).equals(whole)).toBe(true);
    }),
    { numRuns: size > 2_000_000 ? 2 : 6 },
  );
});

test('two files, and the same file chosen again, never share a key', async () => {
  const plain = randomBytes(100);
  const same = new File([plain], 'a');
  const heads = await Promise.all(
    [same, same, new File([plain], 'b')].map(async (file) => {
      const body = bodyOf(file);
      const secrets = await openAgeHead(identity, await bytesOf(await body.bytes(0, body.size)));
      return Buffer.from(secrets?.payloadKey ?? []).toString('hex');
    }),
  );
  expect(new Set(heads).size).toBe(3);
});

test('a file that changed after a part of it was sent gives no other part with the same key', async () => {
  let content = new Uint8Array(randomBytes(200_000));
  const changing = {
    size: content.length,
    slice: (from: number, to: number) => new Blob([content.slice(from, to)]),
  } as File;
  const body = bodyOf(changing);
  await body.bytes(0, 70_000);
  await body.bytes(0, body.size);
  content = content.slice();
  content[150_000] = (content[150_000] ?? 0) ^ 1;
  await body.bytes(0, 70_000);
  await expect(body.bytes(70_000, body.size)).rejects.toThrow('the file was changed');
  content = content.slice(0, 199_999);
  await expect(body.bytes(0, body.size)).rejects.toThrow('the file is shorter');
});

test('the longest manifest fits into its slot when it is encrypted, and names the head of its file', async () => {
  const body = bodyOf(new File(['x'], 'a'));
  const nonce = 'n'.repeat(22);
  const key = 'k'.repeat(43);
  const said = manifestOf(
    {
      name: '가'.repeat(255),
      type: '가'.repeat(100),
      batch: nonce,
      count: 1_000,
      sender: '가'.repeat(mostSender),
      note: '가'.repeat(mostNote),
      ask: { sizeBytes: 5_001_220_703_316, modifiedAtMs: 1_800_000_000_000, key },
    },
    5_000_000_000_000,
    nonce,
  );
  const stored = await bytesOf(await body.about(said));
  expect(stored.length).toBeLessThanOrEqual(mostManifestBytes);
  const head = (await bytesOf(await body.bytes(0, body.size))).subarray(0, 184);
  expect(JSON.parse((await opened(stored)).toString())).toEqual({
    ...(JSON.parse(said) as object),
    head: createHash('sha256').update(head).digest('base64url'),
  });
});
