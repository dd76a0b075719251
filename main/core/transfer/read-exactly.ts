// Reads a body of a file as a whole, and never a plain one where it must be encrypted.
import { Failure } from '../model/failure';
import type { ReadBody } from '../ports/body-work';
import type { OpenFile } from '../ports/files';
import type { TransferContext } from './transfer-context';

/** Fills the buffer from an offset on. Raises `file-changed` where the file is shorter, and what it raises itself. */
export async function readExactly(
  { file, job, bodies }: TransferContext,
  offsetBytes: number,
  buffer: Uint8Array,
  wantSha256 = false,
): Promise<ReadBody> {
  const read = await bodies.read(file, offsetBytes, buffer, wantSha256);
  if (read.readBytes !== buffer.length) throw new Failure('file-changed', { fileName: job.fileName });
  refusePlain(file, read);
  return read;
}

/** Only what was encrypted has tags: whatever went wrong, no plain byte of an encrypted file leaves. */
export function refusePlain({ sealing }: OpenFile, { tags }: ReadBody): void {
  if (sealing !== undefined && tags === undefined) throw new Failure('unexpected');
}
