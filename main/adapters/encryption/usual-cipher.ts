// The cipher of this runtime.
import { chunkBytes } from '../../core/model/age/age-layout';
import type { ChunkCipher } from './chunk-cipher';
import { nodeCipher, nodeHasCipher } from './node-cipher';

let usual: Promise<ChunkCipher> | undefined;

const load = async (): Promise<ChunkCipher> =>
  nodeHasCipher() ? nodeCipher : (await import('./sodium-cipher')).createSodiumCipher(chunkBytes);

/** Node's own, or libsodium, which the first call loads. All are the same to the byte. */
export const usualCipher = (): Promise<ChunkCipher> => (usual ??= load());
