// A large encrypted file whose connection breaks off goes on where it was, and is the same to the last byte.
import { createHash, randomBytes } from 'node:crypto';
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { expect, test, vi } from 'vitest';
import { createSealedServer } from '../../renderer/encrypted-page/sealed-server';
import { Damaged, type Answer } from '../../renderer/share-page/answer';
import type { Requests } from '../../renderer/share-page/requests';
import { BrokenOff } from '../../renderer/share-page/whole-body';

const plain = randomBytes(200_000);
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64url');

/** Answers with at most so many bytes each time, and then the connection breaks. */
function breaking(sealed: Uint8Array, mostBytes: number, later: (from: number) => Answer = () => 'there') {
  const asked: (string | undefined)[] = [];
  const get: Requests['get'] = async (_stored, { range, etag }) => {
    asked.push(range && `${range} of ${etag}`);
    const from = Number(range?.split('-')[0] ?? 0);
    const answer = from === 0 ? 'there' : later(from);
    if (answer !== 'there') return { answer };
    const piece = new Uint8Array(sealed.subarray(from, from + mostBytes));
    const isLast = from + mostBytes >= sealed.length;
    let isSent = false;
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        if (!isSent) controller.enqueue(piece);
        else if (isLast) controller.close();
        else controller.error(new TypeError('network error'));
        isSent = true;
      },
    });
    const status = range === undefined ? 200 : 206;
    const headers = new Headers({ ETag: '"one"', 'Content-Length': String(sealed.length - from) });
    return { answer, status, response: { status, headers, body } as Response };
  };
  const heard: Answer[] = [];
  const requests: Requests = {
    nowMs: Date.now,
    ask: async () => 'there',
    get,
    heard: (answer) => heard.push(answer),
    onHeard: () => undefined,
  };
  return { requests, asked, heard };
}

async function opened(mostBytes: number, later?: (from: number) => Answer, harm = (sealed: Uint8Array) => sealed) {
  const identity = await generateX25519Identity();
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(identity));
  const sealed = await encrypter.encrypt(plain);
  const head = sealed.subarray(0, sealed.length - plain.length - 4 * 16);
  const { requests, asked, heard } = breaking(harm(sealed), mostBytes, later);
  const stored = { index: 0, href: '/f', sizeBytes: sealed.length };
  const entry = { ...stored, path: 'a', contentType: '', stored, sizeBytes: plain.length, headSha256: hashOf(head) };
  const server = createSealedServer(requests, { identity });
  const { body } = await server.stream({ ...entry, sha256: hashOf(plain) }, new AbortController().signal);
  const read = async () => {
    const pieces: Uint8Array[] = [];
    const reader = body?.getReader();
    for (;;) {
      const next = await reader?.read();
      if (next === undefined || next.done) return Buffer.concat(pieces);
      pieces.push(next.value);
    }
  };
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const settled = read().then(
    (bytes) => bytes,
    (error: unknown) => error,
  );
  await vi.advanceTimersByTimeAsync(660_000);
  vi.useRealTimers();
  return { came: await settled, asked, heard };
}

test('it goes on after each break, from the byte where it broke', async () => {
  const { came, asked } = await opened(70_000);
  expect(Buffer.isBuffer(came) && came.equals(plain)).toBe(true);
  expect(asked).toEqual([undefined, '70000- of "one"', '140000- of "one"']);
});

test('it goes on after minutes without a network, and tells what it hears', async () => {
  let tries = 0;
  const { came, heard } = await opened(70_000, (from) =>
    from === 70_000 && (tries += 1) < 20 ? 'unreachable' : 'there',
  );
  expect(Buffer.isBuffer(came) && came.equals(plain)).toBe(true);
  expect(heard.slice(0, 20)).toEqual([...Array<Answer>(19).fill('unreachable'), 'there']);
});

test('with no answer for ten minutes, and at once where it is gone, it is broken off, not damaged', async () => {
  expect((await opened(70_000, () => 'unreachable')).came).toBeInstanceOf(BrokenOff);
  const { came, asked } = await opened(70_000, () => 'gone');
  expect(came).toBeInstanceOf(BrokenOff);
  expect(asked).toHaveLength(2);
});

test('what is changed after a break is damaged', async () => {
  const { came } = await opened(70_000, undefined, (sealed) => {
    const harmed = Uint8Array.from(sealed);
    harmed[150_000] = (harmed[150_000] ?? 0) ^ 1;
    return harmed;
  });
  expect(came).toBeInstanceOf(Damaged);
});
