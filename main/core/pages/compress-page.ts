// Compresses a page for the bucket: it is stored once and read often.
import { constants, gzip } from 'node:zlib';

/** Off the main thread. */
export const compressPage = (plain: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    gzip(plain, { level: constants.Z_BEST_COMPRESSION }, (error, zipped) => {
      if (error === null) resolve(zipped);
      else reject(error);
    });
  });
