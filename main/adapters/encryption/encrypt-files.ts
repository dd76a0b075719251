// Files and streams as age files; their bytes are made where they are read.
import { chunkBytes, chunkNonce, encryptedBytes, plainBytesOf, tagBytes } from '../../core/model/age/age-layout';
import type { FileSecrets } from '../../core/model/encryption';
import { Failure } from '../../core/model/failure';
import type { FileSnapshot } from '../../core/model/given-file';
import type { FileEncryption } from '../../core/ports/file-encryption';
import type { ByteStream, OpenFile } from '../../core/ports/files';
import { sealRange } from './seal-range';
import { usualCipher } from './usual-cipher';

export function encryptFiles(secrets: FileSecrets): FileEncryption {
  const headBytes = secrets.head.length;
  const sizeOf = (plainBytes: number) => encryptedBytes({ headBytes, plainBytes });
  const sealed = (state: FileSnapshot): FileSnapshot => ({ ...state, sizeBytes: sizeOf(state.sizeBytes) });
  let isUsed = false;
  return {
    secrets,
    sizeOf,
    plainSizeOf: (sizeBytes) => plainBytesOf(headBytes, sizeBytes),
    ofFile(file) {
      const plainBytes = file.snapshot.sizeBytes;
      const seal = (positionBytes: number, target: Uint8Array, wantSha256 = false) =>
        sealRange(secrets, plainBytes, positionBytes, target, file.read.bind(file), { wantSha256 });
      const own: OpenFile = {
        snapshot: sealed(file.snapshot),
        sealing: { secrets, plainBytes, seal },
        read: async (positionBytes, target) => (await seal(positionBytes, target)).readBytes,
        inspect: async () => sealed(await file.inspect()),
        close: () => file.close(),
      };
      return file.descriptor === undefined ? own : { ...own, descriptor: file.descriptor };
    },
    ofStream(stream) {
      // A second stream would have the key and the nonces of the first.
      if (isUsed) throw new Failure('unexpected');
      isUsed = true;
      return sealedStream(stream, secrets);
    },
  };
}

function sealedStream(stream: ByteStream, { head, payloadKey }: FileSecrets): ByteStream {
  const plain = new Uint8Array(chunkBytes);
  const sealed = new Uint8Array(chunkBytes + tagBytes);
  /** Made and not taken yet. */
  let ready: Uint8Array = head;
  let index = 0;
  let hasEnded = false;
  const peek = async (): Promise<Uint8Array> => {
    if (ready.length > 0 || hasEnded) return ready;
    const length = await stream.read(plain);
    const isLast = length < plain.length || (await stream.peek()).length === 0;
    const { seal } = await usualCipher();
    seal(payloadKey, chunkNonce({ index, isLast }), plain.subarray(0, length), sealed);
    ready = sealed.subarray(0, length + tagBytes);
    index += 1;
    hasEnded = isLast;
    return ready;
  };
  return {
    peek,
    async read(target) {
      let filled = 0;
      while (filled < target.length) {
        const piece = (await peek()).subarray(0, target.length - filled);
        if (piece.length === 0) break;
        target.set(piece, filled);
        ready = ready.subarray(piece.length);
        filled += piece.length;
      }
      return filled;
    },
  };
}
