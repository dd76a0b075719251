// Cancelling must be as final as it says, and as harmless as the offer to undo it says.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { noticeShown } from '../../../main/core/state/rules/app-state';
import { Failure } from '../../../main/core/model/failure';
import { sampleConnection } from '../../fakes/samples';
import type { TestPorts } from '../../fakes/test-ports';
import { settle, until, type RunningApp, type Start } from '../app/running-app';
import { startsApps } from '../app/starts-apps';
import type { ItemResult } from '../../../main/core/model/share-request';

const mebibyte = 1_048_576;

const startOne = startsApps();
afterEach(() => void vi.useRealTimers());
const start = async (options?: Start) => {
  const prepare = ({ ports: { ledger } }: TestPorts) => ledger.saveSettings({ ...ledger.settings(), pages: 'never' });
  return startOne({ stays: true, prepare, ...options });
};

const outcomes = (results: readonly ItemResult[]) =>
  results.map((result) => (result.ok ? result.shared.share.name : `${result.name}: ${result.failure.code}`));
const phases = ({ app }: RunningApp) => app.store.get().uploads.map(({ name, phase }) => `${name} ${phase.kind}`);
const offer = ({ app }: RunningApp) => app.store.get().notices.find(({ content }) => content.kind === 'cancelled');
const undo = (here: RunningApp) => here.app.undoCancel(offer(here)?.id ?? '');
const dismiss = (here: RunningApp) => here.app.dismissNotice(offer(here)?.id ?? '');
const partsSent = ({ objects }: RunningApp) => objects.calls.filter(({ operation }) => operation === 'putPart').length;
const nothingStored = ({ bucket, ports }: RunningApp) =>
  bucket.objects.size === 0 && bucket.uploads.size === 0 && ports.ledger.unfinishedUploads().length === 0;

/** Three files: one of 40 MiB whose parts hang, one that is paused, one that was refused. */
async function threeUploads(options?: Start) {
  const here = await start(options);
  here.files.put('/home/refused.txt', 'r');
  here.objects.fail('put', new Failure('access-denied'));
  await here.app.shareItems(['/home/refused.txt'], { copy: false });
  here.files.put('/home/film.bin', Buffer.alloc(40 * mebibyte, 'film'));
  here.files.put('/home/paused.bin', Buffer.alloc(20 * mebibyte, 'paused'));
  const release = here.objects.hold('putPart');
  const done = here.app.shareItems(['/home/film.bin', '/home/paused.bin'], { copy: false });
  await until(() => here.bucket.uploads.size === 2);
  here.app.pauseUpload(here.app.store.get().uploads.find(({ name }) => name === 'paused.bin')?.id ?? '');
  await until(() => phases(here).includes('paused.bin paused'));
  return { here, done, release };
}

describe('cancelling everything', () => {
  test('takes it out of sight and lets nothing travel, and asks nobody', async () => {
    const { here } = await threeUploads();
    here.app.cancelAll();
    expect(here.app.store.get().uploads).toEqual([]);
    expect(offer(here)?.content).toEqual({ kind: 'cancelled', count: 3 });
    await settle();
    const sent = partsSent(here);
    await settle();
    expect(partsSent(here)).toBe(sent);
    expect(here.bucket.uploads.size).toBe(2);
  });

  test.each<[string, (here: RunningApp) => void]>([
    ['a minute has passed', () => void vi.advanceTimersByTime(60_000)],
    ['the offer to undo it is dismissed', dismiss],
    ['the connection is removed', ({ app }) => void app.removeConnection(sampleConnection.id).catch(() => undefined)],
    [
      'the offer went because other things were told since',
      ({ app }) => {
        for (const id of ['a', 'b', 'c', 'd', 'e']) {
          app.store.apply(noticeShown({ id, atMs: 0, content: { kind: 'session-only' } }));
        }
      },
    ],
  ])('is final when %s', async (_when, act) => {
    const { here, done } = await threeUploads();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    here.app.cancelAll();
    vi.advanceTimersByTime(59_000);
    expect(here.app.store.get().pendingCancel).toHaveLength(3);
    act(here);
    vi.useRealTimers();
    await until(() => nothingStored(here));
    expect(outcomes(await done)).toEqual(['film.bin: cancelled', 'paused.bin: cancelled']);
    expect(() => undo(here)).toThrow(expect.objectContaining({ code: 'upload-not-found' }));
    expect(here.app.store.get().pendingCancel).toEqual([]);
  });

  test('once more makes the first time final, and what came since can come back', async () => {
    const { here, done, release } = await threeUploads();
    here.app.cancelAll();
    here.files.put('/home/later.bin', Buffer.alloc(20 * mebibyte, 'later'));
    const later = here.app.shareItems(['/home/later.bin'], { copy: false });
    await until(() => phases(here).length === 1);
    here.app.cancelAll();
    expect(offer(here)?.content).toEqual({ kind: 'cancelled', count: 1, name: 'later.bin' });
    expect(outcomes(await done)).toEqual(['film.bin: cancelled', 'paused.bin: cancelled']);
    release();
    undo(here);
    expect(outcomes(await later)).toEqual(['later.bin']);
  });

  test('of nothing offers nothing', async () => {
    const here = await start();
    here.app.cancelAll();
    expect(here.app.store.get().notices).toEqual([]);
  });
});

describe('cancelling one upload', () => {
  const idOf = ({ app }: RunningApp, name: string) =>
    app.store.get().uploads.find((upload) => upload.name === name)?.id ?? '';
  const noticeIds = ({ app }: RunningApp) => app.store.get().notices.map(({ id }) => id);

  test('hides and pauses it with its parts, leaves the others alone, and can be undone', async () => {
    const { here, done, release } = await threeUploads();
    here.app.cancelUpload(idOf(here, 'film.bin'));
    expect(phases(here)).toEqual(['refused.txt failed', 'paused.bin paused']);
    expect(offer(here)?.content).toEqual({ kind: 'cancelled', count: 1, name: 'film.bin' });
    await settle();
    here.app.resumeAll();
    release();
    await until(() => here.bucket.objects.size === 1);
    expect([...here.bucket.objects.values()][0]?.body.length).toBe(20 * mebibyte);
    expect(here.bucket.uploads.size).toBe(1);
    undo(here);
    expect(outcomes(await done)).toEqual(['film.bin', 'paused.bin']);
    expect(here.app.store.get().notices.filter(({ content }) => content.kind === 'cancelled')).toEqual([]);
  });

  test('and then another: each has its own undo and its own end', async () => {
    const { here, done, release } = await threeUploads();
    here.app.cancelUpload(idOf(here, 'film.bin'));
    here.app.cancelUpload(idOf(here, 'paused.bin'));
    const [film = '', paused = ''] = noticeIds(here);
    here.app.dismissNotice(film);
    await until(() => here.bucket.uploads.size === 1);
    here.app.undoCancel(paused);
    expect(phases(here)).toContain('paused.bin paused');
    here.app.resumeAll();
    release();
    expect(outcomes(await done)).toEqual(['film.bin: cancelled', 'paused.bin']);
    expect(() => here.app.undoCancel(film)).toThrow(expect.objectContaining({ code: 'upload-not-found' }));
  });

  test('is final after a minute', async () => {
    const { here } = await threeUploads();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    here.app.cancelUpload(idOf(here, 'film.bin'));
    vi.advanceTimersByTime(60_000);
    vi.useRealTimers();
    await until(() => here.bucket.uploads.size === 1);
    expect(here.app.store.get().pendingCancel).toEqual([]);
  });
});

describe('undoing it', () => {
  test('brings everything back as it was, in its order, and what travelled goes on with its parts', async () => {
    const { here, done, release } = await threeUploads();
    const before = here.app.store.get().uploads.map(({ name }) => name);
    here.app.cancelAll();
    await settle();
    release();
    const sent = partsSent(here);
    undo(here);
    expect(here.app.store.get().uploads.map(({ name }) => name)).toEqual(before);
    expect(offer(here)).toBeUndefined();
    await until(() => here.bucket.objects.size === 1);
    await until(() => !phases(here).some((row) => row.startsWith('film')));
    expect(phases(here).toSorted()).toEqual(['paused.bin paused', 'refused.txt failed']);
    expect(partsSent(here) - sent).toBeLessThanOrEqual(5);
    here.app.resumeAll();
    expect(outcomes(await done)).toEqual(['film.bin', 'paused.bin']);
    const sizes = [...here.bucket.objects.values()].map(({ body }) => body.length);
    expect(new Set(sizes)).toEqual(new Set([20 * mebibyte, 40 * mebibyte]));
  });

  test('before the uploads have stood still lets them go on', async () => {
    const { here, done, release } = await threeUploads();
    here.app.cancelAll();
    undo(here);
    release();
    await until(() => here.bucket.objects.size === 1);
    here.app.resumeAll();
    expect(outcomes(await done)).toEqual(['film.bin', 'paused.bin']);
  });

  test.each([true, false])('of an upload whose link was just being proven, undone: %s', async (undone) => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    let asked = 0;
    const here = await start({
      ports: {
        probe: {
          async ask() {
            asked += 1;
            await gate;
            return { status: 206, sizeBytes: 1 };
          },
        },
      },
    });
    here.files.put('/home/a', 'a');
    const sharing = here.app.shareItems(['/home/a'], { copy: true });
    await until(() => asked === 1);
    here.app.cancelAll();
    open();
    await settle();
    expect([here.app.store.get().shares, here.clipboard.written]).toEqual([[], []]);
    if (undone) undo(here);
    else dismiss(here);
    expect(outcomes(await sharing)).toEqual([undone ? 'a' : 'a: cancelled']);
    await until(() => here.bucket.objects.size === (undone ? 1 : 0));
    expect(here.app.store.get().shares).toHaveLength(undone ? 1 : 0);
  });
});

describe('a page', () => {
  const folder = async (options?: Start) => {
    const here = await start({ prepare: () => undefined, ...options });
    here.files.put('/home/d/film.bin', Buffer.alloc(20 * mebibyte));
    for (let index = 0; index < 4; index += 1) here.files.put(`/home/d/f${index}`, 'x');
    return here;
  };

  test.each([true, false])('in the making, undone: %s', async (undone) => {
    const here = await folder();
    const release = here.objects.hold('putPart');
    const sharing = here.app.shareItems(['/home/d'], { copy: false });
    await until(() => here.bucket.objects.size === 4 && here.bucket.uploads.size === 1);
    here.app.cancelAll();
    await settle();
    release();
    if (undone) undo(here);
    else dismiss(here);
    expect(outcomes(await sharing)).toEqual([undone ? 'd' : 'd: cancelled']);
    // Five files and their page, or nothing.
    await until(() => here.bucket.objects.size === (undone ? 6 : 0));
    expect(here.ports.ledger.pageDrafts()).toEqual([]);
  });

  test.each([true, false])(
    'that waits for the network is not made while it is cancelled, undone: %s',
    async (undone) => {
      let reachable = false;
      const here = await folder({ ports: { isReachable: async () => reachable } });
      // The fifth is the page; asked three times.
      for (const nth of [5, 6, 7]) here.objects.fail('put', new Failure('connection-lost'), { nth });
      const sharing = here.app.shareItems(['/home/d'], { copy: false });
      await until(() => phases(here).includes('d offline'));
      here.app.cancelAll();
      reachable = true;
      // It looks again within seconds.
      await new Promise((resolve) => setTimeout(resolve, 3_500));
      expect(here.app.store.get().shares).toEqual([]);
      if (undone) undo(here);
      else dismiss(here);
      expect(outcomes(await sharing)).toEqual([undone ? 'd' : 'd: cancelled']);
    },
  );
});

test('a process that ends meanwhile leaves nothing that comes back: the next one removes it', async () => {
  const { here, done } = await threeUploads();
  here.app.cancelAll();
  await settle();
  await here.app.stop();
  await done;
  expect(new Set(here.ports.ledger.unfinishedUploads().map(({ state }) => state))).toEqual(new Set(['abandoned']));
  const next = await start({ shared: here });
  await until(() => nothingStored(next));
  expect(next.app.store.get().uploads).toEqual([]);
});

test('a process that is killed meanwhile leaves them paused, and nothing travels by itself', async () => {
  const { here } = await threeUploads();
  here.app.cancelAll();
  await settle();
  const { clock, server, secrets, files, ledgerFile } = here;
  const next = await start({
    shared: { clock, server, secrets, files, ledgerFile },
    ports: { pid: 2_000, isAlive: (pid) => pid === 2_000 },
  });
  await settle();
  expect(phases(next).filter((row) => !row.startsWith('refused'))).toEqual(['film.bin paused', 'paused.bin paused']);
  expect(partsSent(next)).toBe(0);
});
