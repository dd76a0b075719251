// What needs all files of a share looks first at what another computer put on its page, and at the page that it gave it.
import type { Share } from '../model/share';
import { asFailure } from '../model/failure';
import type { OpenConnection } from '../storage/storage';
import { withLaterPage } from './later-page';
import type { TakingIn } from './take-in';

/**
 * The share with the files that its page has, which are in the rows then. A page that is gone says nothing. Raises `share-unchangeable` for one that cannot
 * be read, `share-secret-missing`, and what the store raises. The caller is the only writer of the share.
 */
export async function withOthers(context: TakingIn, share: Share, open: OpenConnection): Promise<Share> {
  if (share.origin === 'linked' || open.ephemeral) return share;
  try {
    const later = share.kind === 'file' ? await withLaterPage(context, share, open) : share;
    if (later.kind === 'file') return later;
    return (await (await import('./take-in')).takeIn(context, later, open)).share;
  } catch (error) {
    if (asFailure(error).code === 'object-missing') return share;
    throw error;
  }
}

/** The keys of what a page offers that `withOthers` could not read, where it can be had at all: a take-back leaves none of them. Never rejects. */
export async function keysOfOthers(share: Share, open: OpenConnection): Promise<readonly string[]> {
  if (share.kind === 'file') return [];
  const { keysOnPage } = await import('./take-in');
  return keysOnPage(share, open).catch(() => []);
}
