// Ends links: deletes what they open, and asks each until it is refused.
import { setTimeout as wait } from 'node:timers/promises';
import { forEachLimited } from '../async/for-each-limited';
import type { DoorAnswers } from '../model/door';
import { asFailure, Failure } from '../model/failure';
import type { LinkProbe } from '../ports/object-store';
import type { OpenConnection } from '../storage/storage';
import { closeDoorsTo } from './close-door';
import type { GivenContext } from './given-context';
import { provesEnd } from './prove';
import type { GivenNow } from './rules/what-is-given';
import { sign } from './link-to-stored';

export interface EndedLinks {
  readonly objectsRemoved: number;
  /** The status of each object's failing link, by its key. */
  readonly statuses: ReadonlyMap<string, number>;
  /** `versions-kept`, where every link fails and versions are still stored. */
  readonly kept?: Failure;
}

/** A server may serve a deleted object a moment longer; after five seconds that is a failure. */
const endWaitsMs = [0, 250, 500, 1_000, 1_500, 1_750];
const proofLifetimeSeconds = 60;
const askedAtOnce = 16;

/**
 * Deletes the objects, with all versions, and opens the link of each anonymously until it fails. Raises `revoke-unproven`, and what deleting raises.
 */
export async function removeAndProve(
  { probe }: { readonly probe: LinkProbe },
  keys: readonly string[],
  { at, name }: Pick<GivenNow, 'at' | 'name'>,
  open: Pick<OpenConnection, 'objects' | 'connection'>,
): Promise<EndedLinks> {
  const { objects, connection } = open;
  let kept: Failure | undefined;
  const objectsRemoved = await objects.removeMany(keys).catch((error: unknown) => {
    kept = asFailure(error);
    // The links may fail all the same: prove that before raising.
    if (kept.code !== 'versions-kept') throw kept;
    return keys.length;
  });
  /** Gives the status of this object's failing link. Nobody is given it, so it may outlive the credentials. */
  const untilRefused = async (key: string): Promise<number> => {
    const until = { signedAtMs: objects.serverNowMs(), lifetimeSeconds: proofLifetimeSeconds };
    // Response headers make no difference to whether the link opens.
    const { url } = await sign({ at: { ...at, key }, opens: { headers: {} } }, open, until);
    let status = 0;
    for (const waitMs of endWaitsMs) {
      await wait(waitMs);
      const seen = await probe.ask(url, connection);
      if (provesEnd(seen)) return seen.status;
      ({ status } = seen);
    }
    throw new Failure('revoke-unproven', { fileName: name, status });
  };
  const statuses = new Map<string, number>();
  await forEachLimited(keys, askedAtOnce, async (key) => {
    statuses.set(key, await untilRefused(key));
  });
  return { objectsRemoved, statuses, ...(kept !== undefined && { kept }) };
}

/**
 * For what was given up: where the bucket keeps versions that the key may not delete, the objects are gone for every link, and another attempt would
 * add nothing but delete markers. Raises every other failure of `deletion`.
 */
export const evenWhereKept = (deletion: Promise<unknown>): Promise<void> =>
  deletion.then(
    () => undefined,
    (error: unknown) => {
      if (asFailure(error).code !== 'versions-kept') throw error;
    },
  );

/**
 * Closes the short links of a share, and then ends it, whatever became of them: what they raise is tried first and raised last.
 */
export async function afterDoors<T>(
  context: Pick<GivenContext, 'ports' | 'access' | 'mutex' | 'now'>,
  targetId: string,
  end: (closed: readonly DoorAnswers[]) => Promise<T>,
): Promise<T> {
  const [closed] = await Promise.allSettled([closeDoorsTo(context, targetId)]);
  const ended = await end(closed.status === 'fulfilled' ? closed.value : []);
  if (closed.status === 'rejected') throw closed.reason;
  return ended;
}
