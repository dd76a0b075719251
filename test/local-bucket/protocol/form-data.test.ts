// However the network cuts a form into pieces, its file comes out byte for byte; and large pieces come out as they came, so that their memory can be freed.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readForm } from '../../../main/local-bucket/protocol/form-data';

const boundary = '----WebKitFormBoundary7MA4YWxk';
const delimiter = `\r\n--${boundary}`;

const formOf = (file: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="key"\r\n\r\nin/a`),
    Buffer.from(`${delimiter}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n`),
    file,
    Buffer.from(`${delimiter}--\r\n`),
  ]);

async function* inPieces(body: Buffer, cuts: readonly number[]) {
  const places = [...new Set(cuts.map((cut) => cut % (body.length + 1)))].toSorted((a, b) => a - b);
  let from = 0;
  for (const to of [...places, body.length]) {
    // Memory of its own, as a socket gives it.
    yield new Uint8Array(body.subarray(from, to));
    from = to;
  }
}

async function fileOf(pieces: AsyncIterable<Uint8Array>): Promise<readonly Uint8Array[]> {
  const form = await readForm(pieces, boundary);
  expect([...form.fields]).toEqual([['key', 'in/a']]);
  const got: Uint8Array[] = [];
  for await (const piece of form.pieces) got.push(piece);
  return got;
}

/** Bytes that look like boundaries, and begin like them. */
const chunk = fc.oneof(
  fc.constantFrom(
    '\r',
    '\n',
    '\r\n',
    '\r\n--',
    delimiter.slice(0, -1),
    `${delimiter.slice(0, 12)}\r\n`,
    `--${boundary}`,
  ),
  fc.string({ maxLength: 40 }),
);

describe('a form', () => {
  test('cut anywhere gives its file', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(chunk, { maxLength: 12 }),
        fc.array(fc.nat({ max: 2_000 }), { maxLength: 20 }),
        async (chunks, cuts) => {
          const file = Buffer.from(chunks.join(''));
          fc.pre(!file.includes(delimiter) && !`\r\n${chunks.join('')}`.startsWith(delimiter));
          const got = await fileOf(inPieces(formOf(file), cuts));
          expect(Buffer.concat(got).equals(file)).toBe(true);
        },
      ),
    );
  });

  test('byte by byte as well', async () => {
    const file = Buffer.from(`a${delimiter.slice(0, -1)}\r\n`);
    const body = formOf(file);
    const got = await fileOf(inPieces(body, [...body.keys()]));
    expect(Buffer.concat(got).equals(file)).toBe(true);
  });

  test('gives large pieces as they came', async () => {
    const file = Buffer.alloc(1_000_000, 'x');
    const body = formOf(file);
    const head = body.indexOf('xxxx');
    const got = await fileOf(inPieces(body, [head, ...[1, 2, 3, 4, 5, 6].map((n) => head + n * 150_000)]));
    expect(Buffer.concat(got).equals(file)).toBe(true);
    expect(got.filter(({ buffer, byteLength }) => buffer.byteLength === byteLength)).toHaveLength(6);
  });

  test('that ends early is incomplete', async () => {
    const body = formOf(Buffer.from('abc'));
    await expect(fileOf(inPieces(body.subarray(0, -10), []))).rejects.toMatchObject({ code: 'IncompleteBody' });
  });
});
