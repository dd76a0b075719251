// A link for another host is another signature: it opens under that name, and under no other.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchReal, openReal, startEmbedded } from './real-servers';
import type { Subject } from './object-store-subject';

let subject: Subject;
beforeAll(async () => {
  subject = await startEmbedded({});
});
afterAll(() => subject.close());

const named = (endpoint: string, name: string) => endpoint.replace('127.0.0.1', name);
const headers = { contentType: 'text/plain', contentDisposition: 'attachment' };

test('links are signed for the share endpoint, requests for the endpoint', async () => {
  const { endpoint } = subject.connection;
  const connection = { ...subject.connection, shareEndpoint: named(endpoint, 'localhost') };
  const store = openReal(connection, subject.credentials);
  await store.put('a.txt', Buffer.from('abc'), headers, { signal: new AbortController().signal });
  const { url } = await store.link({ key: 'a.txt', lifetimeSeconds: 60 });
  expect(new URL(url).hostname).toBe('localhost');
  expect((await fetchReal(url)).status).toBe(200);
  // Replaced after signing it would be dead: the host is signed.
  expect((await fetchReal(named(url.replace('localhost', '127.0.0.1'), '127.0.0.1'))).status).toBe(403);

  const asked = await store.link({ key: 'a.txt', lifetimeSeconds: 60, endpoint });
  expect(new URL(asked.url).hostname).toBe('127.0.0.1');
  expect((await fetchReal(asked.url)).status).toBe(200);
  await store.remove('a.txt');
  store.close();
});
