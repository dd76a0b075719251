// Revokes a link: deletes its objects and proves that an anonymous request fails.
import { afterLinkEnd, asFailure, endingLink, Failure } from '../model/failure';
import { sessionPid, type Share } from '../model/share';
import { keysOfOthers, markOf, withOthers, type TakingIn } from '../pages/pages';
import type { Ports } from '../ports/ports';
import {
  afterDoors,
  asOnlyWriter,
  keysOf,
  orphanOf,
  removeAndProve,
  type GivenContext,
  type ShareAccess,
  type Work,
  type WriterPorts,
} from '../given/given';
import type { Tell } from '../state/state';

export interface Revoked {
  /** The status of the share's own link now: 403 or 404; 0 where the bucket of a process that held its keys ended before. */
  readonly status: number;
  readonly objectsRemoved: number;
  /** How many links were proven to fail: the share's own, and those of a page's files (pages of earlier links not counted). */
  readonly linksAsked: number;
}

/** Ends the uploads of a share whose files are still sent. Raises `share-sending` where another process sends them. */
export type StopSending = (share: Pick<Share, 'id' | 'name'>) => Promise<void>;

type Ended = Share & Required<Pick<Share, 'revokedAtMs' | 'revokedStatus'>>;

/** By the share: links that were proven to fail, of which the ledger could not be told, as on a full disk. */
export type UnsavedEnds = Map<string, { readonly gone: Ended; readonly saveLeft: () => void }>;

/** Tells the ledger of them once it can be told. That needs no keys, so it is done where others look for what is due. */
export const unsavedEndWork = (known: Pick<ShareAccess, 'saveSeen'>, unsaved: UnsavedEnds): Work => ({
  name: 'ended',
  says: 'that a link was taken back could not be saved yet',
  atOnce: 1,
  candidates() {
    for (const [id, { gone, saveLeft }] of unsaved) {
      const { revokedAtMs, revokedStatus } = gone;
      try {
        saveLeft();
        known.saveSeen(gone, (present) => ({ ...present, revokedAtMs, revokedStatus }));
        unsaved.delete(id);
      } catch {
        // Still no room, as its notice says.
      }
    }
    return [];
  },
  run: () => Promise.resolve('done'),
});

export function createRevoke(
  context: GivenContext & { readonly ports: WriterPorts & Pick<Ports, 'log'> },
  tell: Tell,
  stopSending: StopSending,
  secrets: TakingIn['secrets'],
  unsaved: UnsavedEnds,
) {
  const { ports, known, mutex } = context;
  const { ledger, clock } = ports;
  const takingIn: TakingIn = { ports, known, secrets };
  const end = async (shareId: string): Promise<Revoked> => {
    const row = known.get(shareId);
    const { name } = row;
    return afterDoors(context, shareId, async (closed) => {
      const owner = sessionPid(row.key);
      // Its bucket ended with the process that held its keys: nothing is left to delete, and nobody to ask.
      if (row.revokedAtMs !== undefined && owner !== undefined && owner !== ports.pid)
        return { status: 0, objectsRemoved: 0, linksAsked: 0 };
      const door = closed.length > 0 && (closed.some(({ isCached }) => isCached) ? 'cached' : 'closed');
      return known.with(row, async (open) => {
        let others: readonly string[] = [];
        const share = await withOthers(takingIn, row, open).catch(async (error: unknown) => {
          // The link has to end in any case.
          ports.log.error('a page could not be read before its link was taken back', asFailure(error));
          const found = known.get(shareId);
          others = await keysOfOthers(found, open);
          return found;
        });
        const items = ledger.items(shareId);
        const mark = markOf(items);
        const proven = items.filter((item) => item !== mark);
        const ended = await removeAndProve(
          ports,
          [...new Set([...keysOf(share, proven), ...others])],
          { at: share, name },
          open,
        );
        const { objectsRemoved, statuses, kept } = ended;
        // Without the pages of earlier links: the user counts the link and the files behind it.
        const linksAsked = 1 + items.filter(({ role, key }) => role === 'file' && key !== share.key).length;
        const revoked = { status: statuses.get(share.key) ?? 0, objectsRemoved, linksAsked };
        // A page that is open can write its mark until its end: the clean-up deletes it then, too.
        const left = mark === undefined ? undefined : orphanOf(share, ports.newId(), [mark.key], share.expiresAtMs);
        const gone = { ...share, revokedAtMs: share.revokedAtMs ?? clock(), revokedStatus: revoked.status };
        const saveLeft = () => {
          if (left !== undefined) ledger.saveOrphan(left);
        };
        try {
          known.save(gone, saveLeft);
          unsaved.delete(shareId);
        } catch (error) {
          // A short link that could not be closed still leads here.
          if (ledger.doorsTo(shareId).length > 0) throw error;
          // The window offers no link that was seen to fail.
          known.show(gone);
          unsaved.set(shareId, { gone, saveLeft });
          throw afterLinkEnd(asFailure(error));
        }
        if (mark !== undefined) await open.objects.remove(mark.key);
        tell({ kind: 'revoked', name, links: linksAsked, ...(door !== false && { door }) });
        if (kept !== undefined) throw kept;
        return revoked;
      });
    });
  };
  const ours = (shareId: string): Share => {
    const share = known.get(shareId);
    if (share.origin === 'linked') throw new Failure('share-not-ours', { fileName: share.name });
    return share;
  };
  return {
    /** The keys that `revoke` would delete, by what is known here: no server is asked. Raises `share-not-found`, `share-not-ours`. */
    keysToRevoke: (shareId: string): readonly string[] => keysOf(ours(shareId), ledger.items(shareId)),
    /**
     * Deletes the objects of a share with all versions, then opens its link, and each link of a page's files, anonymously until they fail.
     * Its short links go first. Raises `share-not-found`, `share-not-ours`, `share-sending`, `revoke-unproven`, what deleting raises, and `versions-kept` and
     * `door-not-closed` after the links have failed.
     */
    revoke: (shareId: string): Promise<Revoked> =>
      mutex(shareId, async () => {
        const { name } = ours(shareId);
        await stopSending({ id: shareId, name });
        // Another process may add files just now: they end with it. A full disk keeps no link open.
        return endingLink(asOnlyWriter(ports, shareId, () => end(shareId), { evenUnmarked: true }));
      }),
  };
}

export type Revoke = ReturnType<typeof createRevoke>;
