// What of a file request its owner may change while guests have its page. A guest may be sending by a slot of an earlier page, so a limit only
// widens: a file that was promised a place is never refused.
import { Failure } from '../../model/failure';
import {
  mostAskedBytes,
  mostFiles,
  mostRequestBytes,
  longestLeaseSeconds,
  shortestLeaseSeconds,
  type AskedKind,
  type FileRequest,
} from '../../model/requests/file-request';

export interface FileRequestChange {
  readonly title?: string;
  /** Empty: none. */
  readonly message?: string;
  readonly files?: number;
  readonly bytes?: number;
  readonly types?: AskedKind;
  readonly isOnce?: boolean;
  /** Shorter too: it counts from the next page on, and takes no slot from anybody. */
  readonly mostLeaseSeconds?: number;
  /** `undefined` inside: what arrives stays in the bucket. */
  readonly saving?: { readonly folder: string | undefined };
}

/** Gives `seconds` back where slots may be signed for so long. Raises `bad-request`. */
export function checkLease(seconds: number): number {
  if (!Number.isInteger(seconds) || seconds < shortestLeaseSeconds || seconds > longestLeaseSeconds) {
    throw new Failure('bad-request', { reason: 'the slots of a request are signed for 1 hour to 24 hours' });
  }
  return seconds;
}

/** The request with the change. Raises `bad-request` for a limit that would narrow, or is beyond what a request takes. */
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
    mostLeaseSeconds: checkLease(change.mostLeaseSeconds ?? request.mostLeaseSeconds),
    ...(message !== '' && { message }),
    ...(saveTo !== undefined && { saveTo }),
  };
}

/** `still` with what `next` changed of `before`: two processes that change different things of one request both get their way. */
export function mergedRequest(before: FileRequest, next: FileRequest, still: FileRequest): FileRequest {
  const [was, is] = [new Map(Object.entries(before)), new Map(Object.entries(next))];
  const gone = new Set([...was.keys()].filter((name) => !is.has(name)));
  const kept = Object.entries(still).filter(([name]) => !gone.has(name));
  const changed = [...is].filter(([name, value]) => was.get(name) !== value);
  return Object.fromEntries([...kept, ...changed]) as FileRequest;
}
