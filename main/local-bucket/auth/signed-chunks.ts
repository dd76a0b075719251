// Decodes `aws-chunked` bodies and verifies the signatures of their chunks and trailer.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html

import { createHash } from 'node:crypto';
import { equalInConstantTime, sha256Hex, sign } from './canonical';
import { S3Error } from '../protocol/errors';
import type { Identity } from './signature';

export interface ChunkedFormat {
  readonly signed: boolean;
  readonly trailer: boolean;
}

const formats: ReadonlyMap<string, ChunkedFormat> = new Map([
  ['STREAMING-AWS4-HMAC-SHA256-PAYLOAD', { signed: true, trailer: false }],
  ['STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER', { signed: true, trailer: true }],
  ['STREAMING-UNSIGNED-PAYLOAD-TRAILER', { signed: false, trailer: true }],
]);

const maximumLineBytes = 4096;
const maximumTrailerLines = 16;
const minimumChunkBytes = 8192;
const emptySha256 = sha256Hex('');

/** The chunked format that a payload hash names, or undefined for a plain body. */
export function chunkedFormat(payloadHash: string): ChunkedFormat | undefined {
  return formats.get(payloadHash);
}

/** Reads lines and runs of bytes from a stream of pieces without copying the bytes. */
class PieceReader {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #piece: Uint8Array = new Uint8Array(0);
  #at = 0;

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  async #fill(): Promise<boolean> {
    while (this.#at >= this.#piece.length) {
      const next = await this.#pieces.next();
      if (next.done === true) return false;
      this.#piece = next.value;
      this.#at = 0;
    }
    return true;
  }

  /** The next bytes, at most `limitBytes`; undefined at the end of the stream. */
  async take(limitBytes: number): Promise<Uint8Array | undefined> {
    if (!(await this.#fill())) return undefined;
    const taken = this.#piece.subarray(this.#at, this.#at + limitBytes);
    this.#at += taken.length;
    return taken;
  }

  /** A line without its CRLF, as one character a byte. */
  async line(): Promise<string> {
    let text = '';
    for (;;) {
      if (!(await this.#fill())) throw new S3Error('IncompleteBody');
      const newline = this.#piece.indexOf(10, this.#at);
      const end = Math.min(newline === -1 ? this.#piece.length : newline + 1, this.#at + maximumLineBytes);
      text += Buffer.from(this.#piece.buffer, this.#piece.byteOffset + this.#at, end - this.#at).toString('latin1');
      this.#at = end;
      if (text.length > maximumLineBytes) throw new S3Error('InvalidRequest', 'A chunk header is too long.');
      if (text.endsWith('\r\n')) return text.slice(0, -2);
      if (text.endsWith('\n')) throw new S3Error('InvalidRequest', 'A chunk header must end with CR LF.');
    }
  }
}

function parseChunkHeader(line: string, signed: boolean): { readonly sizeBytes: number; readonly signature: string } {
  const match = (signed ? /^([0-9a-fA-F]{1,10});chunk-signature=([0-9a-f]{64})$/ : /^([0-9a-fA-F]{1,10})$/).exec(line);
  if (match === null) throw new S3Error('InvalidRequest', 'The chunk header is malformed.');
  return { sizeBytes: Number.parseInt(match[1] ?? '', 16), signature: match[2] ?? '' };
}

async function readTrailer(
  reader: PieceReader,
  identity: Identity,
  signed: boolean,
  previousSignature: string,
): Promise<ReadonlyMap<string, string>> {
  const trailer = new Map<string, string>();
  for (let lines = 0; ; lines += 1) {
    const line = await reader.line();
    if (line === '') break;
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).toLowerCase();
    if (name === '' || trailer.has(name) || lines >= maximumTrailerLines) {
      throw new S3Error('InvalidRequest', 'The trailer of the body is malformed.');
    }
    trailer.set(name, line.slice(colon + 1).trim());
  }
  if (!signed) return trailer;
  const signature = trailer.get('x-amz-trailer-signature') ?? '';
  trailer.delete('x-amz-trailer-signature');
  const canonical = [...trailer].map(([name, value]) => `${name}:${value}\n`).join('');
  const expected = sign(
    identity.key,
    ['AWS4-HMAC-SHA256-TRAILER', identity.date, identity.scope, previousSignature, sha256Hex(canonical)].join('\n'),
  );
  if (!equalInConstantTime(expected, signature)) throw new S3Error('SignatureDoesNotMatch');
  return trailer;
}

/**
 * Yields the payload of an aws-chunked body and calls `onTrailer` before it ends. A chunk's signature can be checked only after
 * all of the chunk's bytes, so the consumer must keep nothing unless the iteration ends without an error.
 */
export async function* decodeChunks(
  pieces: AsyncIterable<Uint8Array>,
  format: ChunkedFormat,
  identity: Identity,
  onTrailer: (trailer: ReadonlyMap<string, string>) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = new PieceReader(pieces);
  let previousSignature = identity.signature;
  let sawSmallChunk = false;
  for (;;) {
    const { sizeBytes, signature } = parseChunkHeader(await reader.line(), format.signed);
    if (sizeBytes > 0 && sawSmallChunk) throw new S3Error('InvalidChunkSizeError');
    sawSmallChunk = sizeBytes < minimumChunkBytes;
    const hash = format.signed ? createHash('sha256') : undefined;
    for (let left = sizeBytes; left > 0;) {
      const piece = await reader.take(left);
      if (piece === undefined) throw new S3Error('IncompleteBody');
      hash?.update(piece);
      left -= piece.length;
      yield piece;
    }
    if (hash !== undefined) {
      const expected = sign(
        identity.key,
        [
          'AWS4-HMAC-SHA256-PAYLOAD',
          identity.date,
          identity.scope,
          previousSignature,
          emptySha256,
          hash.digest('hex'),
        ].join('\n'),
      );
      if (!equalInConstantTime(expected, signature)) throw new S3Error('SignatureDoesNotMatch');
      previousSignature = signature;
    }
    if (sizeBytes === 0) break;
    if ((await reader.line()) !== '') throw new S3Error('InvalidRequest', 'A chunk must end with CR LF.');
  }
  if (format.trailer) onTrailer(await readTrailer(reader, identity, format.signed, previousSignature));
  else if ((await reader.line()) !== '') throw new S3Error('InvalidRequest', 'The last chunk must end with CR LF.');
  if ((await reader.take(1)) !== undefined) throw new S3Error('InvalidRequest', 'Bytes follow the last chunk.');
}
