// A followed folder waits while the files of its share are changed otherwise: by the user, by another process, or by one that ended on the way.
import type { PageDraft } from '../model/share';
import type { FollowedFolder } from '../model/watched-folder';
import type { FollowNeeds } from './following';
import { isIn } from './rules/folder-steps';

type Needs = Pick<FollowNeeds, 'store' | 'uploads' | 'shareSteps'> & {
  readonly ports: Pick<FollowNeeds['ports'], 'ledger' | 'log' | 'pid' | 'isAlive'>;
};

/**
 * Whether a change of the share is under way. One that a process left behind is gone on with; one of files of the folder that failed then is given up,
 * because the next look finds what it was for.
 */
export async function changeInWork(row: FollowedFolder, needs: Needs): Promise<boolean> {
  const { ports, store, uploads, shareSteps } = needs;
  const drafts = ports.ledger
    .pageDrafts()
    .filter(
      ({ id, change, abandoned }) => abandoned !== true && (change?.shareId === row.shareId || id === row.shareId),
    );
  for (const draft of drafts) {
    const isLeft = draft.ownerPid !== ports.pid && !ports.isAlive(draft.ownerPid);
    if (isLeft) {
      void uploads
        .resume([draft.id], true)
        .catch((error: unknown) => ports.log.error('a change of a share did not go on', error));
    } else if (isFailed(draft, store.get()) && isOfFolder(draft, row, ports)) await shareSteps.giveUpChange(draft.id);
  }
  return drafts.length > 0;
}

const isFailed = ({ id }: PageDraft, { uploads }: ReturnType<Needs['store']['get']>): boolean =>
  uploads.some((upload) => (upload.id === id || upload.pageId === id) && upload.phase.kind === 'failed');

const isOfFolder = ({ id }: PageDraft, { path }: FollowedFolder, { ledger }: Needs['ports']): boolean =>
  ledger
    .unfinishedUploads()
    .filter(({ intent }) => intent.page?.id === id)
    .every((upload) => isIn(path, upload.path));
