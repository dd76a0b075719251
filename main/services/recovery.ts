// Why this exists: an upload that the last run did not finish is told to the user, and what it left on the server is cleaned up.
import { uploadChanged } from '../domain/app-state';
import { Failure } from '../domain/failure';
import { sessionPid, shareState } from '../domain/share';
import type { Access } from './access';
import type { PendingUpload, Ports } from './ports';
import type { Store } from './store';

/**
 * Links of a bucket whose keys lived in memory ended with their process: marks them so, those of this process too when `ownAsWell`.
 */
export function endSessionShares({ ledger, isAlive, pid, clock }: Ports, ownAsWell: boolean): void {
  for (const share of ledger.shares()) {
    const owner = sessionPid(share);
    if (owner === undefined || shareState(share, clock()) !== 'live') continue;
    if (owner === pid ? ownAsWell : !isAlive(owner)) ledger.saveShare({ ...share, revokedAtMs: clock() });
  }
}

/**
 * Shows every upload whose process is gone as failed with `upload-interrupted`, then aborts its parts and removes its object. The rows
 * stay in the ledger until that succeeded, so that the next start tries again. Resolves when the cleaning is over; never rejects.
 */
export async function recoverUploads(ports: Ports, store: Store, access: Access): Promise<void> {
  const { ledger, isAlive, pid, log } = ports;
  const lost = ledger.pendingUploads().filter(({ ownerPid }) => ownerPid === pid || !isAlive(ownerPid));
  for (const upload of lost) {
    store.apply(
      uploadChanged({
        id: upload.id,
        name: upload.name,
        sizeBytes: upload.sizeBytes,
        sentBytes: 0,
        bytesPerSecond: 0,
        phase: { kind: 'failed', failure: new Failure('upload-interrupted', { fileName: upload.name }) },
        connectionId: upload.connectionId,
        startedAtMs: upload.startedAtMs,
      }),
    );
  }
  for (const upload of lost) {
    try {
      await clean(upload, access);
      ledger.forgetPendingUpload(upload.id);
    } catch (error) {
      log.error('what an interrupted upload left could not be cleaned up yet', error);
    }
  }
}

async function clean(upload: PendingUpload, access: Access): Promise<void> {
  await access.with({ kind: 'known', connectionId: upload.connectionId }, async ({ objects }) => {
    if (upload.multipartUploadId !== undefined) await objects.abortUpload(upload.key, upload.multipartUploadId);
    // No share names this key, so nobody has a link to it.
    await objects.remove(upload.key);
  });
}
