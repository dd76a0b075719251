// The object of a door: written and proven, deleted and proven.
import { setTimeout as wait } from 'node:timers/promises';
import { provesEnd } from '../links/rules/link-verdict';
import { placeOf } from '../model/connection';
import { doorHeaders, dueDoor, usualDoorPatienceMs, type Door, type DoorAnswers } from '../model/door';
import { Failure } from '../model/failure';
import type { ObjectStore } from '../ports/object-store';
import type { Ports } from '../ports/ports';
import type { OpenConnection } from '../storage/open-connection';
import { putVerified } from '../storage/put-verified';
import { doorPage, showsDoor, type DoorLink } from './door-page';

export type DoorPorts = Pick<Ports, 'ledger' | 'openObjectStore' | 'reader' | 'randomBytes' | 'doorPatienceMs'>;

type Opened = Pick<OpenConnection, 'connection' | 'credentials'>;

/** Before each question, in parts of the patience. */
const proofWaits = [0, 0.05, 0.1, 0.2, 0.3, 0.35];

/** Runs `action` with the store of the door's bucket, by the credentials of its connection. */
export async function withDoorStore<T>(
  door: Door,
  { connection, credentials }: Opened,
  { openObjectStore }: Pick<Ports, 'openObjectStore'>,
  action: (objects: ObjectStore) => Promise<T>,
): Promise<T> {
  const { shareEndpoint: _signs, capabilities: _ofShares, ...rest } = connection;
  // The bucket on this computer is where it serves now.
  const endpoint = connection.kind === 'embedded' ? connection.endpoint : door.endpoint;
  const objects = await openObjectStore({ ...rest, ...placeOf(door), endpoint }, credentials, { retries: true });
  try {
    return await action(objects);
  } finally {
    objects.close();
  }
}

/**
 * Stores the door with this link, opens it by its address without credentials, and saves that; the row must be there before. Gives the row as
 * saved; `undefined` where the door was closed or pointed elsewhere meanwhile. Raises `door-unproven` where its address does not give it as a
 * page within five seconds, `stored-differs`, and what storing and reading raise.
 */
export async function writeDoor(door: Door, link: DoorLink, open: Opened, ports: DoorPorts): Promise<Door | undefined> {
  const { ledger, reader, doorPatienceMs = usualDoorPatienceMs } = ports;
  /** The row in the same transaction as the look at it: other processes close doors and point them elsewhere. */
  const settle = (isProven: boolean): Door | 'closed' | 'elsewhere' | 'unproven' => {
    let settled: ReturnType<typeof settle> = 'closed';
    ledger.together(() => {
      const row = ledger.door(door.id);
      if (row === undefined || row.closedAtMs !== undefined) return;
      settled = row.targetId === door.targetId ? 'unproven' : 'elsewhere';
      // This object may have come after the one that the row tells of.
      if (settled === 'elsewhere') ledger.saveDoor(dueDoor(row));
      if (settled !== 'unproven' || !isProven) return;
      settled = { ...row, leaseEndsAtMs: link.linkEndsAtMs, writtenAtMs: link.signedAtMs, untilMs: link.untilMs };
      ledger.saveDoor(settled);
    });
    return settled;
  };
  return withDoorStore(door, open, ports, async (objects) => {
    await putVerified(objects, door.key, Buffer.from(doorPage(link), 'utf8'), doorHeaders);
    let status = 0;
    for (const part of proofWaits) {
      await wait(part * doorPatienceMs);
      const seen = await reader.read(door.address, open.connection);
      ({ status } = seen);
      const settled = settle(showsDoor(seen, link));
      if (settled === 'unproven') continue;
      // Its object was deleted before this one was stored.
      if (settled === 'closed') await objects.remove(door.key);
      return typeof settled === 'string' ? undefined : settled;
    }
    throw new Failure('door-unproven', { status });
  });
}

/**
 * Deletes the object with all versions and asks its address until it refuses, past caches and then as everybody asks. Raises
 * `door-not-closed` where the address still answers past caches after five seconds, `versions-kept` after it refuses, and what deleting and
 * reading raise.
 */
export async function deleteDoor(door: Door, open: Opened, ports: DoorPorts): Promise<DoorAnswers> {
  const { reader, randomBytes, doorPatienceMs = usualDoorPatienceMs } = ports;
  let kept: Failure | undefined;
  await withDoorStore(door, open, ports, (objects) => objects.remove(door.key)).catch((error: unknown) => {
    if (!(error instanceof Failure && error.code === 'versions-kept')) throw error;
    kept = error;
  });
  let status = 0;
  for (const part of proofWaits) {
    await wait(part * doorPatienceMs);
    const unseen = `${door.address}?${Buffer.from(randomBytes(8)).toString('hex')}`;
    ({ status } = await reader.read(unseen, open.connection, true));
    if (!provesEnd({ status })) continue;
    if (kept !== undefined) throw kept;
    const cached = await reader.read(door.address, open.connection);
    return { status, cachedStatus: cached.status };
  }
  throw new Failure('door-not-closed', { status });
}
