// Reading, hashing and judging the bytes of bodies: in place, or on other threads.
import type { StoredAnswer, Verdict } from '../model/stored-check';
import type { GivenFile } from '../model/given-file';
import type { FileEncryption } from './file-encryption';
import type { FileSource, OpenFile } from './files';

export interface ReadBody {
  /** Fewer than the target holds only at the end of the file. */
  readonly readBytes: number;
  /** CRC-32 of these bytes, base64. */
  readonly crc32: string;
  /** SHA-256 of these bytes, hex, where wanted; of an age file that of the plain bytes, and only of the whole. */
  readonly sha256?: string;
  /** Of an age file, as in `SealedBytes`. */
  readonly tags?: string;
}

export interface OpenedWhole extends ReadBody {
  /** The caller closes it. */
  readonly file: OpenFile;
}

/** The bytes of a body must not change until the result is there. */
export interface BodyWork {
  /** A transfer of that many bytes begins: starting a thread pays from some amount of work on. */
  expect(sizeBytes: number): void;
  /** Fills `target` from `positionBytes` on. Raises what the file raises. */
  read(file: OpenFile, positionBytes: number, target: Uint8Array, wantSha256?: boolean): Promise<ReadBody>;
  /**
   * Opens a small file by `files` and fills `target` from its beginning, in one step where another thread does it. `encryption`: opens and
   * reads its age file. Raises what `FileSource.open` and the file raise.
   */
  openWhole(
    files: FileSource,
    path: string,
    given: GivenFile | undefined,
    target: Uint8Array,
    wantSha256?: boolean,
    encryption?: FileEncryption,
  ): Promise<OpenedWhole>;
  /** CRC-32, base64. */
  crc32(body: Uint8Array): Promise<string>;
  /** `judge` of core/model/stored-check. */
  judge(answer: StoredAnswer, body: Uint8Array, crc32: string): Promise<Verdict>;
  /** Whether there is a bandwidth limit: only then is `pace` asked about the bodies that other threads send. */
  setPaced(paced: boolean): void;
  /** Ends what other threads do for it; bodies that they send fail. */
  close(): void;
}
