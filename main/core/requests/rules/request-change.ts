// What of a file request its owner may change while guests have its page. A guest may be sending by a slot of an earlier page, so a limit only
// widens: a file that was promised a place is never refused.
import { Failure } from '../../model/failure';
import {
  mostAskedBytes,
  mostFiles,
  mostRequestBytes,
  type AskedKind,
  type FileRequest,
} from '../../model/file-request';

export interface FileRequestChange {
  readonly title?: string;
  /** Empty: none. */
  readonly message?: string;
  readonly files?: number;
  readonly bytes?: number;
  readonly types?: AskedKind;
  readonly isOnce?: boolean;
  /** `undefined` inside: what arrives stays in the bucket. */
  readonly saving?: { readonly folder: string | undefined };
}

/** The request with the change. Raises `bad-request` for a limit that would narrow, or beyond what a request takes. */
export function changedRequest(request: FileRequest, change: FileRequestChange): FileRequest {
  const { files = request.files, bytes = request.bytes, types = request.types, isOnce = request.isOnce } = change;
  const isInRange =
    Number.isInteger(files) &&
    files <= mostFiles &&
    Number.isInteger(bytes) &&
    bytes <= (request.asks ? mostAskedBytes : mostRequestBytes);
  const isKept = files >= request.files && bytes >= request.bytes && (types === request.types || types === 'any');
  if (!isInRange || !isKept || (isOnce && !request.isOnce)) {
    throw new Failure('bad-request', { reason: 'the limits of a request only widen' });
  }
  const { message: before, saveTo: folderBefore, ...rest } = request;
  const message = change.message ?? before ?? '';
  const saveTo = change.saving === undefined ? folderBefore : change.saving.folder;
  return {
    ...rest,
    title: change.title ?? request.title,
    files,
    bytes,
    types,
    isOnce,
    ...(message !== '' && { message }),
    ...(saveTo !== undefined && { saveTo }),
  };
}
