// The cipher of chacha.c for one chunk at a time. The text leaves its memory only after its tag was right.
import { chunkBytes, tagBytes } from '../chunks';
import { packedChacha } from './chacha-bytes';

export interface ChunkCipher {
  /** Writes the plain bytes, encrypted, and their tag to `target`. */
  readonly seal: (key: Uint8Array, nonce: Uint8Array, plain: Uint8Array, target: Uint8Array) => void;
  /** Writes the plain bytes to `target`; false, and nothing written, where the tag is wrong. */
  readonly open: (key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, target: Uint8Array) => boolean;
}

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly state: WebAssembly.Global;
  readonly text: WebAssembly.Global;
  readonly seal: (plainBytes: number) => void;
  readonly open: (plainBytes: number) => number;
}

/**
 * Not at once: browsers compile no large module while a page waits. Rejects where there is no WebAssembly with SIMD, no DecompressionStream, or where
 * the page's policy does not let it be compiled.
 */
export async function createChunkCipher(): Promise<ChunkCipher> {
  const packed = Uint8Array.from(atob(packedChacha), (letter) => letter.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const { instance } = await WebAssembly.instantiate(await new Response(unpacked).arrayBuffer());
  const module = instance.exports as unknown as Exports;
  const memory = new Uint8Array(module.memory.buffer);
  const keyAt = (module.state.value as number) + 16;
  const nonceAt = keyAt + 36;
  const textAt = module.text.value as number;
  const put = (key: Uint8Array, nonce: Uint8Array, text: Uint8Array, plainBytes: number) => {
    if (key.length !== 32 || nonce.length !== 12 || plainBytes < 0 || plainBytes > chunkBytes) throw new RangeError();
    memory.set(key, keyAt);
    memory.set(nonce, nonceAt);
    memory.set(text, textAt);
  };
  return {
    seal(key, nonce, plain, target) {
      put(key, nonce, plain, plain.length);
      module.seal(plain.length);
      target.set(memory.subarray(textAt, textAt + plain.length + tagBytes));
    },
    open(key, nonce, sealed, target) {
      const plainBytes = sealed.length - tagBytes;
      put(key, nonce, sealed, plainBytes);
      if (module.open(plainBytes) === 0) return false;
      target.set(memory.subarray(textAt, textAt + plainBytes));
      return true;
    },
  };
}
