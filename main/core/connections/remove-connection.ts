// Removes a connection with its history; the caller decides whether its live links are revoked first.
import { forEachLimited } from '../async/for-each-limited';
import { intakeItem, type Vault } from '../credentials/credentials';
import { ownKeys, type ShareAccess } from '../given/given';
import { defaultAmong, type Connection } from '../model/connection';
import { asFailure, Failure, saysNoKeychain } from '../model/failure';
import type { FileRequest, Offer } from '../model/requests/file-request';
import { anyLive, type LinksChoice, type Orphan, type Share } from '../model/share';
import type { Clock } from '../model/system';
import type { ObjectStore } from '../ports/object-store';
import type { Ports } from '../ports/ports';
import { connectionOf, connectionRemoved } from '../state/rules/app-state';
import { changeSettings, type Store } from '../state/state';
import type { ConnectionPool } from '../storage/storage';

export interface LiveLinks {
  /** Live links, those of file requests too. */
  readonly live: number;
  /** Of those: links to objects that were in the bucket before. Mayfly never deletes such objects, so it cannot revoke their links. */
  readonly linked: number;
}

export interface RemovedConnection {
  readonly takenBack: number;
  /** Links that stay live until they expire. */
  readonly left: number;
  /** Why the place of its short links may still be public. */
  readonly doorsFailure?: Failure;
}

export interface RemovingContext {
  readonly ports: Pick<Ports, 'ledger'>;
  readonly store: Store;
  readonly vault: Vault;
  readonly access: Pick<ConnectionPool, 'withConnection'>;
  readonly known: Pick<ShareAccess, 'with'>;
  readonly now: Clock;
  /** Revokes the link of a share without a notice. */
  readonly revoke: (shareId: string) => Promise<unknown>;
  /** Removes the page of a file request, and what only guests who ask need. */
  readonly removeRequestPage: (objects: ObjectStore, request: FileRequest, offers: readonly Offer[]) => Promise<void>;
  /** Ends the cancelled uploads for good: undo could bring them back. */
  readonly commitCancels: () => void;
  /** As of `DoorServices`. */
  readonly closeDoorsOf: (connectionId: string) => Promise<void>;
  /** As of the doctor: takes the place of its short links out of the public. */
  readonly leaveForGood: (connectionId: string) => Promise<Failure | undefined>;
}

const atATime = 500;
const takenBackAtOnce = 4;

/** Raises `connection-unknown`. */
export function liveLinks(context: RemovingContext, connectionId: string): LiveLinks {
  const live = liveShares(context, connectionOf(context.store.get().connections, connectionId).id);
  const linked = live.filter(({ origin }) => origin === 'linked').length;
  const others = liveOrphans(context, connectionId).length + livePages(context, connectionId).length;
  return { live: live.length + others, linked };
}

/**
 * Forgets the connection, its keys and its history, and deletes the objects of the bucket on this computer. With `take-back` (default:
 * `keep`) revokes every link first; its short links are closed in any case. If one fails, nothing is removed. Raises `connection-unknown`,
 * `connection-in-use`, what revoking and closing short links raise, `keychain-*`.
 */
export async function removeConnection(
  context: RemovingContext,
  connectionId: string,
  links: LinksChoice = 'keep',
): Promise<RemovedConnection> {
  const { ports, store, vault } = context;
  const connection = connectionOf(context.store.get().connections, connectionId);
  context.commitCancels();
  const { uploads, pendingCancel } = store.get();
  const busy = [...uploads, ...pendingCancel].some(
    (one) => one.connectionId === connectionId && one.phase.kind !== 'failed',
  );
  if (busy) throw new Failure('connection-in-use');
  const live = liveShares(context, connectionId);
  const ours = live.filter(({ origin }) => origin === 'uploaded');
  const orphans = liveOrphans(context, connectionId);
  const pages = livePages(context, connectionId);
  // Nobody could renew or close them afterwards, and they would forward until their links end.
  await context.closeDoorsOf(connectionId);
  const embedded = connection.kind === 'embedded';
  if (embedded) await emptyBucket(context, connectionId);
  else if (links === 'take-back') {
    await forEachLimited(ours, takenBackAtOnce, async ({ id }) => void (await context.revoke(id)));
    await forEachLimited(orphans, takenBackAtOnce, (orphan) => removeOrphan(context, orphan));
    await forEachLimited(pages, takenBackAtOnce, (request) => removePage(context, request));
  }
  // The connection goes all the same: its keys may be worth nothing any more.
  const doorsFailure = await context.leaveForGood(connectionId);
  for (const item of vault.otherItems(connectionId)) {
    // No store is asked for a key that the connection never had.
    if (item !== intakeItem(connectionId) || connection.intakeKeyId !== undefined) await vault.remove(item);
  }
  await removeKeys(vault, connection);
  ports.ledger.removeConnection(connectionId);
  forgetDefault(context, connectionId);
  store.apply(connectionRemoved(connectionId));
  const others = orphans.length + pages.length;
  const takenBack = embedded || links === 'take-back' ? ours.length + others : 0;
  const counted = { takenBack, left: live.length + others - takenBack };
  return { ...counted, ...(doorsFailure !== undefined && { doorsFailure }) };
}

/** Raises `keychain-*`, but where there is no keychain and the connection has no keys of its own: a server without one is to be tidied up, too. */
async function removeKeys(vault: Vault, { id, credentials, awaitsKeys }: Connection): Promise<void> {
  const hasOwn = credentials?.kind !== 'profile' && awaitsKeys !== true;
  try {
    // A profile's connection may have had some before.
    await vault.remove(id);
  } catch (error) {
    if (hasOwn || !saysNoKeychain(asFailure(error))) throw error;
  }
}

function liveShares({ ports, now }: RemovingContext, connectionId: string): readonly Share[] {
  const found: Share[] = [];
  for (let more = true; more;) {
    const query = { ...anyLive, connectionId, nowMs: now(), offset: found.length, limit: atATime };
    const { total, shares } = ports.ledger.findShares(query);
    found.push(...shares);
    more = shares.length > 0 && found.length < total;
  }
  return found;
}

/** Objects of shares that the user removed from the history while their links were live. */
const liveOrphans = ({ ports, now }: RemovingContext, connectionId: string): readonly Orphan[] =>
  ports.ledger.orphansDue([connectionId], Number.MAX_SAFE_INTEGER).filter(({ expiresAtMs }) => expiresAtMs > now());

/** Pages of file requests: without them no guest gets a slot any more. What guests sent stays. */
const livePages = ({ ports, now }: RemovingContext, connectionId: string): readonly FileRequest[] =>
  ports.ledger
    .fileRequests()
    .filter((one) => one.connectionId === connectionId && one.removedAtMs === undefined && one.expiresAtMs > now());

const removePage = ({ ports, known, removeRequestPage }: RemovingContext, request: FileRequest): Promise<void> =>
  known.with(request, ({ objects }) => removeRequestPage(objects, request, ports.ledger.offers(request.id)));

const removeOrphan = (
  { ports, known }: RemovingContext,
  { shareId, keys, expiresAtMs: _end, ...place }: Orphan,
): Promise<void> =>
  known.with({ ...place, key: keys[0] ?? '' }, async ({ objects }) => {
    await objects.removeMany(keys);
    ports.ledger.forgetOrphan(shareId);
  });

/** The embedded bucket's objects lie on this disk, and nothing else deletes them. */
async function emptyBucket(context: RemovingContext, connectionId: string): Promise<void> {
  const { ledger } = context.ports;
  const pages = livePages(context, connectionId);
  const keys = [
    ...ledger.sharesStored(connectionId).flatMap((share) => ownKeys(share, ledger.items(share.id))),
    ...ledger.orphansDue([connectionId], Number.MAX_SAFE_INTEGER).flatMap((orphan) => orphan.keys),
  ];
  await context.access.withConnection({ kind: 'known', connectionId }, async ({ objects }) => {
    await objects.removeMany(keys);
    for (const request of pages) await context.removeRequestPage(objects, request, ledger.offers(request.id));
  });
}

function forgetDefault({ ports, store }: RemovingContext, connectionId: string): void {
  const { connections, settings } = store.get();
  if (settings.defaultConnectionId !== connectionId) return;
  const next = defaultAmong(
    connections.filter(({ id }) => id !== connectionId),
    undefined,
  )?.id;
  changeSettings(ports, store, ({ defaultConnectionId: _gone, ...rest }) => ({
    ...rest,
    ...(next !== undefined && { defaultConnectionId: next }),
  }));
}
