// A store that was just opened does not know the server's time, and a link signed on a wrong clock is dead at birth.
import type { ObjectStore } from '../ports/object-store';

/**
 * Asks for one byte of the object where no answer told the time yet; any answer tells it, a refusal too. Without an answer this computer's
 * clock is all there is: never raises.
 */
export async function learnClock(objects: ObjectStore, key: string): Promise<void> {
  if (objects.clockOffsetMs() === undefined) await objects.readBack(key, 0, 1).catch(() => undefined);
}
