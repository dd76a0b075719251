// An upload whose row waits for the disk is over for the network: it holds no other one up.
import { afterEach, expect, test, vi } from 'vitest';
import { mostAtOnce } from '../../../main/core/model/upload';
import { startApp } from '../app/running-app';

afterEach(() => vi.useRealTimers());

test('more than may run at once are sent while rows wait for the disk', async () => {
  /** Objects that were stored at each transaction. */
  const storedAt: number[] = [];
  let stored = () => 0;
  const { app, files, bucket, ports } = await startApp({
    prepare({ ports: { ledger } }) {
      const together = ledger.together.bind(ledger);
      Object.assign(ledger, {
        together<Result>(action: () => Result): Result {
          // A disk that takes its time: the rows that follow wait for each other.
          if (vi.isFakeTimers()) vi.advanceTimersByTime(5);
          storedAt.push(stored());
          return together(action);
        },
      });
    },
  });
  const paths = Array.from({ length: mostAtOnce + 20 }, (_, index) => `/home/${index}.txt`);
  for (const path of paths) files.put(path, path);
  stored = () => bucket.objects.size;
  // No other time passes: the rows are saved because nothing else is to come.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  await app.shareItems(paths, { copy: false, page: 'never' });
  expect(storedAt.at(-1)).toBe(paths.length);
  // The first row is saved at once, alone.
  expect(storedAt.filter((objects) => objects > 0 && objects < paths.length)).toHaveLength(1);
  expect(ports.ledger.shares()).toHaveLength(paths.length);
  await app.stop();
});
