// Proves links that were made while the network was lost, as soon as their server is reachable.
import { forEachLimited } from '../async/for-each-limited';
import { longestLifetimeOf } from '../providers/providers';
import { asFailure, Failure } from '../model/failure';
import { shareState, type Share } from '../model/share';
import type { BackOff } from '../async/backoff';
import { openedBytes, proveLink, type ShareAccess, signShare } from '../given/given';
import type { Tell } from '../state/notices';
import type { Ports } from '../ports/ports';
import type { KeyedMutex } from '../async/keyed-mutex';
import type { Clock } from '../model/system';

const askedAtOnce = 4;
/** At most so many in one round. */
const lookedAt = 200;

/**
 * Proves the live links that are not proven yet. Saves a share without its object as missing, and shows one notice for a link that does not
 * open. Never rejects.
 */
export function createVerification(
  { ledger, probe, isReachable, log }: Pick<Ports, 'ledger' | 'probe' | 'isReachable' | 'log'>,
  known: ShareAccess,
  mutex: KeyedMutex,
  backOff: BackOff,
  tell: Tell,
  now: Clock,
): () => Promise<void> {
  /** False where the server did not answer. */
  const verify = (shareId: string): Promise<boolean> =>
    mutex(shareId, async () => {
      const share = ledger.share(shareId);
      if (share === undefined || share.verified || shareState(share, now()) !== 'live') return true;
      return known.with(share, async (open) => {
        const leftSeconds = Math.floor((share.expiresAtMs - open.objects.serverNowMs()) / 1000);
        const sizeBytes = openedBytes(share, ledger.items(shareId));
        if (leftSeconds < 1 || sizeBytes === undefined) return true;
        const { url } = await signShare(share, open, Math.min(leftSeconds, longestLifetimeOf(open.connection)));
        const { verdict, answer } = await proveLink(probe, url, sizeBytes, open.connection);
        if (verdict === 'unknown') return false;
        if (verdict === 'proven') known.save({ ...share, verified: true });
        else if (verdict === 'gone') known.save({ ...share, missingAtMs: now() });
        else throw new Failure('link-unproven', { fileName: share.name, ...(answer && { status: answer.status }) });
        return true;
      });
    });

  const verifyOrWait = async (share: Share) => {
    try {
      if (await verify(share.id)) backOff.succeeded(share.id);
      else backOff.failed(share.id);
    } catch (error) {
      const failure = asFailure(error);
      log.error('a link could not be verified yet', failure);
      if (backOff.failed(share.id) === 1 && failure.code === 'link-unproven') tell({ kind: 'failure', failure });
    }
  };

  return async () => {
    const waiting = ledger.sharesToProve(now(), lookedAt);
    const reachable = new Map<string, boolean>();
    for (const { endpoint } of waiting) {
      if (!reachable.has(endpoint)) reachable.set(endpoint, await isReachable(endpoint));
    }
    const due = waiting.filter(({ id, endpoint }) => reachable.get(endpoint) === true && backOff.due(id));
    await forEachLimited(due, askedAtOnce, verifyOrWait);
  };
}
