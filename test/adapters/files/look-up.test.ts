// Named paths are looked up in calls that wait only where a folder answers quickly.
import { expect, test } from 'vitest';
import { createLookUp } from '../../../main/adapters/files/look-up';

/** Whether the answer is there before the event loop turns, as libuv's pool never gives it. */
async function isCallThatWaits(looking: Promise<unknown>): Promise<boolean> {
  let known = false;
  const noted = looking.then(() => (known = true));
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  const waited = known;
  await noted;
  return waited;
}

test('files of a folder that has just answered are looked up in calls that wait, as long as those may take', async () => {
  let nowMs = 0;
  let tookMs = 0;
  const look = createLookUp(10, () => (nowMs += tookMs));
  const waits = () => isCallThatWaits(look(import.meta.filename));
  expect([await waits(), await waits(), await waits()]).toEqual([false, true, true]);
  nowMs += 600;
  expect([await waits(), await waits()]).toEqual([false, true]);
  tookMs = 6;
  expect([await waits(), await waits(), await waits(), await waits()]).toEqual([true, true, false, false]);
  nowMs += 600;
  expect([await waits(), await waits()]).toEqual([false, true]);
});

test('a thread that must not wait never does', async () => {
  const look = createLookUp(0);
  await look(import.meta.filename);
  expect(await isCallThatWaits(look(import.meta.filename))).toBe(false);
});

test('a folder of a network drive is never waited for', async () => {
  const look = createLookUp(
    Infinity,
    () => 0,
    async () => true,
  );
  const waits = () => isCallThatWaits(look(import.meta.filename));
  expect([await waits(), await waits(), await waits()]).toEqual([false, false, false]);
});
