// What happens to short links by themselves: renewed, closed once their target is over, and swept with their connection.
import { doorObjects, doorsAtOnce, findTarget, isDoorDue, isDoorOver, lockDoor, type Work } from '../given/given';
import { forEachLimited } from '../async/for-each-limited';
import { type Door, saysClosed } from '../model/door';
import { addressNow } from '../model/nearby/network-reach';
import { asFailure } from '../model/failure';
import { longestLifetimeOf } from '../providers/providers';
import { type DoorsContext, endDoor, refreshDoor } from './doors-context';

/** Whether it is closed by itself: until its target is over, or the links in it, its bucket may come back. */
const isOver = ({ ports: { ledger }, now }: DoorsContext, door: Door): boolean =>
  isDoorOver(door, findTarget(ledger, door), now());

/** Renews, closes, sweeps those whose target is gone, and the pages of closed ones at their end. */
export const doorWork = (context: DoorsContext): Work<Door> => ({
  name: 'door',
  says: 'a short link could not be looked after yet',
  atOnce: doorsAtOnce,
  candidates: (_nowMs, mayTry) => context.ports.ledger.doors().filter(mayTry),
  // Closing ends the target, and refreshing signs its link: both take the mutex of the target before that of the door.
  lockOf: () => undefined,
  run: ({ id }) => lookAfter(context, id),
  whenBucketGone(door) {
    const over = isOver(context, door);
    if (over) context.ports.ledger.forgetDoor(door.id);
    return over;
  },
});

/** Whether one that leads to a file request has another address now. Those that lead to shares follow with their links. */
function isElsewhere({ store, ports: { ledger }, now }: DoorsContext, door: Door): boolean {
  const { connections, reach } = store.get();
  const isHere = connections.some(({ id, kind }) => id === door.connectionId && kind === 'embedded');
  if (!isHere || reach.origin === undefined || door.targetKind !== 'request') return false;
  const target = findTarget(ledger, door);
  return (
    typeof target === 'object' && now() < target.untilMs && addressNow(door.address, reach.origin) !== door.address
  );
}

async function lookAfter(context: DoorsContext, doorId: string): Promise<'done'> {
  const { ports, access, now } = context;
  const door = ports.ledger.door(doorId);
  if (door === undefined) return 'done';
  if (saysClosed(door)) {
    if (now() < (door.untilMs ?? 0)) return 'done';
    const { removeClosedPage } = await doorObjects();
    await lockDoor(context, door.id, () =>
      access.withConnection({ kind: 'known', connectionId: door.connectionId }, (open) =>
        removeClosedPage(door, open, ports),
      ),
    );
    ports.ledger.forgetDoor(door.id);
    return 'done';
  }
  if (isOver(context, door)) await endDoor(context, door.id);
  else if (isDoorDue(door, findTarget(ports.ledger, door), now()) || isElsewhere(context, door)) {
    await refreshDoor(context, door.id);
  }
  return 'done';
}

/**
 * Closes all short links of a connection that is about to be forgotten, and nothing is left in their places. One whose link has ended, or whose bucket
 * is gone, forwards to nothing and keeps nobody from that. Raises as closing one.
 */
export async function closeDoorsOf(context: DoorsContext, connectionId: string): Promise<void> {
  const ours = context.ports.ledger.doors().filter((door) => door.connectionId === connectionId);
  await forEachLimited(ours, doorsAtOnce, async (door) => {
    const { id, createdAtMs, leaseEndsAtMs } = door;
    await endDoor(context, id, { leavesNothing: true }).catch((error: unknown) => {
      const endsAtMs = leaseEndsAtMs ?? createdAtMs + longestLifetimeOf(door) * 1_000;
      if (saysClosed(door)) return;
      if (context.now() < endsAtMs && asFailure(error).code !== 'bucket-missing') throw error;
    });
  });
}
