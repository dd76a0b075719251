// Stops what is still sent of a share whose link was given before its files: that link is to be taken back.
import { Failure } from '../model/failure';
import type { Share } from '../model/share';
import type { Pages } from '../pages/pages';
import type { Ports } from '../ports/ports';
import type { UploadQueue } from './queue-entry';

/**
 * Resolves once nothing of the share is sent any more; its page is given up then, and its readers know. Raises `share-sending` where another process
 * sends, and what the ledger raises. What a process that ended left is only marked: the next start removes it.
 */
export const createStopSending =
  (
    { ledger, pid, isAlive }: Pick<Ports, 'ledger' | 'pid' | 'isAlive'>,
    queue: Pick<UploadQueue, 'cancel'>,
    pages: Pages,
  ) =>
  async ({ id, name: fileName }: Pick<Share, 'id' | 'name'>): Promise<void> => {
    const draft = ledger.pageDrafts().find((one) => one.id === id);
    if (draft === undefined) return;
    if (pages.has(id)) {
      const pending = pages.pending(id);
      const gone = pages.gone(id);
      pages.giveUp(id);
      await Promise.all(pending.map((uploadId) => queue.cancel(uploadId)));
      await gone;
      return;
    }
    if (draft.ownerPid !== pid && isAlive(draft.ownerPid)) throw new Failure('share-sending', { fileName });
    ledger.together(() => {
      ledger.savePageDraft({ ...draft, abandoned: true });
      for (const upload of ledger.unfinishedUploads()) {
        if (upload.intent.page?.id === id) ledger.saveUpload({ ...upload, state: 'abandoned' });
      }
    });
  };
