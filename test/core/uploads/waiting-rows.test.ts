// An upload whose row waits for the disk is over for the network: it holds no other one up.
import { afterEach, expect, test, vi } from 'vitest';
import { mostAtOnce } from '../../../main/core/model/upload';
import { settle, startApp } from '../app/running-app';

afterEach(() => vi.useRealTimers());

test('more than may run at once are sent while rows wait for the disk', async () => {
  const { app, files, bucket, ports } = await startApp({
    prepare({ ports: { ledger } }) {
      const together = ledger.together.bind(ledger);
      Object.assign(ledger, {
        together(action: () => void) {
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
  const sharing = app.shareItems(paths, { copy: false, page: 'never' });
  for (let turn = 0; turn < 20 && bucket.objects.size < paths.length; turn += 1) await settle();
  expect(bucket.objects.size).toBe(paths.length);
  expect(ports.ledger.shares()).toHaveLength(1);
  vi.advanceTimersByTime(1_000);
  await sharing;
  expect(ports.ledger.shares()).toHaveLength(paths.length);
  await app.stop();
});
