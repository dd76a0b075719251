// A wrong clock is said once, with the difference that was measured, and a right one never.
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import { createBackOff } from '../../../main/core/async/backoff';
import { createKeyedMutex } from '../../../main/core/async/keyed-mutex';
import { createFixedClock } from '../../fakes/fixed-clock';
import { createMemoryObjects } from '../../fakes/memory-objects';
import { rejected } from '../../fakes/failing';
import { startsApps } from '../app/starts-apps';

const start = startsApps();

/** Shares two files with a clock that is that far from the server's. */
async function shareTwice(aheadMs: number) {
  const twins = await start({
    prepare(made) {
      const clock = () => made.clock.now() + aheadMs;
      const { open } = createMemoryObjects(made.server, clock);
      Object.assign(made.ports, { clock, openObjectStore: open });
    },
  });
  twins.files.put('/home/a.txt', 'a');
  for (const _time of [1, 2]) await twins.app.shareItems(['/home/a.txt'], { copy: false });
  await twins.app.revoke(twins.app.store.get().shares[0]?.id ?? '');
  return twins.app.store.get().notices.filter(({ content }) => content.kind === 'clock');
}

describe('a clock', () => {
  test.each([-960_000, -60_000, 60_000, 86_400_000])('that is %d ms ahead is told once', async (aheadMs) => {
    expect((await shareTwice(aheadMs)).map(({ content }) => content)).toEqual([{ kind: 'clock', offsetMs: -aheadMs }]);
  });

  test.each([-59_999, 0, 59_999])('that is %d ms ahead is right enough', async (aheadMs) => {
    expect(await shareTwice(aheadMs)).toEqual([]);
  });
});

describe('a keyed mutex', () => {
  test('of one id come one after another, of two at once, and a failure holds nobody up', async () => {
    const mutex = createKeyedMutex();
    const seen: string[] = [];
    let release: () => void = () => undefined;
    const first = mutex('a', async () => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      seen.push('a1');
      throw new Failure('cancelled');
    });
    const second = mutex('a', async () => void seen.push('a2'));
    await mutex('b', async () => void seen.push('b'));
    expect(seen).toEqual(['b']);
    release();
    expect((await rejected(first)).code).toBe('cancelled');
    await second;
    expect(seen).toEqual(['b', 'a1', 'a2']);
  });
});

test('what fails is tried after one minute, two, four, at most six hours, and at once after it went well', () => {
  const clock = createFixedClock();
  const backOff = createBackOff(clock.now);
  const waits: number[] = [];
  for (let count = 1; count <= 12; count += 1) {
    expect([backOff.due('a'), backOff.failed('a'), backOff.due('b')]).toEqual([true, count, true]);
    let waitedMinutes = 0;
    for (; !backOff.due('a'); waitedMinutes += 1) clock.advance(60_000);
    waits.push(waitedMinutes);
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]);
  backOff.failed('a');
  backOff.succeeded('a');
  expect([backOff.due('a'), backOff.failed('a')]).toEqual([true, 1]);
});
