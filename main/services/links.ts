// Why this exists: what can be done against a link that was made: take it back, forget it.
import { setTimeout as wait } from 'node:timers/promises';
import { shareForgotten } from '../domain/app-state';
import { asFailure, Failure } from '../domain/failure';
import { provesEnd } from '../domain/link-proof';
import { shareState } from '../domain/share';
import { signShare, type KnownShares } from './known-shares';
import { createTell } from './notices';
import type { Ports } from './ports';
import type { Store } from './store';

export interface Links {
  /** Deletes the object, then asks the link itself; gives the HTTP status it saw (403 or 404). */
  revoke(shareId: string): Promise<number>;
  /** Deletes what is left of an ended share and forgets it. */
  removeShare(shareId: string): Promise<void>;
}

/** A deleted object may be served a moment longer; five seconds later it is a failure to be told. */
const endWaitsMs = [0, 250, 500, 1_000, 1_500, 1_750];
const proofLifetimeSeconds = 60;

export function createLinks(ports: Ports, store: Store, known: KnownShares): Links {
  const { ledger, probe, clock } = ports;
  const notice = createTell(ports, store);

  return {
    async revoke(shareId) {
      const share = known.get(shareId);
      return known.with(share, async (open) => {
        await open.objects.remove(share.key);
        const { url } = await signShare(share, open, proofLifetimeSeconds);
        let status = 0;
        for (const waitMs of endWaitsMs) {
          await wait(waitMs);
          const seen = await probe.ask(url);
          ({ status } = seen);
          if (!provesEnd(seen)) continue;
          known.save({ ...share, revokedAtMs: share.revokedAtMs ?? clock() });
          notice({ kind: 'revoked', name: share.name, status });
          return status;
        }
        throw new Failure('revoke-unproven', { fileName: share.name, status });
      });
    },

    async removeShare(shareId) {
      const share = known.get(shareId);
      if (shareState(share, clock()) === 'live') {
        throw new Failure('bad-request', { reason: 'the link still works: revoke it first' });
      }
      if (share.revokedAtMs === undefined) {
        try {
          await known.with(share, ({ objects }) => objects.remove(share.key));
        } catch (error) {
          // Gone with its bucket is gone as well.
          if (asFailure(error).code !== 'bucket-missing') throw error;
        }
      }
      ledger.forgetShare(share.id);
      store.apply(shareForgotten(share.id));
    },
  };
}
