// Compresses a page for the bucket: it is stored once and read often.
import { constants, gzip } from 'node:zlib';

/** Off the main thread. */
export const compressPage = (plain: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    // A page is style, pictures, script and words: blocks of 2,048 symbols, an eighth of the usual, fit each of them better.
    gzip(plain, { level: constants.Z_BEST_COMPRESSION, memLevel: 5 }, (error, zipped) => {
      if (error === null) resolve(zipped);
      else reject(error);
    });
  });
