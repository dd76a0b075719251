// Proves links that were made while the network was lost, as soon as their server is reachable.
import { forEachLimited } from '../async/for-each-limited';
import { asFailure } from '../model/failure';
import { shareState, type Share } from '../model/share';
import type { BackOff } from '../async/backoff';
import { givenShare, linkToStored, secondsLeft, type ShareAccess, whileStored } from '../given/given';
import type { Tell } from '../state/state';
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
        const given = givenShare(share, ledger.items(shareId), open.connection);
        const signedAtMs = open.objects.serverNowMs();
        if (share.expiresAtMs - signedAtMs < 1_000 || given.opens.sizeBytes === undefined) return true;
        // Nobody is given this link, so it may outlive the credentials.
        const until = { signedAtMs, lifetimeSeconds: secondsLeft(given, open, signedAtMs) };
        const { verified } = await whileStored({ known, clock: now }, share, () =>
          linkToStored({ probe }, given, open, until, { mayBeUnproven: true }),
        );
        if (verified) known.save({ ...share, verified });
        return verified;
      });
    });

  const verifyOrWait = async (share: Share) => {
    try {
      if (await verify(share.id)) backOff.succeeded(share.id);
      else backOff.failed(share.id);
    } catch (error) {
      const failure = asFailure(error);
      if (failure.code === 'object-missing') return backOff.succeeded(share.id);
      if (backOff.failed(share.id) > 1) return;
      log.error('a link could not be verified yet', failure);
      if (failure.code === 'link-unproven' || failure.code === 'page-not-shown') tell({ kind: 'failure', failure });
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
