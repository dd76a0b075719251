// Makes a place for doors: a bucket, a policy that lets everybody read exactly the doors, and the proof that they work and that shares stay private.
import { setTimeout as wait } from 'node:timers/promises';
import { withDoorsCors, withoutDoorsCors } from './rules/doors-cors';
import { doorsPolicy, withDoorsPolicy } from '../providers/policies/doors-policy';
import { isBucketOf } from '../providers/providers';
import { usualDoorPatienceMs, type DoorPlace } from '../model/door';
import type { DoorsSetUp, DoorsStep, DoorsTest } from '../model/examination';
import { asFailure, Failure, failureRules } from '../model/failure';
import type { ObjectStore } from '../ports/object-store';
import type { OpenConnection } from '../storage/storage';
import type { DoctorContext } from './doctor-context';
import { testPlace } from './doors-upkeep';
import { leavePlace, notePlace } from './left-places';
import { settlePolicy } from './place-policy';
import type { ProofOptions } from './prove-doors';
import { keepsApart, mayOpenByPolicy } from './rules/door-answers';

/**
 * Saves nothing but a note of what a killed process leaves open. Gives why nothing can be done where the server refuses a step. Raises `bad-request` where
 * other objects would be public, `bucket-name-invalid`, and failures that may pass.
 */
export async function makePlace(
  context: DoctorContext,
  open: OpenConnection,
  place: DoorPlace,
  options: ProofOptions,
): Promise<Omit<DoorsSetUp, 'server'>> {
  const { connection } = open;
  const { doorPatienceMs: patienceMs = usualDoorPatienceMs } = context.ports;
  const there = { ...connection, bucket: place.bucket, prefix: place.prefix };
  return context.access.withPlace(open, there, async ({ objects }) => {
    const bucket = await stepOf('bucket', () => makeBucket(objects));
    if (bucket.code === 'bucket-refused') return { place, steps: [bucket], isProven: false };
    // What works already is not changed.
    const seen =
      bucket.code === 'bucket-there' ? await testPlace(context, open, place, { ...options, patienceMs: 0 }) : undefined;
    const openAcross = async (works: DoorsTest, steps: readonly DoorsStep[]) => {
      const again = () => testPlace(context, open, place, { ...options, patienceMs });
      const after = keepsApart(works.examination) ? await admitPages(objects, again) : undefined;
      return after === undefined
        ? { ...works, steps }
        : { ...after, steps: [...steps, { code: 'cors-made' } as const] };
    };
    if (seen?.isProven === true) return openAcross(seen, [bucket, { code: 'policy-there' }]);
    if (seen !== undefined && !mayOpenByPolicy(seen.examination)) return { ...seen, steps: [bucket] };
    const opening = () => stepOf('policy', () => openPlace(context, open, place, objects));
    const first = await opening();
    // Of a bucket that was there before, its owner decides.
    const isLifted = bucket.code === 'bucket-made' && isBlocked(first) && (await lift(objects));
    const leave = async () => {
      if (isLifted) await objects.allowPublicPolicy(false);
      await leavePlace(context, connection.id, place);
    };
    const policy = isLifted ? await again(opening, patienceMs).catch(afterwards(leave)) : first;
    if (policy.code === 'policy-refused') {
      await leave();
      return { place, isProven: false, ...seen, steps: [bucket, policy] };
    }
    const lifted: readonly DoorsStep[] = isLifted ? [{ code: 'block-lifted' }] : [];
    const tested = await testPlace(context, open, place, { ...options, patienceMs }).catch(afterwards(leave));
    if (tested.isProven || (policy.code === 'policy-there' && !isLifted))
      return openAcross(tested, [bucket, ...lifted, policy]);
    await leave();
    return { ...tested, steps: [bucket, { code: 'policy-taken-back' }] };
  });
}

/**
 * Lets pages of other origins read the doors, and takes that back where `again` still finds none admitted: what stands in front of the bucket may answer
 * them otherwise. Gives what was found then; `undefined` where nothing came of it. Doors work without it, so nothing is raised.
 */
async function admitPages(objects: ObjectStore, again: () => Promise<DoorsTest>): Promise<DoorsTest | undefined> {
  try {
    if ((await objects.changeCors(withDoorsCors)) !== 'changed') return undefined;
    const tested = await again();
    if (tested.isProven && !keepsApart(tested.examination)) return tested;
    await objects.changeCors(withoutDoorsCors);
  } catch {
    // The finding says that they are not admitted.
  }
  return undefined;
}

/** As AWS answers a public policy that it blocks. */
const isBlocked = ({ code, failure }: DoorsStep): boolean =>
  code === 'policy-refused' && failure?.code === 'access-denied';

/** Keys that may not lift it change nothing: the policy stays refused, and its words say what the user can do. */
const lift = (objects: ObjectStore): Promise<boolean> => objects.allowPublicPolicy(true).catch(() => false);

/** A lifted block holds for a while. */
async function again(opening: () => Promise<DoorsStep>, patienceMs: number): Promise<DoorsStep> {
  for (const part of [0, 0.1, 0.3]) {
    await wait(part * patienceMs);
    const step = await opening();
    if (!isBlocked(step)) return step;
  }
  return opening();
}

/** What failed is told once that is done. */
const afterwards =
  (action: () => Promise<void>) =>
  async (error: unknown): Promise<never> => {
    await action();
    throw error;
  };

/** What the server refuses for good is the result of the step. */
async function stepOf(step: 'bucket' | 'policy', action: () => Promise<'made' | 'there'>): Promise<DoorsStep> {
  try {
    return { code: `${step}-${await action()}` };
  } catch (error) {
    const failure = asFailure(error);
    if (failure.retryable || failureRules[failure.code].kind !== 'connection') throw failure;
    return { code: `${step}-refused`, failure };
  }
}

async function makeBucket(objects: ObjectStore): Promise<'made' | 'there'> {
  try {
    await objects.checkBucket();
    return 'there';
  } catch (error) {
    const { code } = asFailure(error);
    if (code === 'bucket-missing') return objects.createBucket();
    // Keys that may not list may write all the same.
    if (code === 'access-denied') return 'there';
    throw error;
  }
}

/** Merges Mayfly's statement into what the bucket's policy has; `there`: it was in it. */
async function openPlace(
  context: DoctorContext,
  { connection }: OpenConnection,
  place: DoorPlace,
  objects: ObjectStore,
): Promise<'made' | 'there'> {
  const { doorPatienceMs = usualDoorPatienceMs } = context.ports;
  const policy = doorsPolicy(connection, place);
  const change = (present: string | undefined) => withDoorsPolicy(present, policy);
  if (change(await objects.bucketPolicy()) === undefined) return 'there';
  await checkDoorsAlone(context, connection, place, objects);
  notePlace(context, connection.id, place, true);
  await settlePolicy(objects, place.bucket, change, doorPatienceMs);
  return 'made';
}

/** Raises `bad-request` where there is anything but doors, which everybody could read then. */
async function checkDoorsAlone(
  { ports: { ledger } }: DoctorContext,
  { id, endpoint }: OpenConnection['connection'],
  { bucket, prefix }: DoorPlace,
  objects: ObjectStore,
): Promise<void> {
  const orphans = ledger.orphansDue([id], Number.MAX_SAFE_INTEGER);
  const doors = ledger.doors().map(({ key, ...at }) => ({ ...at, keys: [key] }));
  const here = [...orphans, ...doors].filter((one) => isBucketOf({ endpoint, bucket }, one));
  const ours = new Set(here.flatMap(({ keys }) => keys));
  let after: string | undefined;
  do {
    const page = await objects.list(prefix, { limit: 1_000, ...(after !== undefined && { after }) });
    if (page.objects.some(({ key }) => !ours.has(key)))
      throw new Failure('bad-request', {
        reason:
          prefix === ''
            ? 'there are other files in the bucket “{{bucket}}”, and everybody could read them'
            : 'there are other files in that folder of the bucket “{{bucket}}”, and everybody could read them',
        reasonValues: { bucket },
      });
    ({ after } = page);
  } while (after !== undefined);
}
