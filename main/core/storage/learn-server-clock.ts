// Learns the server's time before a link is signed: a link signed on a wrong clock never opens.
import type { ObjectStore } from '../ports/object-store';

/**
 * Reads one byte of the object where no answer told the time yet; a refusal tells it too. Never raises: without an answer this computer's clock
 * is used.
 */
export async function learnClock(objects: ObjectStore, key: string): Promise<void> {
  if (objects.clockOffsetMs() === undefined) await objects.readBack(key, 0, 1).catch(() => undefined);
}
