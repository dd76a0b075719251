// Revokes a link: deletes its objects and proves that an anonymous request fails.
import { setTimeout as wait } from 'node:timers/promises';
import { forEachLimited } from '../async/for-each-limited';
import { asFailure, Failure } from '../model/failure';
import { closeDoorsTo, type GivenContext, keysOf, provesEnd } from '../given/given';
import type { DoorAnswers } from '../model/door';
import type { ShareItem } from '../model/share';
import { signedFor } from '../storage/rules/file-link';
import type { OpenConnection } from '../storage/storage';
import type { Tell } from '../state/state';
import type { LinkRequest, LinkProbe } from '../ports/object-store';

export interface Revoked {
  /** The status of the share's own link now: 403 or 404. */
  readonly status: number;
  readonly objectsRemoved: number;
  /** How many links were proven to fail: the share's own, and those of a page's files (pages of earlier links not counted). */
  readonly linksAsked: number;
}

export interface Revoke {
  /**
   * Deletes the objects of a share with all versions, then opens its link, and each link of a page's files, anonymously until they fail.
   * Its doors go first. Raises `share-not-found`, `share-not-ours`, `revoke-unproven`, what deleting raises, and `versions-kept` and
   * `door-not-closed` after the links have failed.
   */
  revoke(shareId: string): Promise<Revoked>;
}

export interface EndedLinks {
  readonly objectsRemoved: number;
  /** The status of each object's failing link, by its key. */
  readonly statuses: ReadonlyMap<string, number>;
  /** `versions-kept`, where every link fails and versions are still stored. */
  readonly kept?: Failure;
}

/** A server may serve a deleted object a moment longer; after five seconds that is a failure. */
const endWaitsMs = [0, 250, 500, 1_000, 1_500, 1_750];
const proofLifetimeSeconds = 60;
const askedAtOnce = 16;

export function createRevoke(context: GivenContext, tell: Tell): Revoke {
  const { ports, known, mutex } = context;
  const { ledger, probe, clock } = ports;
  return {
    revoke: (shareId) =>
      mutex(shareId, async () => {
        const share = known.get(shareId);
        if (share.origin === 'linked') throw new Failure('share-not-ours', { fileName: share.name });
        const items: readonly ShareItem[] = ledger.items(shareId);
        const keys = keysOf(share, items);
        // Tried first and raised last: whatever a door does, the link behind it must end.
        let doorFailure: unknown;
        let closed: readonly DoorAnswers[] = [];
        try {
          closed = await closeDoorsTo(context, shareId);
        } catch (error) {
          doorFailure = error;
        }
        const door = closed.length > 0 && (closed.some(({ isCached }) => isCached) ? 'cached' : 'closed');
        return known.with(share, async (open) => {
          const asGiven = signedFor(share, open.connection);
          const { objectsRemoved, statuses, kept } = await endLinks(keys, open, probe, share.name, asGiven);
          // Without the pages of earlier links: the user counts the link and the files behind it.
          const linksAsked = 1 + items.filter(({ role }) => role === 'file').length;
          const revoked = { status: statuses.get(share.key) ?? 0, objectsRemoved, linksAsked };
          known.save({ ...share, revokedAtMs: share.revokedAtMs ?? clock(), revokedStatus: revoked.status });
          tell({ kind: 'revoked', name: share.name, links: linksAsked, ...(door !== false && { door }) });
          if (kept !== undefined) throw kept;
          if (doorFailure !== undefined) throw asFailure(doorFailure);
          return revoked;
        });
      }),
  };
}

/**
 * Deletes the objects and opens the link of each anonymously until it fails; `name` is for words. Raises `revoke-unproven`, and what
 * deleting raises.
 */
export async function endLinks(
  keys: readonly string[],
  { objects, connection }: Pick<OpenConnection, 'objects' | 'connection'>,
  probe: LinkProbe,
  name: string,
  asGiven: Pick<LinkRequest, 'endpoint'> = {},
): Promise<EndedLinks> {
  let kept: Failure | undefined;
  const objectsRemoved = await objects.removeMany(keys).catch((error: unknown) => {
    kept = asFailure(error);
    // The links may fail all the same: prove that before raising.
    if (kept.code !== 'versions-kept') throw kept;
    return keys.length;
  });
  /** Gives the status of this object's failing link. */
  const untilRefused = async (key: string): Promise<number> => {
    // Without response headers: they make no difference to whether the link opens.
    const { url } = await objects.link({ key, lifetimeSeconds: proofLifetimeSeconds, ...asGiven });
    let status = 0;
    for (const waitMs of endWaitsMs) {
      await wait(waitMs);
      const seen = await probe.ask(url, connection);
      if (provesEnd(seen)) return seen.status;
      ({ status } = seen);
    }
    throw new Failure('revoke-unproven', { fileName: name, status });
  };
  const statuses = new Map<string, number>();
  await forEachLimited(keys, askedAtOnce, async (key) => {
    statuses.set(key, await untilRefused(key));
  });
  return { objectsRemoved, statuses, ...(kept !== undefined && { kept }) };
}
