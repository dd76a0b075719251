// The object of a door: written and proven, replaced by a page that says that it was closed or deleted, and proven.
import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { catalogues } from '../../../resources/words/messages';
import { remembered } from '../async/remembered';
import { provesEnd } from './prove';
import { placeOf } from '../model/connection';
import { type Door, type DoorAnswers, doorHeaders, dueDoor, usualDoorPatienceMs } from '../model/door';
import { Failure } from '../model/failure';
import type { ObjectStore } from '../ports/object-store';
import type { Ports } from '../ports/ports';
import { type OpenConnection, putVerified } from '../storage/storage';
import { type DoorLink, doorPage, type SeenDoor, showsDoor } from './door-page';

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
  const settle = (isProven: boolean): Door | 'closed' | 'elsewhere' | 'unproven' =>
    ledger.together(() => {
      const row = ledger.door(door.id);
      if (row === undefined || row.closedAtMs !== undefined) return 'closed';
      if (row.targetId !== door.targetId) {
        // This object may have come after the one that the row tells of.
        ledger.saveDoor(dueDoor(row));
        return 'elsewhere';
      }
      if (!isProven) return 'unproven';
      const proven = { ...row, leaseEndsAtMs: link.linkEndsAtMs, writtenAtMs: link.signedAtMs, untilMs: link.untilMs };
      ledger.saveDoor(proven);
      return proven;
    });
  return withDoorStore(door, open, ports, async (objects) => {
    await putVerified(objects, door.key, Buffer.from(doorPage(link), 'utf8'), doorHeaders);
    let status = 0;
    for (const part of proofWaits) {
      await wait(part * doorPatienceMs);
      const seen = await reader.read(door.address, open.connection);
      ({ status } = seen);
      const settled = settle(showsDoor(seen, link));
      if (settled === 'unproven') continue;
      // Its object went before this one was stored.
      if (settled === 'closed') await endObject(objects, ledger.door(door.id) ?? dueDoor(door));
      return typeof settled === 'string' ? undefined : settled;
    }
    throw new Failure('door-unproven', { status });
  });
}

/**
 * Deletes the object with all versions, and stores the page that says so in its place where the row tells until when. True where that page is
 * there. Raises what deleting raises.
 */
async function endObject(objects: ObjectStore, { key, untilMs = 0 }: Door): Promise<boolean> {
  await objects.remove(key);
  if (objects.serverNowMs() >= untilMs) return false;
  try {
    await putVerified(objects, key, Buffer.from(closedPage(), 'utf8'), doorHeaders);
    return true;
  } catch {
    // Closing does not depend on the page. What was sent of it may have been stored.
    await objects.remove(key);
    return false;
  }
}

export interface EndedDoor {
  readonly answers: DoorAnswers;
  /** Its object says that it was closed, and is to be deleted at the end that the row tells. */
  readonly isReplaced: boolean;
}

/**
 * Ends the object of a closed door and asks its address, past caches and then as everybody asks, until it refuses or shows nothing but the page of
 * a closed door. Raises `door-not-closed` where the address answers anything else past caches after five seconds, `versions-kept` after it refuses,
 * and what deleting and reading raise.
 */
export async function endDoor(door: Door, open: Opened, ports: DoorPorts): Promise<EndedDoor> {
  const { reader, randomBytes, doorPatienceMs = usualDoorPatienceMs } = ports;
  let kept: Failure | undefined;
  const isReplaced = await withDoorStore(door, open, ports, (objects) => endObject(objects, door)).catch(
    (error: unknown) => {
      if (!(error instanceof Failure && error.code === 'versions-kept')) throw error;
      kept = error;
      return false;
    },
  );
  let status = 0;
  for (const part of proofWaits) {
    await wait(part * doorPatienceMs);
    const unseen = `${door.address}?${Buffer.from(randomBytes(8)).toString('hex')}`;
    const seen = await reader.read(unseen, open.connection, true);
    ({ status } = seen);
    const isPage = isReplaced && showsClosed(seen);
    if (!isPage && !provesEnd(seen)) continue;
    if (kept !== undefined) throw kept;
    const cached = await reader.read(door.address, open.connection);
    const isCached = cached.status >= 200 && cached.status < 300 && !showsClosed(cached);
    const closedUntil = isPage && door.untilMs !== undefined && { closedUntilMs: door.untilMs };
    return { answers: { status, ...closedUntil, cachedStatus: cached.status, isCached }, isReplaced };
  }
  throw new Failure('door-not-closed', { status });
}

/** Deletes the page of a closed door at its end. Raises what deleting raises. */
export const removeClosedPage = (door: Door, open: Opened, ports: DoorPorts): Promise<void> =>
  withDoorStore(door, open, ports, (objects) => objects.remove(door.key));

/** The texts of every language are read when the first door is closed. */
const template = remembered<void, { readonly html: string; readonly script: string }>(() => {
  const [en, ko] = [catalogues.en.doorPage.closed, catalogues.ko.doorPage.closed];
  const script = `if(/^ko/.test(navigator.language))document.documentElement.lang="ko",document.body.textContent=${JSON.stringify(ko)}`;
  const hash = createHash('sha256').update(script).digest('base64');
  const html =
    '<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content="width=device-width"><meta name=color-scheme content="light dark">' +
    '<meta name=robots content=noindex><meta name=referrer content=no-referrer>' +
    `<meta http-equiv=Content-Security-Policy content="default-src 'none';script-src 'sha256-${hash}'">` +
    `<title>Mayfly</title><body>${en}<script>${script}</script>`;
  return { html, script };
});

export const closedPage = (): string => template().html;

/** Whether this answer is that page, and so nothing of the door. What stands in front of the bucket may have added to it. */
const showsClosed = ({ status, body }: SeenDoor): boolean =>
  status === 200 && body.includes(template().script) && !body.includes('data-l=');
