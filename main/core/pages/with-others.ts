// What needs all files of a share looks first at what another computer put on its page.
import type { Share } from '../model/share';
import { asFailure } from '../model/failure';
import type { OpenConnection } from '../storage/storage';
import type { TakingIn } from './take-in';

/**
 * The share with the files that its page has, which are in the rows then. A page that is gone says nothing. Raises `share-unchangeable` for one that cannot
 * be read, `share-secret-missing`, and what the store raises. The caller is the only writer of the share.
 */
export async function withOthers(context: TakingIn, share: Share, open: OpenConnection): Promise<Share> {
  if (share.kind === 'file' || share.origin === 'linked' || open.ephemeral) return share;
  try {
    return (await (await import('./take-in')).takeIn(context, share, open)).share;
  } catch (error) {
    if (asFailure(error).code === 'object-missing') return share;
    throw error;
  }
}
