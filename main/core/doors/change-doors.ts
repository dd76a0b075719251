// Opens short links, points them elsewhere and closes them.
import { findTarget, freeName, newDoor, pointedAt } from '../given/given';
import { checkSharesPrivate, type ClosedDoor, type Door, type FoundDoor } from '../model/door';
import { endingLink, Failure } from '../model/failure';
import { doorRow, type DoorsContext, endDoor, foundDoor, refreshDoor } from './doors-context';

/** What a new link leads to. Raises `share-not-found`, and `encryption-demanded` for one that its connection would not make any more. */
function targetOf(
  { ports: { ledger }, known }: DoorsContext,
  targetId: string,
): Pick<Door, 'targetKind' | 'targetId' | 'connectionId'> {
  const share = ledger.share(targetId);
  const row = share ?? ledger.fileRequest(targetId);
  if (row === undefined) throw new Failure('share-not-found');
  known.checkEncrypted(row);
  return { targetKind: share === undefined ? 'request' : 'share', targetId, connectionId: row.connectionId };
}

async function fragmentOf({ ports: { ledger }, secrets }: DoorsContext, targetId: string): Promise<string | undefined> {
  const share = ledger.share(targetId);
  return share && secrets.fragmentOf(share);
}

/**
 * Gives a share or a file request a short link, or the one that it has; `name`: its own name, else 16 random characters. Raises `no-doors`,
 * `doors-unproven`, `shares-are-public`, `encryption-demanded`, `bad-request`, `door-name-taken`, `door-unproven`, `share-not-found`, and what signing
 * and storing raise.
 */
export async function openDoor(context: DoorsContext, targetId: string, name = ''): Promise<FoundDoor> {
  const { ports, access } = context;
  const { connectionId, ...target } = targetOf(context, targetId);
  const [there] = ports.ledger.doorsTo(targetId);
  if (there !== undefined && name === '') return foundDoor(context, there);
  const door = newDoor(access.resolve({ kind: 'known', connectionId }), { ...target, name }, ports);
  if (name !== '') await freeName(context, door);
  ports.ledger.saveDoor(door);
  try {
    await refreshDoor(context, door.id);
  } catch (error) {
    await endDoor(context, door.id, { leavesNothing: true }).catch(() => undefined);
    throw error;
  }
  return foundDoor(context, doorRow(context, door.id));
}

/**
 * Forwards a short link to another share or file request of this computer; the former one lives on by its own link until its end. Raises
 * `door-not-found`, `share-not-found`, `shares-are-public`, `encryption-demanded`, `bad-request` for a target that is over and for an encrypted share
 * of another secret than that of the links that people have, `share-secret-missing`, `door-unproven`, and what signing and storing raise; Mayfly then
 * goes on trying while it runs.
 */
export async function pointDoor(context: DoorsContext, doorId: string, targetId: string): Promise<FoundDoor> {
  const { access, now, tell } = context;
  const { ledger } = context.ports;
  const door = doorRow(context, doorId);
  const { connectionId, ...kindAndId } = targetOf(context, targetId);
  const target = findTarget(ledger, kindAndId);
  if (door.closedAtMs !== undefined || typeof target !== 'object' || now() >= target.untilMs) {
    throw new Failure('bad-request', { reason: 'what the short link should forward to is over' });
  }
  checkSharesPrivate(access.resolve({ kind: 'known', connectionId }));
  const fragment = await fragmentOf(context, targetId);
  if (fragment !== undefined && fragment !== (await fragmentOf(context, door.targetId))) {
    throw new Failure('bad-request', { reason: 'the links that people have do not open that encrypted share' });
  }
  ledger.together(() => {
    // A keychain was asked meanwhile: whoever closed the short link then has closed it.
    const present = doorRow(context, doorId);
    if (present.closedAtMs !== undefined) throw new Failure('door-not-found');
    ledger.saveDoor(pointedAt(present, kindAndId));
  });
  await refreshDoor(context, doorId);
  const name = ledger.share(targetId)?.name ?? ledger.fileRequest(targetId)?.title ?? '';
  tell({ kind: 'door-pointed', address: door.address, name });
  return foundDoor(context, doorRow(context, doorId));
}

/**
 * Puts a page in the place of the short link that says so until its old end, revokes the share behind it (closes the file request) and asks both
 * addresses past caches. Raises `door-not-found`, and once all of it was tried `door-not-closed` where the short link still opens, `revoke-unproven`,
 * `versions-kept`, and what deleting raises; Mayfly then goes on closing it while it runs.
 */
export async function closeDoor(context: DoorsContext, doorId: string): Promise<ClosedDoor> {
  const closed = await endingLink(endDoor(context, doorRow(context, doorId).id, { endsTarget: true }));
  const { door, status, closedUntilMs, isCached, target } = closed;
  const isPage = closedUntilMs !== undefined;
  context.tell({ kind: 'door-closed', address: door.address, status, isPage, isCached, target });
  return closed;
}
