// Uploads as the window sees them.
import type { UploadView } from '../../preload/views/views';
import type { Connection } from '../core/model/connection';
import { shownConnectionName } from '../core/model/connection-name';
import { secondsLeft } from '../core/uploads/rules/progress';
import type { UploadLine } from '../core/uploads/rules/upload-lines';
import { failureView } from './failure-view';

interface UploadFacts {
  readonly canRetry: (uploadId: string) => boolean;
  /** The pages whose rows are open to their files. */
  readonly openPages: ReadonlySet<string>;
}

/** The name of a connection; empty where it is gone. */
export const nameOf = (connection: Connection | undefined): string =>
  connection === undefined ? '' : shownConnectionName(connection);

export function uploadView(
  upload: UploadLine,
  connections: ReadonlyMap<string, Connection>,
  facts: UploadFacts,
): UploadView {
  const { page } = upload;
  const [failed] = page?.failed ?? [];
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
    connectionName: nameOf(connections.get(upload.connectionId)),
    ...(page !== undefined && {
      page: {
        fileCount: page.fileCount,
        storedCount: page.storedCount,
        ...(failed?.phase.kind === 'failed' && {
          failed: { count: page.failed.length, name: failed.name, failure: failureView(failed.phase.failure) },
        }),
        ...(facts.openPages.has(upload.id) && {
          files: page.files.map((file) => uploadView(file, connections, facts)),
        }),
      },
    }),
    ...('failure' in upload.phase && { failure: failureView(upload.phase.failure) }),
    canRetry: (upload.phase.kind === 'failed' || failed !== undefined) && facts.canRetry(upload.id),
  };
}
