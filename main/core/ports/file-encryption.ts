// Age files in place of plain ones, under the secrets of one file. https://c2sp.org/age
import type { FileSecrets } from '../model/encryption';
import type { ByteStream, OpenFile } from './files';

export interface FileEncryption {
  readonly secrets: FileSecrets;
  /** Of the age file of so many plain bytes. */
  sizeOf(plainBytes: number): number;
  /** Of the plain file of an age file of that size. */
  plainSizeOf(sizeBytes: number): number;
  /** The age file of an open file: its bytes, and the file's states with the size of the age file. */
  ofFile(file: OpenFile): OpenFile;
  /** The age file of a stream; it is made in order, once. */
  ofStream(stream: ByteStream): ByteStream;
}

export type OpenFileEncryption = (secrets: FileSecrets) => FileEncryption | Promise<FileEncryption>;
