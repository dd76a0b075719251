// Reads what a guest's page encrypted to this computer.
import { layoutIn } from '../model/age/age-layout';
import type { RequestSecrets } from '../encryption/encryption';
import type { FileRequest } from '../model/requests/file-request';
import type { AgePayload } from '../ports/age-files';

/** The head of a guest's file is shorter; a longer one is not from a page. */
export const mostHeadBytes = 1_024;

export interface OpenedFile {
  /** Header and nonce, as stored. */
  readonly head: Uint8Array;
  readonly plainBytes: number;
  readonly payload: AgePayload;
}

/**
 * Opens the stored file of `sizeBytes` that begins with `start`, of `mostHeadBytes` or all its bytes at least; undefined where it is no file for
 * this request. Raises what `RequestSecrets` raises.
 */
export async function openFile(
  { openHead }: Pick<RequestSecrets, 'openHead'>,
  request: FileRequest,
  start: Uint8Array,
  sizeBytes: number,
): Promise<OpenedFile | undefined> {
  const opened = await openHead(request, start.subarray(0, mostHeadBytes));
  const layout = opened && layoutIn(sizeBytes, opened.head.length);
  if (opened === undefined || layout === undefined) return undefined;
  return { head: opened.head, plainBytes: layout.plainBytes, payload: opened.payload(layout.plainBytes) };
}

/** The whole content of a small file that the caller has read; undefined where it is no file for this request, or not as it was encrypted. */
export async function openWhole(
  secrets: Pick<RequestSecrets, 'openHead'>,
  request: FileRequest,
  bytes: Uint8Array,
): Promise<Uint8Array | undefined> {
  const file = await openFile(secrets, request, bytes, bytes.length);
  const plain = file?.payload.push(bytes.subarray(file.head.length));
  return file?.payload.isWhole() === true ? plain : undefined;
}
