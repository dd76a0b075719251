// What every verb over a share begins with: its row, the store of the place its link points to, its link signed again.
import { shareChanged } from '../state/rules/app-state';
import { honoursOverrides } from '../model/capabilities';
import { placeOf, samePlace, type Connection } from '../model/connection';
import { linkAnswer } from '../storage/rules/content-type';
import { contentDisposition } from '../storage/rules/content-disposition';
import { pageAnswer } from '../pages/rules/page-response';
import { Failure } from '../model/failure';
import { sessionPid, type Share, type ShareItem } from '../model/share';
import type { ConnectionPool } from '../storage/connection-pool';
import type { OpenConnection } from '../storage/open-connection';
import { learnClock } from '../storage/learn-server-clock';
import type { LinkRequest, SignedLink, ProbeAnswer } from '../ports/object-store';
import type { Ports } from '../ports/ports';
import type { Store } from '../state/state-store';
import type { Place } from '../model/place';

/** Where an object of a connection is. */
export type ObjectLocation = Place & Pick<Share, 'connectionId' | 'key' | 'linkEndpoint'>;

export interface ShareAccess {
  /** Raises `share-not-found`. */
  get(shareId: string): Share;
  /**
   * Runs `action` where the share's objects are, wherever its connection points now; the store knows the server's time by then, if anybody
   * answers. Raises what opening a connection raises.
   */
  with<T>(share: ObjectLocation, action: (open: OpenConnection) => Promise<T>): Promise<T>;
  /** Into the ledger and into the state. */
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
        // The bucket on this computer is wherever it serves now.
        if (open.connection.kind === 'embedded' || samePlace(share, open.connection)) return act(open);
        // The connection points to another place since: the object and its link are where they were.
        const { shareEndpoint: _now, ...rest } = open.connection;
        const { linkEndpoint: shareEndpoint } = share;
        const connection = { ...rest, ...placeOf(share), ...(shareEndpoint !== undefined && { shareEndpoint }) };
        return access.withPlace(open, connection, act);
      }),
    save(share) {
      ledger.saveShare(share);
      store.apply(shareChanged(share));
    },
  };
}

/**
 * Without the keychain a bucket of one process stands in: it knows nothing of what another one stored, nor they of it, and asked there every
 * link would seem to have ended. `prefix` is that of the bucket which serves here.
 */
function checkOwner(key: string, prefix: string): void {
  const owner = sessionPid(key);
  if (owner === sessionPid(prefix)) return;
  if (owner !== undefined) throw new Failure('keys-elsewhere');
  throw new Failure('keychain-unavailable', { reason: 'the keys of this link are in it' });
}

/** Every object of a share, once: the one its link opens first, then the files of a page and the pages that were written before. */
export const keysOf = (share: Share, items: readonly ShareItem[]): readonly string[] => [
  ...new Set([share.key, ...items.map(({ key }) => key)]),
];

/** Those that Mayfly put there and may delete: of what was linked only the pages that were written for it. */
export const ownKeys = (share: Share, items: readonly ShareItem[]): readonly string[] =>
  share.origin === 'uploaded'
    ? keysOf(share, items)
    : items.filter(({ role }) => role === 'page').map(({ key }) => key);

/** Bytes of the object the link opens: of a page the page itself, not its files. */
export const openedBytes = (share: Share, items: readonly ShareItem[]): number | undefined =>
  share.kind === 'file' ? share.sizeBytes : items.find(({ key }) => key === share.key)?.sizeBytes;

type Answer = Pick<LinkRequest, 'responseContentType' | 'responseContentDisposition' | 'responseCacheControl'>;

/** What the link of a share answers, whatever is stored: a page is shown, a file as its type allows. */
function answerOf(share: Share): Answer {
  if (share.kind === 'page') return pageAnswer;
  const answer = linkAnswer(share.contentType, share.disposition);
  return {
    responseContentType: answer.contentType,
    responseContentDisposition: contentDisposition(answer.disposition, share.name),
  };
}

/** A link that was handed out stays the one it was: signed for its own endpoint, whatever the connection signs for by now. */
export function signedFor(
  share: Pick<Share, 'endpoint' | 'linkEndpoint'>,
  { kind, endpoint, shareEndpoint }: Connection,
): Pick<LinkRequest, 'endpoint'> {
  const wanted = share.linkEndpoint ?? share.endpoint;
  return kind === 'embedded' || wanted === (shareEndpoint ?? endpoint) ? {} : { endpoint: wanted };
}

/**
 * Signs the link of a share on the server's clock, for the endpoint it is known by: what it answers is part of the signature. `short` leaves that out where the object may
 * say it itself; then `answersAs` must hold.
 */
export function signShare(
  share: Share,
  { objects, connection }: Pick<OpenConnection, 'objects' | 'connection'>,
  lifetimeSeconds: number,
  short = false,
): Promise<SignedLink> {
  // What the server ignores only makes the link longer; what Mayfly stored says itself what it is.
  const ignored = share.kind === 'file' && share.origin === 'uploaded' && !honoursOverrides(connection);
  return objects.link({
    key: share.key,
    lifetimeSeconds,
    ...signedFor(share, connection),
    ...(!short && !ignored && answerOf(share)),
  });
}

/** True when an answer to a short link has all that the link of this share has to give; a page has to say more than an object can. */
export function answersAs(share: Share, { contentType, contentDisposition: disposition }: ProbeAnswer): boolean {
  const wanted = answerOf(share);
  return (
    share.kind === 'file' &&
    contentType === wanted.responseContentType &&
    disposition === wanted.responseContentDisposition
  );
}
