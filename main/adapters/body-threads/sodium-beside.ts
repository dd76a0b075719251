// Takes the place of encryption/sodium-cipher in the program of a thread: its 312 KB are loaded where they lie, by threads that encrypt without a
// cipher of Node.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { workerData } from 'node:worker_threads';
import type * as Sodium from '../encryption/sodium-cipher';
import type { ThreadData } from './messages';

/** The name of the file in the folder of the program; the build fills it in. */
declare const SODIUM_CIPHER: string;

const { folder } = workerData as ThreadData;

export const { createSodiumCipher } = createRequire(join(folder, 'any.cjs'))(`./${SODIUM_CIPHER}`) as typeof Sodium;
