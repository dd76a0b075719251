// Compresses a page for the bucket: it is stored once and read often.
import { constants, crc32, deflateRaw, gzip, type ZlibOptions } from 'node:zlib';
import type { PackedEnd } from '../ports/page-template';

/** A page is style, pictures, script and words: blocks of 2,048 symbols, an eighth of the usual, fit each of them better. */
const options = { level: constants.Z_BEST_COMPRESSION, memLevel: 5 };

/** No name, no time, of no system (RFC 1952, section 2.3). */
const gzipHead = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);

/** Off the main thread. */
const packed = (by: typeof gzip, plain: Buffer, how: ZlibOptions): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    by(plain, how, (error, zipped) => {
      if (error === null) resolve(zipped);
      else reject(error);
    });
  });

/** As gzip. A page that ends as `end` says has that end as it was compressed before; any other is compressed whole. */
export async function compressPage(plain: Buffer, end?: PackedEnd): Promise<Buffer> {
  const begins = plain.length - (end?.plain.length ?? 0);
  if (end === undefined || begins < 0 || !plain.subarray(begins).equals(end.plain)) return packed(gzip, plain, options);
  // Ends with a whole byte, and with no last block.
  const begin = await packed(deflateRaw, plain.subarray(0, begins), {
    ...options,
    finishFlush: constants.Z_SYNC_FLUSH,
  });
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(plain), 0);
  trailer.writeUInt32LE(plain.length, 4);
  return Buffer.concat([gzipHead, begin, end.deflated, trailer]);
}
