// The name of a new short link, before anything is sent: free, or that of one which is over and makes way for it.
import { saysClosed, type Door } from '../model/door';
import { Failure } from '../model/failure';
import { closeDoor } from './close-door';
import { findTarget, newDoor } from './door-rows';
import { doorObjects } from './give';
import type { GivenContext } from './given-context';
import { checkDoorName } from './rules/door-name';
import { doorState } from './rules/door-times';

type NamingContext = Pick<GivenContext, 'ports' | 'access' | 'mutex' | 'now'>;

/** Raises `door-name-taken` for the name of a short link that is in use, and for that of an object which is none of Mayfly's. */
export async function freeName(context: NamingContext, door: Door): Promise<void> {
  const { ports, access, now } = context;
  const { ledger } = ports;
  const mine = ledger.doors().find(({ bucket, key }) => bucket === door.bucket && key === door.key);
  if (mine !== undefined) {
    const target = findTarget(ledger, mine);
    const isInUse = mine.closedAtMs === undefined && doorState(mine, target, now()) !== 'ended';
    // The maintenance goes on with a closing that has yet to end what is behind it, and needs its row for that.
    const stillEnds = mine.endsTarget === true && !saysClosed(mine) && typeof target === 'object';
    if (isInUse || stillEnds) throw new Failure('door-name-taken');
    await closeDoor(context, mine.id, { leavesNothing: true });
    return;
  }
  const { withDoorStore } = await doorObjects();
  const there = await access.withConnection({ kind: 'known', connectionId: door.connectionId }, (open) =>
    withDoorStore(door, open, ports, (objects) => objects.describe(door.key)),
  );
  if (there !== undefined) throw new Failure('door-name-taken');
}

/**
 * Whether a connection can have a short link of that name. Raises `no-doors`, `bad-request`, `door-name-taken`, and what the store raises.
 */
export async function checkNameFree(context: NamingContext, connectionId: string, name: string): Promise<void> {
  const connection = context.access.resolve({ kind: 'known', connectionId });
  const options = { targetKind: 'share', targetId: '', name: checkDoorName(name) } as const;
  await freeName(context, newDoor(connection, options, context.ports));
}
