// Access to a share: its row, the store at its place wherever its connection points by now, the keys of its objects.
import { refuseUnencrypted } from '../model/encryption';
import { Failure } from '../model/failure';
import type { StoredAt } from '../model/place';
import type { FileRequest } from '../model/requests/file-request';
import { placeOf, samePlace } from '../model/connection';
import { sessionPid, type Orphan, type Share, type ShareItem } from '../model/share';
import type { ObjectStore } from '../ports/object-store';
import type { Ports } from '../ports/ports';
import { shareChanged } from '../state/rules/app-state';
import type { Store } from '../state/state';
import type { ConnectionPool, OpenConnection } from '../storage/storage';

export function createShareAccess({ ledger }: Pick<Ports, 'ledger'>, store: Store, access: ConnectionPool) {
  const get = (shareId: string): Share => {
    const share = ledger.share(shareId);
    if (share === undefined) throw new Failure('share-not-found');
    return share;
  };
  return {
    /** Raises `share-not-found`. */
    get,
    /**
     * Runs `action` with the store at the place of what is stored, not of shares alone, even if its connection points elsewhere now; the store knows the
     * server's clock, if the server answers. Raises what opening a connection raises.
     */
    with: <T>(at: StoredAt, action: (open: OpenConnection) => Promise<T>) => openAt(access, at, action),
    /** Before a link or more time is given: raises `encryption-demanded`, `set-by-organisation` and `policy-unreadable` for a share or file request that its connection would not make any more. */
    checkEncrypted(of: Pick<Share, 'connectionId' | 'encryption'> | Pick<FileRequest, 'connectionId' | 'recipient'>) {
      const connection = ledger.connections().find(({ id }) => id === of.connectionId);
      const secret = 'recipient' in of ? of.recipient : 'encryption' in of ? of.encryption : undefined;
      if (connection !== undefined) refuseUnencrypted(connection, secret !== undefined);
    },
    /** Raises `share-sending` for one whose files are still sent: what would change its objects, or forget them, waits. */
    checkSent({ id, name: fileName }: Pick<Share, 'id' | 'name'>) {
      if (isStillSent(ledger, id)) throw new Failure('share-sending', { fileName });
    },
    /** Saves the share in the ledger, in one transaction with what `beside` saves, and in the state. */
    save(share: Share, beside?: () => void) {
      if (beside === undefined) ledger.saveShare(share);
      else {
        ledger.together(() => {
          ledger.saveShare(share);
          beside();
        });
      }
      store.apply(shareChanged(share));
    },
    /** What the ledger could not be told is in the state alone. */
    show: (share: Share) => store.apply(shareChanged(share)),
    /** Until when the share is kept alive, as its row says now: that is changed while a link of it is made. Raises `share-not-found`. */
    keptNow(shareId: string): Pick<Share, 'keepUntilMs'> {
      const { keepUntilMs } = get(shareId);
      return keepUntilMs === undefined ? {} : { keepUntilMs };
    },
    /**
     * Saves what `change` makes of the row as it is now, and gives it. Another process may have taken the link back meanwhile, made another one or
     * forgotten the share: of another key, and of no row, nothing is saved, and `share` is given.
     */
    saveSeen(share: Share, change: (present: Share) => Share): Share {
      const seen = ledger.together(() => {
        const present = ledger.share(share.id);
        if (present?.key !== share.key) return share;
        const changed = change(present);
        ledger.saveShare(changed);
        return changed;
      });
      if (seen !== share) store.apply(shareChanged(seen));
      return seen;
    },
  };
}

export type ShareAccess = ReturnType<typeof createShareAccess>;

const openAt = <T>(
  access: Pick<ConnectionPool, 'withConnection' | 'withPlace'>,
  at: StoredAt,
  action: (open: OpenConnection) => Promise<T>,
): Promise<T> =>
  access.withConnection({ kind: 'known', connectionId: at.connectionId }, async (open) => {
    if (open.connection.kind === 'embedded') checkOwner(at.key, open.connection.prefix);
    const act = async (place: OpenConnection) => {
      await learnClock(place.objects, at.key);
      return action(place);
    };
    // The embedded bucket is where it serves now.
    if (open.connection.kind === 'embedded' || samePlace(at, open.connection)) return act(open);
    // The connection points to another place now, but the object and its link are at the old one; nobody examined that for it.
    const { shareEndpoint: _now, capabilities: _ofThere, ...rest } = open.connection;
    const { linkEndpoint: shareEndpoint } = at;
    const connection = { ...rest, ...placeOf(at), ...(shareEndpoint !== undefined && { shareEndpoint }) };
    return access.withPlace(open, connection, act);
  });

/**
 * Raises `keys-elsewhere` or `keys-in-keychain` for an object of another embedded bucket. Without the keychain every process has a bucket of
 * its own, and an object of another one would look deleted here. `prefix` is that of the bucket that serves here.
 */
function checkOwner(key: string, prefix: string): void {
  const owner = sessionPid(key);
  if (owner === sessionPid(prefix)) return;
  if (owner !== undefined) throw new Failure('keys-elsewhere');
  throw new Failure('keys-in-keychain');
}

/**
 * Reads one byte of the object where no answer told the time yet; a refusal tells it too. Never raises: without an answer this computer's clock
 * is used.
 */
export async function learnClock(objects: ObjectStore, key: string): Promise<void> {
  if (objects.clockOffsetMs() === undefined) await objects.readBack(key, 0, 1).catch(() => undefined);
}

/** Whether its link was given before its files, and some are still to come. */
export const isStillSent = ({ pageDrafts }: Pick<Ports['ledger'], 'pageDrafts'>, shareId: string): boolean =>
  pageDrafts().some(({ id }) => id === shareId);

/** The keys of a share's objects, each once: first the one its link opens, then the files of a page and its former pages. */
export const keysOf = (share: Share, items: readonly ShareItem[]): readonly string[] => [
  ...new Set([share.key, ...items.map(({ key }) => key)]),
];

/** The keys that Mayfly stored and may delete: of a linked share only its pages. */
export const ownKeys = (share: Share, items: readonly ShareItem[]): readonly string[] =>
  share.origin === 'uploaded'
    ? keysOf(share, items)
    : items.filter(({ role }) => role === 'page').map(({ key }) => key);

/** Objects of a share that are deleted at that time, Unix ms on the server's clock; `id` is that of the orphan. */
export const orphanOf = (share: Share, id: string, keys: readonly string[], expiresAtMs: number): Orphan => ({
  shareId: id,
  connectionId: share.connectionId,
  ...placeOf(share),
  keys,
  expiresAtMs,
});
