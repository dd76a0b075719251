// The HTML of a page as it is stored: most are gzip.
import { gunzip } from 'node:zlib';

/** Of the HTML of any page of Mayfly's. */
export const mostPageBytes = 16_777_216;

/** RFC 1952, section 2.3.1. */
const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

const unpack = (bytes: Uint8Array, mostBytes: number): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    gunzip(bytes, { maxOutputLength: mostBytes }, (error, html) => (error === null ? resolve(html) : reject(error)));
  });

/** Rejects where the gzip is damaged, or unpacks to more than `mostBytes`. */
export const pageHtml = async (bytes: Uint8Array, mostBytes = mostPageBytes): Promise<string> =>
  new TextDecoder().decode(isGzip(bytes) ? await unpack(bytes, mostBytes) : bytes);
