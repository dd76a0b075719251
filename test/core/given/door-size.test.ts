// The object of a short link is small whatever is behind it: over keys and names of every length, at servers with long names.
import { expect, test } from 'vitest';
import { createSigner } from '../../../main/adapters/s3/signing/signer';
import { doorPage } from '../../../main/core/given/door-page';
import { pageAnswer } from '../../../main/core/model/links/page-answer';
import type { Connection } from '../../../main/core/model/connection';
import { objectKey, pageKey } from '../../../main/core/model/keys/object-key';
import { newYearMs, sampleConnection } from '../../fakes/samples';

const lifetimeSeconds = 604_800;
const most = 1_536;

const servers: readonly (readonly [string, Partial<Connection>])[] = [
  ['a server of one’s own', { endpoint: 'http://127.0.0.1:45678', bucket: 'files' }],
  ['Ceph', { endpoint: 'https://objects.storage.university.example.org', bucket: 'a-department-and-its-files' }],
  [
    'AWS, with the longest name and region',
    {
      endpoint: 'https://s3.ap-southeast-1.amazonaws.com',
      region: 'ap-southeast-1',
      bucket: 'b'.repeat(63),
      addressing: 'virtual-host',
    },
  ],
  ['R2', { endpoint: `https://${'0123456789abcdef'.repeat(2)}.r2.cloudflarestorage.com`, bucket: 'b'.repeat(40) }],
];
const keys = { accessKeyId: 'A'.repeat(32), secretAccessKey: 's' };
const random = Uint8Array.from({ length: 16 }, (_, index) => index * 15);
const names = ['a', 'é', '파', '🦆', ' ', '%', '"', '.'].flatMap((letter) =>
  Array.from({ length: 255 }, (_, index) => `${letter.repeat(index + 1)}.pdf`),
);

test.each(servers)('%s: 1.5 KiB at most', async (_, place) => {
  const sign = createSigner({ ...sampleConnection, ...place }, keys);
  const sizeFor = async (key: string, query: Readonly<Record<string, string>> = {}) => {
    const url = await sign({ method: 'GET', key, query, lifetimeSeconds, signedAtMs: newYearMs });
    const linkEndsAtMs = newYearMs + lifetimeSeconds * 1_000;
    return Buffer.byteLength(doorPage({ url, signedAtMs: newYearMs, linkEndsAtMs, untilMs: linkEndsAtMs }));
  };
  const naming = { template: '{date}/{random}/{name}', nowMs: newYearMs };
  const keysOf = (prefix: string) =>
    new Set(names.flatMap((name) => [objectKey(prefix, random, name), objectKey(prefix, random, name, naming)]));
  for (const prefix of ['', 'mayfly/']) {
    for (const key of keysOf(prefix)) expect([key, (await sizeFor(key)) <= most]).toEqual([key, true]);
    const page = {
      'response-cache-control': pageAnswer.responseCacheControl,
      'response-content-disposition': pageAnswer.responseContentDisposition,
      'response-content-type': pageAnswer.responseContentType,
    };
    expect(await sizeFor(pageKey(prefix, random), page)).toBeLessThanOrEqual(most);
  }
});
