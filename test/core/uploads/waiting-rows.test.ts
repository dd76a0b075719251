// An upload whose row waits for the disk is over for the network: it holds no other one up.
import { afterEach, expect, test, vi } from 'vitest';
import { mostAtOnce } from '../../../main/core/model/upload';
import { settle, startApp } from '../app/running-app';

afterEach(() => vi.useRealTimers());

test('more than may run at once are sent while rows wait for the disk, and the last waits for nobody', async () => {
  /** By transaction. */
  const sentBefore: number[] = [];
  const { app, files, bucket, ports } = await startApp({
    prepare({ ports: { ledger } }) {
      const together = ledger.together.bind(ledger);
      Object.assign(ledger, {
        together(action: () => void) {
          sentBefore.push(bucket.objects.size);
          // A disk that takes its time: the rows that follow wait for each other.
          for (const untilMs = performance.now() + 5; performance.now() < untilMs;);
          together(action);
        },
      });
    },
  });
  const paths = Array.from({ length: mostAtOnce + 20 }, (_, index) => `/home/${index}.txt`);
  for (const path of paths) files.put(path, path);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  sentBefore.length = 0;
  const sharing = app.shareItems(paths, { copy: false, page: 'never' });
  for (let turn = 0; turn < 20 && bucket.objects.size < paths.length; turn += 1) await settle();
  await sharing;
  // The rows of the uploads, the first share, and all others without the end of a timer.
  expect(sentBefore).toEqual([0, 1, paths.length]);
  expect(ports.ledger.shares()).toHaveLength(paths.length);
  await app.stop();
});
