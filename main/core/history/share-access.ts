// Access to a share: its row, the store at its place, its link signed again.
import { shareChanged } from '../state/rules/app-state';
import { refuseUnencrypted } from '../encryption/rules/encryption-wanted';
import { placeOf, samePlace } from '../model/connection';
import { answersAs as fileAnswersAs, fileOverrides, signedFor } from '../storage/rules/file-link';
import { pageAnswer } from '../pages/rules/page-response';
import { Failure } from '../model/failure';
import type { FileRequest } from '../model/requests/file-request';
import { sessionPid, type Share, type ShareItem } from '../model/share';
import type { ConnectionPool } from '../storage/connection-pool';
import type { OpenConnection } from '../storage/open-connection';
import { learnClock } from '../storage/learn-server-clock';
import type { SignedLink, ProbeAnswer } from '../ports/object-store';
import type { Ports } from '../ports/ports';
import type { Store } from '../state/state-store';
import type { StoredAt } from '../model/place';

export interface ShareAccess {
  /** Raises `share-not-found`. */
  get(shareId: string): Share;
  /**
   * Runs `action` with the store at the share's place, even if its connection points elsewhere now; the store knows the server's clock, if the
   * server answers. Raises what opening a connection raises.
   */
  with<T>(share: StoredAt, action: (open: OpenConnection) => Promise<T>): Promise<T>;
  /** Before a link or more time is given: raises `encryption-demanded` for a share or file request that its connection would not make any more. */
  checkEncrypted(
    of: Pick<Share, 'connectionId' | 'encryption'> | Pick<FileRequest, 'connectionId' | 'recipient'>,
  ): void;
  /** Saves the share in the ledger and in the state. */
  save(share: Share): void;
}

export function createShareAccess(
  { ledger }: Pick<Ports, 'ledger'>,
  store: Store,
  access: ConnectionPool,
): ShareAccess {
  return {
    get(shareId) {
      const share = ledger.share(shareId);
      if (share === undefined) throw new Failure('share-not-found');
      return share;
    },
    with: (share, action) =>
      access.withConnection({ kind: 'known', connectionId: share.connectionId }, async (open) => {
        if (open.connection.kind === 'embedded') checkOwner(share.key, open.connection.prefix);
        const act = async (place: OpenConnection) => {
          await learnClock(place.objects, share.key);
          return action(place);
        };
        // The embedded bucket is where it serves now.
        if (open.connection.kind === 'embedded' || samePlace(share, open.connection)) return act(open);
        // The connection points to another place now, but the object and its link are at the old one; nobody examined that for it.
        const { shareEndpoint: _now, capabilities: _ofThere, ...rest } = open.connection;
        const { linkEndpoint: shareEndpoint } = share;
        const connection = { ...rest, ...placeOf(share), ...(shareEndpoint !== undefined && { shareEndpoint }) };
        return access.withPlace(open, connection, act);
      }),
    checkEncrypted(of) {
      const connection = ledger.connections().find(({ id }) => id === of.connectionId);
      const secret = 'recipient' in of ? of.recipient : 'encryption' in of ? of.encryption : undefined;
      if (connection !== undefined) refuseUnencrypted(connection, secret !== undefined);
    },
    save(share) {
      ledger.saveShare(share);
      store.apply(shareChanged(share));
    },
  };
}

/**
 * Raises `keys-elsewhere` or `keychain-unavailable` for an object of another embedded bucket. Without the keychain every process has a bucket of
 * its own, and an object of another one would look deleted here. `prefix` is that of the bucket that serves here.
 */
function checkOwner(key: string, prefix: string): void {
  const owner = sessionPid(key);
  if (owner === sessionPid(prefix)) return;
  if (owner !== undefined) throw new Failure('keys-elsewhere');
  throw new Failure('keychain-unavailable', { reason: 'the keys of this link are in it' });
}

/** The keys of a share's objects, each once: first the one its link opens, then the files of a page and its former pages. */
export const keysOf = (share: Share, items: readonly ShareItem[]): readonly string[] => [
  ...new Set([share.key, ...items.map(({ key }) => key)]),
];

/** The keys that Mayfly stored and may delete: of a linked share only its pages. */
export const ownKeys = (share: Share, items: readonly ShareItem[]): readonly string[] =>
  share.origin === 'uploaded'
    ? keysOf(share, items)
    : items.filter(({ role }) => role === 'page').map(({ key }) => key);

/** Bytes of the object that the link opens: of the page, not of its files. */
export const openedBytes = (share: Share, items: readonly ShareItem[]): number | undefined =>
  share.kind === 'file' ? share.sizeBytes : items.find(({ key }) => key === share.key)?.sizeBytes;

/**
 * Signs the link of a share on the server's clock, for its own endpoint, with the response headers in the signature. `short` leaves the headers
 * out; then `answersAs` must hold.
 */
export function signShare(
  share: Share,
  { objects, connection }: Pick<OpenConnection, 'objects' | 'connection'>,
  lifetimeSeconds: number,
  short = false,
): Promise<SignedLink> {
  const overrides = share.kind === 'page' ? pageAnswer : fileOverrides(share, connection);
  return objects.link({ key: share.key, lifetimeSeconds, ...signedFor(share, connection), ...(!short && overrides) });
}

/** Whether the answer to a short link has the headers of the long one; never for a page, whose headers are not stored. */
export const answersAs = (share: Share, answer: ProbeAnswer): boolean =>
  share.kind === 'file' && fileAnswersAs(share, answer);
