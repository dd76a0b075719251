// Decodes a request's body and checks its length, payload hash, MD5 and checksum while it streams.

import {
  type Checksum,
  type ChecksumAlgorithm,
  type RunningChecksum,
  type StatedChecksum,
  assertChecksumValue,
  checksumHeader,
  startChecksum,
  statedChecksum,
} from '../protocol/checksums';
import { startHashes } from './body-hashes';
import { chunkedFormat, decodeChunks } from './signed-chunks';
import { S3Error, invalidArgument } from '../protocol/errors';
import { type S3Request, headerOf } from '../protocol/request';
import type { Identity } from './signature';

/** A sender below this rate is cut off after the grace period. */
const minimumBytesPerSecond = 1024;
const graceMs = 60_000;
const batchFromBytes = 256 * 1024;

export interface BodyDigest {
  readonly sizeBytes: number;
  readonly md5Hex: string;
  readonly checksum: Checksum | undefined;
}

export interface IncomingBody {
  /** The checksum to compute: stated by the client, or required by the operation. */
  readonly algorithm: ChecksumAlgorithm | undefined;
  /** The payload; to be iterated once, to the end. A piece is the consumer's alone. */
  readonly pieces: AsyncIterable<Uint8Array>;
  /** To be called after the iteration: rejects when the bytes differ from what the client stated. */
  verify(): Promise<BodyDigest>;
}

/** The request whose headers state a body's checksums; a form upload has no signed payload. */
export interface BodyExpectations {
  readonly lengthBytes: number | undefined;
  /** More is `EntityTooLarge`. */
  readonly mostBytes?: number;
  /** About the length, where that is not stated itself. */
  readonly likelyBytes?: number;
  readonly payloadSha256: string | undefined;
  readonly contentMd5: string | undefined;
  readonly checksum: StatedChecksum | undefined;
  /** Computed when the client states none, so that a multipart upload with an algorithm has a checksum for each part. */
  readonly fallbackAlgorithm: ChecksumAlgorithm | undefined;
  readonly trailer: () => ReadonlyMap<string, string>;
}

const noTrailer: ReadonlyMap<string, string> = new Map();

/** A request's raw body; a sender below the minimum rate gets `RequestTimeout`. */
export async function* receivePieces(request: S3Request): AsyncGenerator<Uint8Array, void, undefined> {
  request.expectBody();
  const startedMs = Date.now();
  let sizeBytes = 0;
  // The stream stays open when the consumer gives up: the connection must still carry the error.
  const pieces = request.body.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
  for await (const piece of pieces) {
    sizeBytes += piece.length;
    const elapsedMs = Date.now() - startedMs;
    if (elapsedMs > graceMs && sizeBytes < (elapsedMs / 1000) * minimumBytesPerSecond)
      throw new S3Error('RequestTimeout');
    yield piece;
  }
}

function lengthOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw invalidArgument('Content-Length', text, 'The length is not a number.');
  return Number(text);
}

/** Gives `Content-MD5` in hex. Raises `InvalidDigest` for anything but base64 of 16 bytes, an empty value included. */
export function parseContentMd5(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length !== 16 || bytes.toString('base64') !== value) throw new S3Error('InvalidDigest');
  return bytes.toString('hex');
}

/** Joins pieces to batches of about the size of a hashing thread's slot: a message for each piece would cost more than it saves. */
async function* gather(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Uint8Array[], void, undefined> {
  let batch: Uint8Array[] = [];
  let batchBytes = 0;
  for await (const piece of pieces) {
    batch.push(piece);
    batchBytes += piece.length;
    if (batchBytes < batchFromBytes) continue;
    yield batch;
    [batch, batchBytes] = [[], 0];
  }
  if (batch.length > 0) yield batch;
}

/** Wraps `pieces` so that length, hashes and checksum are computed while they stream. */
export function measuredBody(pieces: AsyncIterable<Uint8Array>, expected: BodyExpectations): IncomingBody {
  const names = expected.payloadSha256 === undefined ? ['md5'] : ['md5', 'sha256'];
  const hashes = startHashes(names, expected.lengthBytes ?? expected.likelyBytes ?? 0);
  let digests: Promise<readonly string[]> | undefined;
  const algorithm = expected.checksum?.algorithm ?? expected.fallbackAlgorithm;
  const sum: RunningChecksum | undefined = algorithm === undefined ? undefined : startChecksum(algorithm);
  let sizeBytes = 0;

  async function* measure(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for await (const batch of gather(pieces)) {
        for (const piece of batch) {
          sizeBytes += piece.length;
          sum?.update(piece);
        }
        if (expected.lengthBytes !== undefined && sizeBytes > expected.lengthBytes) throw new S3Error('IncompleteBody');
        if (expected.mostBytes !== undefined && sizeBytes > expected.mostBytes) {
          throw new S3Error('EntityTooLarge', undefined, {
            ProposedSize: String(sizeBytes),
            MaxSizeAllowed: String(expected.mostBytes),
          });
        }
        await hashes.update(batch);
        // Only now: the consumer may free a piece, so nothing reads it any more.
        for (const piece of batch) yield piece;
      }
      digests = hashes.digest();
      // `verify` reports the failure; this only keeps it from counting as unhandled until then.
      digests.catch(() => undefined);
    } finally {
      if (digests === undefined) hashes.discard();
    }
  }

  async function verify(): Promise<BodyDigest> {
    if (expected.lengthBytes !== undefined && sizeBytes !== expected.lengthBytes) throw new S3Error('IncompleteBody');
    const [md5Hex = '', sha256Hex] = (await digests) ?? [];
    if (sha256Hex !== expected.payloadSha256) throw new S3Error('XAmzContentSHA256Mismatch');
    if (expected.contentMd5 !== undefined && expected.contentMd5 !== md5Hex) {
      throw new S3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.');
    }
    if (algorithm === undefined || sum === undefined) return { sizeBytes, md5Hex, checksum: undefined };
    const value = sum.digest().toString('base64');
    checkStated(expected, value);
    return { sizeBytes, md5Hex, checksum: { algorithm, type: 'FULL_OBJECT', value } };
  }

  return { algorithm, pieces: measure(), verify };
}

function checkStated(expected: BodyExpectations, computed: string): void {
  if (expected.checksum === undefined) return;
  const { algorithm } = expected.checksum;
  const value = expected.checksum.value ?? expected.trailer().get(checksumHeader(algorithm));
  if (value === undefined) throw new S3Error('InvalidRequest', `The trailer ${checksumHeader(algorithm)} is missing.`);
  assertChecksumValue(algorithm, value);
  if (value !== computed) {
    throw new S3Error('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  }
}

function payloadSha256Of(payloadHash: string): string | undefined {
  if (payloadHash === 'UNSIGNED-PAYLOAD') return undefined;
  if (/^[0-9a-f]{64}$/.test(payloadHash)) return payloadHash;
  if (payloadHash.startsWith('STREAMING-'))
    throw new S3Error('NotImplemented', 'This way to sign a stream is not implemented.');
  throw invalidArgument(
    'x-amz-content-sha256',
    payloadHash,
    'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.',
  );
}

/** An operation's limits and checksum for its body. */
export interface BodyRules {
  readonly maximumBytes: number;
  readonly tooLarge?: 'EntityTooLarge' | 'MaxMessageLengthExceeded';
  readonly fallbackAlgorithm?: ChecksumAlgorithm | undefined;
  /** `object` where the checksum headers describe the object of a completed upload, not these bytes. */
  readonly checksumDescribes?: 'body' | 'object';
}

/**
 * Opens the body of an authenticated request. Throws before it reads a byte when the headers alone are wrong:
 * `MissingContentLength`, `EntityTooLarge` above `maximumBytes`, `InvalidDigest` and the like.
 */
export function openBody(request: S3Request, identity: Identity, rules: BodyRules): IncomingBody {
  const format = chunkedFormat(identity.payloadHash);
  if (format !== undefined && identity.presigned) {
    throw new S3Error('NotImplemented', 'A presigned request cannot carry a signed stream.');
  }
  const payloadSha256 = format === undefined ? payloadSha256Of(identity.payloadHash) : undefined;
  const lengthHeader = format === undefined ? 'content-length' : 'x-amz-decoded-content-length';
  const lengthBytes = lengthOf(headerOf(request, lengthHeader));
  if (lengthBytes === undefined) throw new S3Error('MissingContentLength');
  if (lengthBytes > rules.maximumBytes) {
    throw new S3Error(rules.tooLarge ?? 'EntityTooLarge', undefined, {
      ProposedSize: String(lengthBytes),
      MaxSizeAllowed: String(rules.maximumBytes),
    });
  }
  const trailerNames = (headerOf(request, 'x-amz-trailer') ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  if (trailerNames.length > 0 && format?.trailer !== true) {
    throw new S3Error('InvalidRequest', 'x-amz-trailer needs a payload that announces a trailer.');
  }
  let trailer = noTrailer;
  const raw = receivePieces(request);
  const pieces =
    format === undefined
      ? raw
      : decodeChunks(raw, format, identity, (received) => {
          for (const name of received.keys()) {
            if (!trailerNames.includes(name))
              throw new S3Error('InvalidRequest', `The trailer ${name} was not announced.`);
          }
          trailer = received;
        });
  return measuredBody(pieces, {
    lengthBytes,
    payloadSha256,
    contentMd5: parseContentMd5(request.headers.get('content-md5')),
    checksum: rules.checksumDescribes === 'object' ? undefined : statedChecksum(request, trailerNames),
    fallbackAlgorithm: rules.fallbackAlgorithm,
    trailer: () => trailer,
  });
}

/** Reads a small body whole, verifies it and decodes it as UTF-8; `MaxMessageLengthExceeded` above `maximumBytes`. */
export async function readTextBody(
  request: S3Request,
  identity: Identity,
  maximumBytes: number,
  checksumDescribes: 'body' | 'object' = 'body',
): Promise<string> {
  const body = openBody(request, identity, { maximumBytes, tooLarge: 'MaxMessageLengthExceeded', checksumDescribes });
  const pieces: Uint8Array[] = [];
  for await (const piece of body.pieces) pieces.push(piece);
  await body.verify();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
  } catch {
    throw new S3Error('MalformedXML');
  }
}
