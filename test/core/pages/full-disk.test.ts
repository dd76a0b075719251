// Cancelling needs no room: what it could not save is in the log.
import { expect, test } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import { until } from '../app/running-app';
import { startsApps } from '../app/starts-apps';

const start = startsApps();

test('a page is cancelled on a full disk with all its files: nothing of it is stored or shown', async () => {
  const { app, files, objects, bucket, ledgerFile, log } = await start({ stays: true });
  files.put('/home/a.txt', 'a');
  files.put('/home/film.bin', Buffer.alloc(20 * 1_048_576, 'film'));
  objects.hold('putPart');
  const done = app.shareItems(['/home/a.txt', '/home/film.bin'], { copy: false, page: 'always' });
  await until(() => app.store.get().pages[0]?.storedCount === 1 && bucket.uploads.size === 1);
  ledgerFile.refusing = new Failure('disk-full');
  app.cancelUpload(app.store.get().pages[0]?.id ?? '');
  app.dismissNotice(app.store.get().notices.find(({ content }) => content.kind === 'cancelled')?.id ?? '');
  expect(await done).toMatchObject([{ ok: false, failure: { code: 'cancelled' } }]);
  expect(log.errors().map(({ message }) => message)).toContain('what became of a page could not be saved');
  expect([bucket.uploads.size, app.store.get().uploads, app.store.get().pages]).toEqual([0, [], []]);
});
