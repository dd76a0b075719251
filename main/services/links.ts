// Why this exists: what can be done with a link that was made: copy it again, take it back, forget it.
import { setTimeout as wait } from 'node:timers/promises';
import { shareChanged, shareForgotten } from '../domain/app-state';
import { placeOf, samePlace } from '../domain/connection';
import { linkAnswer } from '../domain/content-type';
import { contentDisposition } from '../domain/disposition';
import { asFailure, Failure } from '../domain/failure';
import { provesEnd, provesLink } from '../domain/link-proof';
import { shareState, type Share } from '../domain/share';
import type { Access, OpenConnection } from './access';
import { createTell } from './notices';
import type { Ports } from './ports';
import type { Store } from './store';

export interface Links {
  /** Signs the link again for the time it has left, proves it and copies it. */
  copyLink(shareId: string): Promise<void>;
  /** Deletes the object, then asks the link itself; gives the HTTP status it saw (403 or 404). */
  revoke(shareId: string): Promise<number>;
  /** Deletes what is left of an ended share and forgets it. */
  removeShare(shareId: string): Promise<void>;
}

/** A deleted object may be served a moment longer; five seconds later it is a failure to be told. */
const endWaitsMs = [0, 250, 500, 1_000, 1_500, 1_750];
const proofLifetimeSeconds = 60;

export function createLinks(ports: Ports, store: Store, access: Access): Links {
  const { ledger, probe, clipboard, clock } = ports;
  const notice = createTell(ports, store);

  const shareOf = (shareId: string): Share => {
    const share = ledger.share(shareId);
    if (share === undefined) throw new Failure('share-not-found');
    return share;
  };
  const withShare = <T>(share: Share, action: (open: OpenConnection) => Promise<T>): Promise<T> =>
    access.with({ kind: 'known', connectionId: share.connectionId }, async (open) => {
      // The bucket on this computer is wherever it serves now.
      const moved = open.connection.kind !== 'embedded' && !samePlace(share, open.connection);
      if (!moved) return action(open);
      // The connection points to another place since: the object and its link are where they were.
      const connection = { ...open.connection, ...placeOf(share) };
      const objects = await access.openStore(connection, open.credentials);
      try {
        return await action({ ...open, connection, objects });
      } finally {
        objects.close();
      }
    });
  const sign = (share: Share, { objects }: OpenConnection, lifetimeSeconds: number) => {
    const answer = linkAnswer(share.contentType, share.disposition);
    return objects.link({
      key: share.key,
      lifetimeSeconds,
      responseContentType: answer.contentType,
      responseContentDisposition: contentDisposition(answer.disposition, share.name),
    });
  };
  const save = (share: Share) => {
    ledger.saveShare(share);
    store.apply(shareChanged(share));
  };

  return {
    async copyLink(shareId) {
      const share = shareOf(shareId);
      if (shareState(share, clock()) !== 'live') throw new Failure('bad-request', { reason: 'the link has ended' });
      await withShare(share, async (open) => {
        const leftSeconds = Math.floor((share.expiresAtMs - open.objects.serverNowMs()) / 1000);
        if (leftSeconds < 1) throw new Failure('bad-request', { reason: 'the link has ended' });
        const { url } = await sign(share, open, leftSeconds);
        const seen = await probe.ask(url);
        if (seen.status === 404) throw new Failure('object-missing', { fileName: share.name });
        if (!provesLink(seen, share.sizeBytes)) {
          throw new Failure('link-unproven', { status: seen.status, fileName: share.name });
        }
        try {
          await clipboard.writeText(url);
        } catch (error) {
          throw new Failure('clipboard-unavailable', {}, error);
        }
      });
      notice({ kind: 'copied', count: 1, shareIds: [share.id], until: share.expiresAtMs });
    },

    async revoke(shareId) {
      const share = shareOf(shareId);
      return withShare(share, async (open) => {
        await open.objects.remove(share.key);
        const { url } = await sign(share, open, proofLifetimeSeconds);
        let status = 0;
        for (const waitMs of endWaitsMs) {
          await wait(waitMs);
          const seen = await probe.ask(url);
          ({ status } = seen);
          if (!provesEnd(seen)) continue;
          save({ ...share, revokedAtMs: share.revokedAtMs ?? clock() });
          notice({ kind: 'revoked', name: share.name, status });
          return status;
        }
        throw new Failure('revoke-unproven', { fileName: share.name, status });
      });
    },

    async removeShare(shareId) {
      const share = shareOf(shareId);
      if (shareState(share, clock()) === 'live') {
        throw new Failure('bad-request', { reason: 'the link still works: revoke it first' });
      }
      if (share.revokedAtMs === undefined) {
        try {
          await withShare(share, ({ objects }) => objects.remove(share.key));
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
