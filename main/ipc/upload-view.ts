// Uploads as the window sees them.
import type { ShareView, UploadView } from '../../preload/views/views';
import type { Connection } from '../core/model/connection';
import { withLinkGiven } from '../core/model/failure';
import { shownConnectionName } from '../core/model/connection-name';
import { secondsLeft } from '../core/uploads/rules/progress';
import type { Share } from '../core/model/share';
import { isMoving, type Upload } from '../core/model/upload';
import type { AppState } from '../core/state/rules/app-state';
import type { UploadLine } from '../core/uploads/rules/upload-lines';
import { failureView } from './failure-view';

interface UploadFacts {
  readonly canRetry: (uploadId: string) => boolean;
  /** The pages whose rows are open to their files. */
  readonly openPages: ReadonlySet<string>;
  /** Ids of pages whose link people have before its files. */
  readonly given: ReadonlySet<string>;
}

/** What a share says of its files while they are sent, by the id of its page. */
export function sendingPages({ pages, uploads }: Pick<AppState, 'pages' | 'uploads'>): SendingPages {
  const held = new Set(uploads.flatMap(({ pageId }) => pageId ?? []));
  for (const { id, pageId = id, phase } of uploads) if (isMoving(phase)) held.delete(pageId);
  return new Map(pages.map(({ id }) => [id, { isSending: true, ...(held.has(id) && { isHeld: true }) }]));
}
type SendingPages = ReadonlyMap<string, Pick<ShareView, 'isSending' | 'isHeld'>>;

export const givenPages = (shares: readonly Share[], sending: SendingPages): ReadonlySet<string> =>
  new Set(shares.flatMap(({ id }) => (sending.has(id) ? id : [])));

/** The name of a connection; empty where it is gone. */
export const nameOf = (connection: Connection | undefined): string =>
  connection === undefined ? '' : shownConnectionName(connection);

export function uploadView(upload: UploadLine, facts: UploadFacts): UploadView {
  const { page } = upload;
  const isGiven = facts.given.has(upload.pageId ?? upload.id);
  const failureOf = ({ phase }: Upload) =>
    'failure' in phase ? failureView(isGiven ? withLinkGiven(phase.failure) : phase.failure) : undefined;
  const [failed] = page?.failed ?? [];
  const [failure, failedFailure] = [failureOf(upload), failed && failureOf(failed)];
  const left = secondsLeft(upload.sizeBytes, upload.sentBytes, upload.bytesPerSecond);
  return {
    id: upload.id,
    name: upload.name,
    sizeBytes: upload.sizeBytes,
    sentBytes: upload.sentBytes,
    bytesPerSecond: upload.bytesPerSecond,
    ...(left !== undefined && { secondsLeft: left }),
    ...(upload.isSilent === true && { isSilent: true as const }),
    phase: upload.phase.kind,
    connectionId: upload.connectionId,
    ...(page !== undefined && {
      page: {
        fileCount: page.fileCount,
        storedCount: page.storedCount,
        ...(failed !== undefined &&
          failedFailure !== undefined && {
            failed: { count: page.failed.length, name: failed.name, failure: failedFailure },
          }),
        ...(isGiven && { isGiven }),
        ...(facts.openPages.has(upload.id) && {
          files: page.files.map((file) => uploadView(file, facts)),
        }),
      },
    }),
    ...(failure !== undefined && { failure }),
    canRetry: (upload.phase.kind === 'failed' || failed !== undefined) && facts.canRetry(upload.id),
  };
}
