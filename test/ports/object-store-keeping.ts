// What every ObjectStore must do with what is already stored: describe it in headers, list, copy and remove it, rule over it.
import { randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { contentDisposition } from '../../main/core/model/links/link-headers';
import { crc32Of, judge } from '../../main/core/model/stored-check';
import type { LifecycleRule } from '../../main/core/model/lifecycle-rule';
import type { ListedObject, ObjectStore } from '../../main/core/ports/object-store';
import { rejected } from '../fakes/failing';
import { useSubject, type Subject } from './object-store-subject';
import { isDeep } from '../volume';

const mebibyte = 1_048_576;
const headers = { contentType: 'text/plain', contentDisposition: contentDisposition('attachment', 'a.txt') };
const signal = new AbortController().signal;

export function keepingSuite(name: string, start: () => Promise<Subject>): void {
  describe(`objects kept in ${name}`, () => {
    const used = useSubject(start);
    const { keyOf, open } = used;
    let subject: Subject;
    let store: ObjectStore;
    beforeAll(() => {
      ({ subject, store } = used);
    });
    const put = (key: string, body: Buffer = Buffer.from('x')) => store.put(key, body, headers, { signal });
    const opened = async (key: string) => subject.fetch((await store.link({ key, lifetimeSeconds: 60 })).url);

    describe('headers', () => {
      const page = Buffer.from('<!doctype html><title>ü</title>'.repeat(500));
      const packed = {
        contentType: 'text/html; charset=utf-8',
        contentDisposition: 'inline',
        contentEncoding: 'gzip',
        cacheControl: 'no-store',
      };
      const shown = {
        'content-type': packed.contentType,
        'content-disposition': 'inline',
        'content-encoding': 'gzip',
        'cache-control': 'no-store',
      };

      test('a compressed body is stored, checked and given as it is, and says how to unpack it', async () => {
        const key = keyOf('packed');
        const body = gzipSync(page);
        const crc32 = crc32Of(body);
        const answer = await store.put(key, body, packed, { signal, crc32 });
        expect(judge(answer, body, crc32)).not.toBe('differs');
        expect(await store.describe(key)).toMatchObject({ sizeBytes: body.length, contentType: packed.contentType });
        expect(Buffer.from(await store.readBack(key, 0, body.length)).equals(body)).toBe(true);
        const seen = await opened(key);
        expect(seen.headers).toMatchObject(shown);
        expect(gunzipSync(seen.body).equals(page)).toBe(true);
      });

      test('of an upload in parts are the same', async () => {
        const key = keyOf('packed-in-parts');
        const body = gzipSync(page);
        const uploadId = await store.createUpload(key, packed);
        const part = await store.putPart(key, uploadId, 1, body, { signal, crc32: crc32Of(body) });
        await store.completeUpload(key, uploadId, [part]);
        const seen = await opened(key);
        expect(seen.headers).toMatchObject(shown);
        expect(gunzipSync(seen.body).equals(page)).toBe(true);
      });

      test('what a link does not override is what was stored', async () => {
        const key = keyOf('plain-link');
        await put(key);
        const { url } = await store.link({ key, lifetimeSeconds: 60 });
        expect(url).not.toMatch(/response-|undefined/);
        expect((await subject.fetch(url)).headers).toMatchObject({
          'content-type': 'text/plain',
          'content-disposition': headers.contentDisposition,
        });
      });

      test('a link may forbid every cache, and says so in its signature', async () => {
        const key = keyOf('uncached');
        await put(key);
        const { url } = await store.link({ key, lifetimeSeconds: 60, responseCacheControl: 'no-store' });
        expect((await subject.fetch(url)).headers['cache-control']).toBe('no-store');
        expect((await subject.fetch(url.replace('no-store', 'no-cache'))).status).toBe(403);
      });
    });

    describe('the clock', () => {
      test('is known once an answer told it, and not before', async () => {
        const fresh = await open({});
        expect(fresh.clockOffsetMs()).toBeUndefined();
        await fresh.link({ key: keyOf('clock'), lifetimeSeconds: 60 });
        expect(fresh.clockOffsetMs()).toBeUndefined();
        await fresh.describe(keyOf('clock'));
        expect(Math.abs(fresh.clockOffsetMs() ?? Number.NaN)).toBeLessThan(5_000);
        fresh.close();
      });

      test('is told by the body of an upload too', async () => {
        const fresh = await open({});
        await fresh.put(keyOf('clock'), Buffer.from('x'), headers, { signal });
        expect(fresh.clockOffsetMs()).toBeDefined();
        fresh.close();
      });
    });

    describe('a list', () => {
      test('gives what begins so, page by page, in the order of bytes', async () => {
        const folder = keyOf('list/');
        const names = ['a', 'b c', 'b+c', 'b%2Fc', 'b&c', "b'c", 'b\tc', 'ß', '報', '🎉', 'sub/a'];
        for (const [index, each] of names.entries()) await put(keyOf(`list/${each}`), randomBytes(index));
        await put(keyOf('listless'));
        const found: ListedObject[] = [];
        let after: string | undefined;
        do {
          const page = await store.list(folder, { limit: 3, ...(after !== undefined && { after }) });
          expect(page.objects.length).toBeLessThanOrEqual(3);
          found.push(...page.objects);
          ({ after } = page);
        } while (after !== undefined && found.length < 100);
        const expected = names.map((each, sizeBytes) => ({ key: folder + each, sizeBytes }));
        const inBytes = (a: { key: string }, b: { key: string }) =>
          Buffer.compare(Buffer.from(a.key), Buffer.from(b.key));
        expect(found).toMatchObject(expected.toSorted(inBytes));
        for (const { modifiedAtMs = 0 } of found) {
          expect(Math.abs(modifiedAtMs - store.serverNowMs())).toBeLessThan(60_000);
        }
      });

      test('of nothing is empty', async () => {
        expect(await store.list(keyOf('nobody/'), { limit: 1_000 })).toEqual({ objects: [] });
      });
    });

    describe('a copy', () => {
      const copied = {
        contentType: 'application/octet-stream',
        contentDisposition: contentDisposition('attachment', 'Kopie ü.bin'),
        cacheControl: 'no-store',
      };
      const shown = {
        'content-type': copied.contentType,
        'content-disposition': copied.contentDisposition,
        'cache-control': 'no-store',
      };

      test.each(['copied', "copied it's (1)+é?%2f🎉"])(
        'of %j has the bytes and the headers it was given, and outlives its source',
        async (odd) => {
          const [source, target] = [keyOf(odd), keyOf(`${odd} again`)];
          const body = randomBytes(70_000);
          await store.put(source, body, { ...headers, contentEncoding: 'x-none' }, { signal, crc32: crc32Of(body) });
          const answer = await store.copy(source, target, copied, body.length);
          expect(judge(answer, body, crc32Of(body))).not.toBe('differs');
          await store.remove(source);
          const seen = await opened(target);
          expect([seen.status, seen.body.equals(body)]).toEqual([200, true]);
          expect(seen.headers).toMatchObject(shown);
          expect(seen.headers['content-encoding']).toBeUndefined();
        },
      );

      // The subjects open their stores with the smallest parts that servers take.
      test('of much is made in parts, and leaves no unfinished upload', async () => {
        const [source, target] = [keyOf('large'), keyOf('large again')];
        const body = randomBytes(17 * mebibyte + 1);
        await put(source, body);
        const answer = await store.copy(source, target, copied, body.length);
        expect(answer.etag).not.toBe('');
        const seen = await opened(target);
        expect(seen.body.equals(body)).toBe(true);
        expect(seen.headers).toMatchObject(shown);
        expect(await store.listUploads(target)).toEqual([]);
      });

      test.each([5, 17 * mebibyte])(
        'of what is not there is object-missing and makes nothing (%d bytes)',
        async (size) => {
          const target = keyOf('copy-of-nothing');
          expect((await rejected(store.copy(keyOf('nothing'), target, copied, size))).code).toBe('object-missing');
          expect(await store.describe(target)).toBeUndefined();
          expect(await store.listUploads(target)).toEqual([]);
        },
      );

      test.each([5, 6 * mebibyte + 1])(
        'of one ETag is made of that object, and of another one it is object-missing and makes nothing (%d bytes)',
        async (size) => {
          const [source, target] = [keyOf('guarded'), keyOf('guarded copy')];
          const { etag } = await put(source, Buffer.alloc(size, 1));
          await store.copy(source, target, copied, size, etag);
          expect((await store.describe(target))?.sizeBytes).toBe(size);
          await store.remove(target);
          await put(source, Buffer.alloc(size, 2));
          expect((await rejected(store.copy(source, target, copied, size, etag))).code).toBe('object-missing');
          expect(await store.describe(target)).toBeUndefined();
          expect(await store.listUploads(target)).toEqual([]);
        },
      );

      test.each(['', 'a/../b', 'a\ud800'])('to the key %j is refused', async (key) => {
        await put(keyOf('source'));
        expect((await rejected(store.copy(keyOf('source'), key, copied, 1))).code).toBe('bad-request');
        expect((await rejected(store.copy(key, keyOf('target'), copied, 1))).code).toBe('bad-request');
      });
    });

    describe('removing', () => {
      test('leaves no version and no delete marker, and touches no neighbour', async () => {
        const [key, longer] = [keyOf('versions'), keyOf('versions.txt')];
        for (const text of ['one', 'two', 'three']) {
          await put(key, Buffer.from(text));
          await put(longer, Buffer.from(text));
        }
        const times = subject.versioned ? 3 : 1;
        expect([await subject.kept(key), await subject.kept(longer)]).toEqual([times, times]);
        await store.remove(key);
        expect([await subject.kept(key), await subject.kept(longer)]).toEqual([0, times]);
        expect([(await opened(key)).status, (await opened(longer)).body.toString()]).toEqual([404, 'three']);
      });

      test('what another program has deleted leaves nothing of it', async () => {
        const key = keyOf('hidden');
        await put(key);
        await subject.hide(key);
        expect(await subject.kept(key)).toBe(subject.versioned ? 2 : 0);
        await store.remove(key);
        expect(await subject.kept(key)).toBe(0);
      });

      test('from a bucket that keeps no further versions leaves none of the old ones either', async () => {
        const key = keyOf('suspended');
        await put(key);
        await put(key);
        await subject.whileSuspended(async () => {
          await put(key);
          expect(await subject.kept(key)).toBeGreaterThanOrEqual(subject.versioned ? 2 : 1);
          const fresh = await open({});
          await fresh.remove(key);
          fresh.close();
          expect(await subject.kept(key)).toBe(0);
        });
      });

      test('what was never there leaves nothing', async () => {
        const key = keyOf('never');
        await store.remove(key);
        expect(await subject.kept(key)).toBe(0);
      });

      test.each(["it's a+b%2f & <c>", 'tab\there', '日本/🎉'])('the key %j leaves no version', async (odd) => {
        const key = keyOf(`odd-versions/${odd}`);
        await put(key);
        await put(key);
        await store.remove(key);
        expect(await subject.kept(key)).toBe(0);
      });

      test.runIf(isDeep)('more versions than a page holds leaves none', async () => {
        const key = keyOf('many-versions');
        const times = subject.versioned ? 1_005 : 3;
        await Promise.all(
          Array.from({ length: 8 }, async (_, lane) => {
            for (let index = lane; index < times; index += 8) await put(key);
          }),
        );
        expect(await subject.kept(key)).toBe(subject.versioned ? times : 1);
        await store.remove(key);
        expect(await subject.kept(key)).toBe(0);
      });
    });

    describe('removing many', () => {
      test('leaves nothing, counts them, and asks nobody whether they were there', async () => {
        const keys = Array.from({ length: 20 }, (_, index) => keyOf(`many/${index}`));
        for (const key of keys.slice(1)) await put(key);
        expect(await store.removeMany(keys)).toBe(20);
        expect(await store.list(keyOf('many/'), { limit: 1_000 })).toEqual({ objects: [] });
        for (const key of keys) expect(await subject.kept(key)).toBe(0);
      });

      test('none is none', async () => {
        expect(await store.removeMany([])).toBe(0);
      });

      test('tries all of them before it raises the first failure', async () => {
        const keys = Array.from({ length: 20 }, (_, index) => keyOf(`some/${index}`));
        for (const key of keys) await put(key);
        const tooLong = `${keyOf('some/')}${'k'.repeat(1_025)}`;
        expect((await rejected(store.removeMany([tooLong, ...keys]))).code).toBe('bad-request');
        expect(await store.list(keyOf('some/'), { limit: 1_000 })).toEqual({ objects: [] });
      });

      test('stops when it is cancelled', async () => {
        const key = keyOf('not-removed');
        await put(key);
        expect((await rejected(store.removeMany([key], AbortSignal.abort()))).code).toBe('cancelled');
        expect(await store.describe(key)).toBeDefined();
      });
    });

    describe('lifecycle rules', () => {
      const rules = async (): Promise<readonly LifecycleRule[]> => {
        const found = await store.lifecycleRules();
        if (found === 'unsupported') throw new Error('this server keeps no rules');
        return found;
      };
      const filter = '<And><Prefix>logs/</Prefix><Tag><Key>a&amp;b</Key><Value>1</Value></Tag></And>';
      const theirs: LifecycleRule = {
        id: 'theirs',
        enabled: false,
        expireAfterDays: 30,
        given: `<Rule><ID>theirs</ID><Filter>${filter}</Filter><Status>Disabled</Status><Expiration><Days>30</Days></Expiration></Rule>`,
      };
      const ours: LifecycleRule = {
        id: 'mayfly',
        enabled: true,
        prefix: "a&b <c> it's/",
        expireAfterDays: 8,
        abortUploadsAfterDays: 2,
      };

      test('are read, added to and taken back without touching those of others', async () => {
        const before = await rules();
        try {
          await store.saveLifecycleRules([theirs]);
          const [found] = await rules();
          const { given: _text, ...facts } = theirs;
          expect(found).toMatchObject(facts);
          expect(found).not.toHaveProperty('prefix');
          if (found === undefined) throw new Error('it was just there');

          await store.saveLifecycleRules([found, ours]);
          const both = await rules();
          expect(both.toSorted((a, b) => (a.id < b.id ? 1 : -1))).toEqual([
            found,
            { ...ours, given: expect.any(String) },
          ]);

          await store.saveLifecycleRules(both.filter(({ id }) => id !== ours.id));
          expect(await rules()).toEqual([found]);

          await store.saveLifecycleRules([]);
          expect(await rules()).toEqual([]);
          await store.saveLifecycleRules([]);
        } finally {
          await store.saveLifecycleRules(before);
        }
        expect(await rules()).toEqual(before);
      });
    });
  });
}
