// Whether the file still holds the bytes that were sent; its times alone do not tell.
import { Failure } from '../model/failure';
import type { Part } from '../providers/part-plan';
import type { TransferContext } from './transfer-context';
import { compareFiles, compareOpen } from '../model/given-file';

/** A stretch of the file and the CRC-32 (base64) that its bytes had when they were read. */
export type ReadStretch = Pick<Part, 'offsetBytes' | 'lengthBytes'> & { readonly crc32: string };

/** Whether the open file still has these bytes. Stops with `cancelled`. */
export async function rangesMatch(
  { file, memory, signal, bodies }: TransferContext,
  stretches: readonly ReadStretch[],
): Promise<boolean> {
  for (const { offsetBytes, lengthBytes, crc32 } of stretches) {
    if (signal.aborted) throw new Failure('cancelled');
    const equal = await memory.withBuffer(lengthBytes, async (buffer) => {
      const read = await bodies.read(file, offsetBytes, buffer);
      return read.readBytes === lengthBytes && read.crc32 === crc32;
    });
    if (!equal) return false;
  }
  return true;
}

/** Raises `file-changed` unless the file still has the bytes that were read from it since `context.file.snapshot`. */
export async function checkUnchanged(context: TransferContext, stretches: readonly ReadStretch[]): Promise<void> {
  const { file, job } = context;
  const now = await file.inspect();
  const found = compareOpen(file.snapshot, now);
  if (found === 'same') return;
  const holds = found === 'touched' && (await rangesMatch(context, stretches));
  // A file that changes while it is compared counts as changed.
  if (!holds || compareFiles(now, await file.inspect()) !== 'same') {
    throw new Failure('file-changed', { fileName: job.fileName });
  }
}
