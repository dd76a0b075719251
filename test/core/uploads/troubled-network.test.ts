// A server that stumbles or falls silent costs the user neither a wrong picture nor minutes at a button.
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import { until, type RunningApp } from '../app/running-app';
import { startsApps } from '../app/starts-apps';

const mebibyte = 1_048_576;

const start = startsApps();

describe('a request at a button', () => {
  const shared = async () => {
    const world = await start();
    world.files.put('/home/a.txt', 'a');
    await world.app.shareItems(['/home/a.txt'], { copy: false });
    const shareId = world.app.store.get().shares[0]?.id ?? '';
    const asked = () => world.objects.calls.filter(({ operation }) => operation === 'remove').length;
    return { ...world, shareId, asked };
  };

  test('that a server in trouble refused is made again', async () => {
    const { app, objects, shareId, asked } = await shared();
    objects.fail('remove', new Failure('throttled'));
    expect((await app.revoke(shareId)).status).toBe(404);
    expect(asked()).toBe(2);
  });

  test('leftovers are found, and a connection is tested, on a server that stumbles', async () => {
    const { app, bucket, objects, ports, clock } = await shared();
    objects.fail('listUploads', new Failure('server-failed'));
    objects.fail('listParts', new Failure('throttled'));
    const [connection] = ports.ledger.connections();
    const key = `${connection?.prefix}AAAAAAAAAAAAAAAAAAAAAA/left.bin`;
    const headers = { contentType: 'a/b', contentDisposition: 'attachment' };
    bucket.uploads.set('left', { key, headers, startedAtMs: clock.now(), parts: new Map() });
    expect(await app.sweep.find(() => undefined)).toHaveLength(1);
    objects.fail('checkBucket', new Failure('connection-lost'));
    expect((await app.testKnown(connection?.id ?? '')).failure).toBeUndefined();
  });
});

describe('an upload', () => {
  test('in parts asks for the size where the link does not tell it, and gives no link to another one', async () => {
    let inTrouble = false;
    const ask = async (url: string) => {
      if (!inTrouble) return world.server.probe.ask(url);
      const { objects } = world.bucket;
      for (const [key, object] of objects) objects.set(key, { ...object, body: object.body.subarray(1) });
      return { status: 503 };
    };
    const world: RunningApp = await start({ ports: { probe: { ask } } });
    const { app, files, objects } = world;
    const share = async (path: string) => {
      files.put(path, Buffer.alloc(20 * mebibyte, path));
      const [result] = await app.shareItems([path], { copy: false });
      const asked = objects.calls.filter(({ operation }) => operation === 'describe').length;
      return { result, asked };
    };
    expect(await share('/home/a.bin')).toMatchObject({ result: { ok: true }, asked: 0 });
    inTrouble = true;
    const refused = { ok: false, failure: { code: 'stored-differs' } };
    expect(await share('/home/b.bin')).toMatchObject({ result: refused, asked: 1 });
  });

  test('into silence shows no speed any more, long before it is given up', async () => {
    const { app, files, objects, clock } = await start();
    app.saveSettings({ parallel: 1 });
    files.put('/home/a.bin', Buffer.alloc(96 * mebibyte));
    let release = objects.hold('putPart');
    const sharing = app.shareItems(['/home/a.bin'], { copy: false });
    const speed = () => app.store.get().uploads[0]?.bytesPerSecond ?? -1;
    const begun = () => objects.calls.filter(({ operation }) => operation === 'putPart').length;
    // A part that travels has told of all before it: reading runs ahead, and says nothing of the clock at which bytes are told.
    for (const [number, ms] of [1_000, 4_000].entries()) {
      await until(() => begun() === number + 1);
      clock.advance(ms);
      release();
      release = objects.hold('putPart');
    }
    await until(() => speed() > 0);
    // What the second part still had to tell may come after the clock went on.
    await until(() => {
      clock.advance(10_000);
      return speed() === 0;
    });
    expect(app.store.get().uploads[0]?.phase).toEqual({ kind: 'uploading' });
    release();
    expect(await sharing).toMatchObject([{ ok: true }]);
  });

  test('into silence waits for the network after the second attempt, and goes on by itself', async () => {
    const { app, files, objects } = await start({ stays: true });
    files.put('/home/a.txt', 'a');
    objects.fail('put', new Failure('timed-out'));
    objects.fail('put', new Failure('timed-out'), { nth: 2 });
    const sharing = app.shareItems(['/home/a.txt'], { copy: false });
    await until(() => app.store.get().uploads[0]?.phase.kind === 'offline');
    expect(objects.calls.filter(({ operation }) => operation === 'put')).toHaveLength(2);
    expect(app.store.get().uploads[0]?.phase).toMatchObject({ failure: { code: 'timed-out' } });
    expect(await sharing).toMatchObject([{ ok: true }]);
  });

  describe('that is stopped while a silent server is to begin it', () => {
    const begun = async () => {
      const world = await start({ stays: true });
      world.files.put('/home/a.bin', Buffer.alloc(96 * mebibyte));
      const answer = world.objects.hold('createUpload');
      const sharing = world.app.shareItems(['/home/a.bin'], { copy: false });
      const asked = () => world.objects.calls.some(({ operation }) => operation === 'createUpload');
      await until(() => asked());
      const uploads = () => world.app.store.get().uploads;
      return { ...world, answer, sharing, uploads, uploadId: uploads()[0]?.id ?? '' };
    };

    test('is paused at once, leaves nothing when the answer comes late, and goes on', async () => {
      const { app, bucket, answer, sharing, uploads, uploadId } = await begun();
      app.pauseUpload(uploadId);
      await until(() => uploads()[0]?.phase.kind === 'paused');
      answer();
      await until(() => bucket.uploads.size === 0);
      app.resumeUpload(uploadId);
      expect(await sharing).toMatchObject([{ ok: true }]);
      expect(bucket.uploads.size).toBe(0);
    });

    test('is cancelled at once, and leaves nothing when the answer comes late', async () => {
      const { app, bucket, answer, uploads, uploadId } = await begun();
      app.cancelUpload(uploadId);
      app.dismissNotice(app.store.get().notices[0]?.id ?? '');
      await until(() => uploads().length === 0);
      answer();
      await expect.poll(() => bucket.uploads.size).toBe(0);
    });

    test('is cancelled, begins all the same and cannot be aborted: it stays known as ours, and the next sweep removes it', async () => {
      const { app, bucket, objects, answer, uploads, uploadId } = await begun();
      app.cancelUpload(uploadId);
      app.dismissNotice(app.store.get().notices[0]?.id ?? '');
      await until(() => uploads().length === 0);
      await until(() => objects.calls.some(({ operation }) => operation === 'remove'));
      objects.fail('abortUpload', new Failure('access-denied'));
      answer();
      await until(() => bucket.uploads.size === 1);
      await until(() => objects.calls.some(({ operation }) => operation === 'abortUpload'));
      const left = await app.sweep.find(() => undefined);
      expect(left.map(({ owned }) => owned)).toEqual([true]);
      await app.sweep.abort(left, { onFailed: () => undefined });
      expect([bucket.uploads.size, await app.sweep.find(() => undefined)]).toEqual([0, []]);
    });
  });

  test('whose beginning was asked for twice leaves neither when it is cancelled', async () => {
    const { app, bucket, files, objects, clock } = await start({ stays: true });
    files.put('/home/a.bin', Buffer.alloc(96 * mebibyte));
    const answer = objects.hold('putPart');
    void app.shareItems(['/home/a.bin'], { copy: false });
    await until(() => bucket.uploads.size === 1);
    const [begun] = bucket.uploads.values();
    if (begun === undefined) throw new Error('none begun');
    bucket.uploads.set('lost answer', { ...begun, startedAtMs: clock.now(), parts: new Map() });
    app.cancelUpload(app.store.get().uploads[0]?.id ?? '');
    app.dismissNotice(app.store.get().notices[0]?.id ?? '');
    answer();
    await expect.poll(() => bucket.uploads.size).toBe(0);
  });
});
