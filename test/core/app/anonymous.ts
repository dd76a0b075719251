// What a recipient sees of a share's links, before and after it was extended and taken back, on any real bucket.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLinkProbe } from '../../../main/adapters/network/link-probe';
import { createApp } from '../../../main/core/app/compose';
import { credentialsText } from '../../../main/core/credentials/rules/keychain-entry';
import type { Connection } from '../../../main/core/model/connection';
import { contentDisposition } from '../../../main/core/model/links/link-headers';
import type { App } from '../../../main/core/app/app';
import { createLocalEngine } from '../../../main/core/transfer/engine';
import { createTestPorts, type TestPorts } from '../../fakes/test-ports';
import { sampleConnection } from '../../fakes/samples';
import type { Subject } from '../../ports/object-store-subject';
import { innerLinks } from '../pages/inner-links';
import { secretEntry } from './running-app';
import type { Shared } from '../../../main/core/model/share-request';

const mebibyte = 1_048_576;
export function strangerSuite(name: string, begin: () => Promise<Subject>): void {
  describe(`a recipient at ${name}`, () => {
    let subject: Subject;
    let connection: Connection;
    let twins: TestPorts;
    let app: App;
    const status = async (url: string) => (await subject.fetch(url)).status;
    const statuses = (urls: readonly string[]) => Promise.all(urls.map(status));

    beforeAll(async () => {
      subject = await begin();
      connection = { ...sampleConnection, ...subject.connection, prefix: `mayfly-${randomBytes(6).toString('hex')}/` };
      const openObjectStore = subject.open.bind(subject);
      const made = createTestPorts({
        clock: Date.now,
        openObjectStore,
        probe: createLinkProbe(),
        randomBytes: (length) => randomBytes(length),
      });
      const engine = createLocalEngine({ clock: Date.now, files: made.files, openObjectStore, random: Math.random });
      twins = { ...made, ports: { ...made.ports, engine } };
      twins.ports.ledger.saveConnection(connection);
      twins.secrets.entries.set(secretEntry(connection), credentialsText(subject.credentials));
      app = createApp(twins.ports, { stays: false });
      await app.start();
    });
    afterAll(async () => {
      await app.stop();
      await subject.close();
    });

    const shareFile = async (content: Uint8Array): Promise<Shared> => {
      twins.files.put('/home/a.txt', content);
      const [result] = await app.shareItems(['/home/a.txt'], { copy: false, lifetimeSeconds: 600 });
      if (result?.ok !== true) throw new Error('nothing was shared', { cause: result?.failure });
      return result.shared;
    };

    const sharePage = async (contents: readonly string[]): Promise<Shared> => {
      const paths = contents.map((content, index) => {
        twins.files.put(`/home/${index} photo.txt`, content);
        return `/home/${index} photo.txt`;
      });
      const [result] = await app.shareItems(paths, { copy: false, lifetimeSeconds: 600, page: 'several' });
      if (result?.ok !== true) throw new Error('nothing was shared', { cause: result?.failure });
      return result.shared;
    };

    test.each([
      ['small', Buffer.from('abc')],
      ['large', Buffer.alloc(20 * mebibyte, 'abc')],
      ['empty', Buffer.alloc(0)],
    ])('opens a %s file by its link and by a new one, and neither once it was taken back', async (_size, content) => {
      const { share, url } = await shareFile(content);
      const extended = await app.extend(share.id, 1_200, { copy: false });
      expect(extended.share.expiresAtMs).toBeGreaterThan(share.expiresAtMs);
      for (const link of [url, extended.url]) expect((await subject.fetch(link)).body.equals(content)).toBe(true);
      // An older version, as other programs leave it.
      if (subject.versioned) await subject.hide(share.key);
      expect(await app.revoke(share.id)).toEqual({ status: 404, objectsRemoved: 1, linksAsked: 1 });
      expect([await statuses([url, extended.url]), await subject.kept(share.key)]).toEqual([[404, 404], 0]);
    });

    test('opens what is shared twice by the other link when one was taken back', async () => {
      const [first, second] = [await shareFile(Buffer.from('abc')), await shareFile(Buffer.from('abc'))];
      await app.revoke(first.share.id);
      expect(await statuses([first.url, second.url])).toEqual([404, 200]);
      await app.revoke(second.share.id);
    });

    test('opens a page and its files, the earlier page until its end, and none of all once it was taken back', async () => {
      const contents = ['first', 'second', 'third'];
      const before = await sharePage(contents);
      const { share } = before;
      const page = await subject.fetch(before.url);
      expect([page.status, page.headers['content-type'], page.headers['cache-control']]).toEqual([
        200,
        'text/html; charset=utf-8',
        'no-store',
      ]);
      const files = innerLinks(page, before.url);
      const bodies = await Promise.all(files.map(async (url) => (await subject.fetch(url)).body.toString()));
      expect(bodies).toEqual(contents);

      const after = await app.extend(share.id, 1_200, { copy: false });
      expect(after.oldEndMs).toBe(before.share.expiresAtMs);
      expect(after.share.key).not.toBe(before.share.key);
      const newFiles = innerLinks(await subject.fetch(after.url), after.url);
      expect(newFiles.length).toBe(files.length);
      const all = [before.url, after.url, ...files, ...newFiles];
      expect(new Set(all).size).toBe(8);
      expect(await statuses(all)).toEqual(all.map(() => 200));

      expect(await app.revoke(share.id)).toEqual({ status: 404, objectsRemoved: 5, linksAsked: 4 });
      expect(await statuses(all)).toEqual(all.map(() => 404));
      const keys = [after.share.key, ...twins.ports.ledger.items(share.id).map(({ key }) => key)];
      expect(await Promise.all(keys.map((key) => subject.kept(key)))).toEqual(keys.map(() => 0));
    });

    test('opens what was in the bucket before, by a link of its own and by a page of its folder, and it stays there', async () => {
      const objects = await subject.open(connection, subject.credentials);
      const folder = `${connection.prefix}team/plans/`;
      const stored = { 'a b.txt': 'first', 'deep/ünï%41.txt': 'second', 'run.html': '<script>third</script>' };
      for (const [name, content] of Object.entries(stored)) {
        const headers = { contentType: 'application/octet-stream', contentDisposition: 'inline' };
        await objects.put(folder + name, Buffer.from(content), headers, { signal: new AbortController().signal });
      }
      objects.close();
      const address = `s3://${connection.bucket}/${folder}`;

      const one = await app.linkExisting({ address: `${address}a b.txt`, lifetimeSeconds: 600, copy: false });
      expect(one.share).toMatchObject({
        kind: 'file',
        origin: 'linked',
        name: 'a b.txt',
        contentType: 'text/plain',
        verified: true,
      });
      const opened = await subject.fetch(one.url);
      expect([opened.body.toString(), opened.headers['content-type']]).toEqual(['first', 'text/plain']);
      expect(opened.headers['content-disposition']).toBe(contentDisposition('attachment', 'a b.txt'));

      const all = await app.linkExisting({ address, lifetimeSeconds: 600, copy: false });
      expect(all.share).toMatchObject({ kind: 'page', origin: 'linked', name: 'plans', fileCount: 3 });
      const inner = innerLinks(await subject.fetch(all.url), all.url);
      const seen = await Promise.all(inner.map((url) => subject.fetch(url)));
      expect(seen.map(({ body }) => body.toString()).sort()).toEqual(Object.values(stored).sort());
      expect(new Set(seen.map(({ headers }) => headers['content-type']))).toEqual(
        new Set(['application/octet-stream']),
      );

      for (const { share } of [one, all]) {
        expect(await app.revoke(share.id).catch((error: unknown) => error)).toMatchObject({ code: 'share-not-ours' });
      }
      expect(await statuses([one.url, all.url, ...inner])).toEqual([200, 200, 200, 200, 200]);
    });

    test('is given the same file by a shorter link', async () => {
      const { share, url } = await shareFile(Buffer.from('abc'));
      const short = await app.freshLink(share.id, { short: true });
      expect([short.url.length < url.length - 100, short.url.includes('response-')]).toEqual([true, false]);
      const [long, brief] = [await subject.fetch(url), await subject.fetch(short.url)];
      for (const header of ['content-type', 'content-disposition'])
        expect(brief.headers[header]).toBe(long.headers[header]);
      expect(brief.body.toString()).toBe('abc');
    });

    test('finds nothing of a share that has expired and was cleaned up', async () => {
      const { share, url } = await shareFile(Buffer.from('abc'));
      twins.ports.ledger.saveShare({ ...share, expiresAtMs: Date.now() - 1 });
      const stays = createApp(
        { ...twins.ports, ledger: { ...twins.ports.ledger, close: () => undefined } },
        { stays: true },
      );
      await stays.start();
      while (twins.ports.ledger.share(share.id)?.removedAtMs === undefined)
        await new Promise((done) => setTimeout(done, 20));
      await stays.stop();
      expect([await status(url), await subject.kept(share.key)]).toEqual([404, 0]);
    });
  });
}
