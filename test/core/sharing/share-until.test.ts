// A link that was asked for until a time of day ends then, however long its upload takes.
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import { failureWords } from '../../../main/core/wording/failure-words';
import { startsApps } from '../app/starts-apps';
import { until, type RunningApp } from '../app/running-app';

const start = startsApps();
const minuteMs = 60_000;
const hour = { lifetimeSeconds: 3_600, copy: false } as const;

/** Shares while the upload takes so many minutes of an hour. */
async function sharedIn(here: RunningApp, minutes: number, options: { readonly page?: 'always' | 'never' }) {
  const endsAtMs = here.clock.now() + 60 * minuteMs;
  here.files.put('/home/a.txt', 'content');
  const release = here.objects.hold('put');
  const sharing = here.app.shareItems(['/home/a.txt'], { ...hour, ...options, endsAtMs });
  await until(() => here.objects.calls.some(({ operation }) => operation === 'put'));
  here.clock.advance(minutes * minuteMs);
  release();
  return { endsAtMs, results: await sharing };
}

describe.each([{ page: 'never' }, { page: 'always' }, { page: 'always', encrypt: true }] as const)(
  'with %j',
  (options) => {
    test('a link ends at that time', async () => {
      const here = await start();
      const { endsAtMs, results } = await sharedIn(here, 50, options);
      expect(results).toMatchObject([
        { ok: true, shared: { share: { expiresAtMs: endsAtMs, limitedBy: 'requested' } } },
      ]);
    });

    test('an upload that ends later gives no link, and stays', async () => {
      const here = await start();
      const { results } = await sharedIn(here, 61, options);
      expect(results).toMatchObject([{ ok: false, failure: { code: 'end-passed' } }]);
      expect(here.app.store.get().shares).toEqual([]);
      expect(here.ports.ledger.unfinishedUploads().length + here.ports.ledger.pageDrafts().length).toBeGreaterThan(0);
    });
  },
);

test('a time that is over is refused before anything is sent', async () => {
  const here = await start();
  here.files.put('/home/a.txt', 'content');
  const sharing = here.app.shareItems(['/home/a.txt'], { ...hour, endsAtMs: here.clock.now() });
  await expect(sharing).rejects.toMatchObject({ code: 'expiry-out-of-range' });
  expect(here.objects.calls).toEqual([]);
});

test('an interrupted upload whose time is over is not sent on, and what to do is said', async () => {
  const here = await start();
  here.files.put('/home/a.txt', 'content');
  here.objects.fail('put', new Failure('access-denied'));
  await here.app.shareItems(['/home/a.txt'], { ...hour, page: 'never', endsAtMs: here.clock.now() + minuteMs });
  here.clock.advance(minuteMs);
  const sent = here.objects.calls.length;
  const [id = ''] = here.ports.ledger.unfinishedUploads().map((upload) => upload.id);
  here.app.resumeUpload(id);
  await until(() => here.app.store.get().uploads[0]?.phase.kind === 'failed');
  const phase = here.app.store.get().uploads[0]?.phase;
  const failure = phase?.kind === 'failed' ? phase.failure : new Failure('unexpected');
  expect(failure.code).toBe('end-passed');
  const { message, next } = failureWords(failure, 'terminal');
  expect(message).toBe('The link to “a.txt” was to end at a time that is over now, so none was made.');
  // `resume` takes no time.
  expect(next).toMatch(/later end.*mayfly cancel/);
  expect(here.objects.calls.slice(sent)).toEqual([]);
});
