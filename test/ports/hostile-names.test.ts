// Every hostile name goes through a real key, a real signature and a real header to a recipient who knows only the link.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contentDisposition } from '../../main/core/model/links/link-headers';
import { failureWords } from '../../main/core/wording/failure-words';
import { checkLinkableKey, objectKey } from '../../main/core/model/keys/object-key';
import type { ObjectStore } from '../../main/core/ports/object-store';
import { caught, rejected } from '../fakes/failing';
import { hostileNames } from '../hostile-names';
import { openReal, startEmbedded } from './real-servers';
import type { Subject } from './object-store-subject';
import { displayName } from '../../main/core/model/file-name';
import { someOf } from '../volume';

let subject: Subject;
let store: ObjectStore;
beforeAll(async () => {
  subject = await startEmbedded({});
  store = openReal(subject.connection, subject.credentials);
});
afterAll(async () => {
  store.close();
  await subject.close();
});

const never = new AbortController().signal;
const put = async (key: string, body: Buffer, name: string) =>
  store.put(
    key,
    body,
    { contentType: 'application/octet-stream', contentDisposition: contentDisposition('attachment', name) },
    { signal: never },
  );

interface Received {
  readonly status: number;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** The global fetch, because it reads the link as a browser does: it resolves, rewrites and drops what a browser would. */
async function receive(url: string): Promise<Received> {
  const answer = await fetch(url);
  const body = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, body, headers: Object.fromEntries(answer.headers) };
}

/** What a browser saves the file as: `filename*` decoded. Source: RFC 6266 section 4.3. */
function savedName(disposition = ''): string {
  const [, extended = ''] = /^attachment; filename="[^"\\]*"; filename\*=UTF-8''([^;,\s"]+)$/.exec(disposition) ?? [];
  return decodeURIComponent(extended);
}

const expectedHeaders = [
  'accept-ranges',
  'connection',
  'content-disposition',
  'content-length',
  'content-type',
  'date',
];
const alsoExpected = ['etag', 'keep-alive', 'last-modified', 'x-amz-id-2', 'x-amz-request-id'];

test('there are more than 250 of them, and none twice', () => {
  expect(hostileNames.length).toBeGreaterThanOrEqual(250);
  expect(new Set(hostileNames.map(([, name]) => name)).size).toBe(hostileNames.length);
  expect(new Set(hostileNames.map(([what]) => what)).size).toBe(hostileNames.length);
});

describe.concurrent('a file of that name', () => {
  test.each(someOf(hostileNames))(
    '%s: arrives under the name the rule promises, whole and with no header of its own',
    async (_what, name) => {
      const key = objectKey('shared/', randomBytes(16), name);
      const body = Buffer.from(`content of ${name}`);
      await put(key, body, name);
      const stored = await receive((await store.link({ key, lifetimeSeconds: 60 })).url);
      const signed = await receive(
        (
          await store.link({
            key,
            lifetimeSeconds: 60,
            responseContentDisposition: contentDisposition('attachment', name),
          })
        ).url,
      );
      for (const { status, body: received, headers } of [stored, signed]) {
        expect([status, received.equals(body)]).toEqual([200, true]);
        expect(savedName(headers['content-disposition'])).toBe(displayName(name));
        expect(Object.keys(headers).sort()).toEqual([...expectedHeaders, ...alsoExpected]);
      }
      const { objects } = await store.list(key, { limit: 2 });
      expect(objects.map((object) => object.key)).toEqual([key]);
    },
  );
});

describe.concurrent('an object whose key is that name', () => {
  const linkable = hostileNames.filter(([, name]) => {
    try {
      return checkLinkableKey(name) === name;
    } catch {
      return false;
    }
  });

  test.each(someOf(linkable))('%s: its link opens exactly that object', async (_what, key) => {
    const body = randomBytes(32);
    await put(key, body, 'x');
    const { url } = await store.link({ key, lifetimeSeconds: 60 });
    const { status, body: received } = await receive(url);
    expect([status, received.equals(body)]).toEqual([200, true]);
    expect((await store.describe(key))?.sizeBytes).toBe(32);
    const { objects } = await store.list(key, { limit: 1 });
    expect(objects.map((object) => object.key)).toEqual([key]);
    await store.remove(key);
    expect((await receive(url)).status).toBe(404);
  });

  const refused = hostileNames.filter((candidate) => !linkable.includes(candidate));
  test.each(someOf(refused))('%s: is refused, in words that say why', (_what, key) => {
    const failure = caught(() => checkLinkableKey(key));
    expect(failure.code).toBe('key-unlinkable');
    for (const door of ['window', 'terminal'] as const) {
      const { message } = failureWords(failure, door);
      expect(message).toMatch(/^A link to this object would not work everywhere: \S.*\.$/);
      // A key of a dot or two is in every sentence.
      expect(key.length > 3 && message.includes(key)).toBe(false);
    }
  });

  test('with dot segments is asked for by nobody: who follows such a link asks for something else', async () => {
    for (const key of ['a/../b', './a', 'a/.']) {
      expect(new URL(`/files/${key}`, subject.connection.endpoint).pathname).not.toBe(`/files/${key}`);
      expect((await rejected(store.link({ key, lifetimeSeconds: 60 }))).code).toBe('bad-request');
    }
  });

  test('most can be linked, and what is refused is known', () => {
    expect(linkable.length).toBeGreaterThan(250);
    const reasons = refused.map(([, key]) => caught(() => checkLinkableKey(key)).detail.reason ?? '');
    expect([...new Set(reasons)].sort()).toEqual([
      'a folder in its key is one or two dots',
      'its key ends in a dot',
      'its key is empty',
      'its key is longer than 1,024 bytes',
      'its key is not valid Unicode',
    ]);
  });
});
