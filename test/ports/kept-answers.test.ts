// Servers differ in how they copy, list, version and rule; whatever they answer, nothing foreign is lost or deleted.
import { createHash } from 'node:crypto';
import type http from 'node:http';
import { afterAll, describe, expect, test } from 'vitest';
import { createObjectStoreFactory } from '../../main/adapters/s3/object-store';
import type { CapabilityFacts } from '../../main/core/model/capabilities';
import type { Failure } from '../../main/core/model/failure';
import type { LifecycleRule } from '../../main/core/model/lifecycle-rule';
import type { ObjectStore } from '../../main/core/ports/object-store';
import { rejected } from '../fakes/failing';
import { sampleConnection, sampleCredentials } from '../fakes/samples';
import { answer, errorBody, startScripted, type Script } from './scripted-server';

const mebibyte = 1_048_576;
const headers = { contentType: 'text/plain', contentDisposition: 'attachment' };
const open = createObjectStoreFactory(
  Date.now,
  // A busy computer takes longer than a second for an answer; no script here is silent.
  { connectMs: 60_000, silenceMs: 60_000 },
  { wholeBytes: mebibyte, partBytes: mebibyte, mostParts: 10_000 },
);
const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Asked {
  readonly method: string;
  /** Path and query without the SDK's own marks. */
  readonly what: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** A store at a server that answers by what it is asked: the first line that fits, else 200 without a body. */
async function at(
  lines: readonly (readonly [asked: RegExp, script: Script])[],
  facts: CapabilityFacts = {},
): Promise<{ readonly store: ObjectStore; readonly asked: readonly Asked[] }> {
  const server = await startScripted();
  const asked: Asked[] = [];
  server.script = (request, response) => {
    const { method = '', url = '' } = request;
    const what = url
      .replace(/&?x-id=\w+/, '')
      .replace(/\?$|=(?=&|$)/, '')
      .replace('/?', '?');
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked.push({ method, what, headers: request.headers, body: Buffer.concat(chunks).toString() });
    });
    const script = lines.find(([pattern]) => pattern.test(`${method} ${what}`))?.[1] ?? answer(200);
    script(request, response);
  };
  const store = open(
    { ...sampleConnection, endpoint: server.endpoint, capabilities: { madeAtMs: 1, ...facts } },
    sampleCredentials,
  );
  closing.push(async () => {
    store.close();
    await server.close();
  });
  return { store, asked };
}

const linesOf = (asked: readonly Asked[]) => asked.map(({ method, what }) => `${method} ${what}`);

describe.concurrent('a copy', () => {
  const refusals = [
    ['501 NotImplemented', answer(501, errorBody('NotImplemented'))],
    ['501 without a body', answer(501)],
    ['405 MethodNotAllowed', answer(405, errorBody('MethodNotAllowed'))],
    ['400 InvalidRequest', answer(400, errorBody('InvalidRequest'))],
    ['400 InvalidArgument', answer(400, errorBody('InvalidArgument'))],
    ['400 EntityTooLarge', answer(400, errorBody('EntityTooLarge'))],
  ] as const;

  test.each(refusals)('that is refused with %s is copy-unsupported', async (_what, refusal) => {
    const { store } = await at([[/^PUT/, refusal]]);
    expect((await rejected(store.copy('a', 'b', headers, 10))).code).toBe('copy-unsupported');
  });

  const begun = answer(200, '<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>');
  const partResult = '<CopyPartResult><ETag>"e"</ETag></CopyPartResult>';

  test.each(refusals)('whose parts are refused with %s is copy-unsupported, and aborted', async (_what, refusal) => {
    const { store, asked } = await at([
      [/^POST .*uploads/, begun],
      [/^PUT/, refusal],
    ]);
    expect((await rejected(store.copy('a', 'b', headers, mebibyte + 1))).code).toBe('copy-unsupported');
    expect(linesOf(asked).at(-1)).toBe('DELETE /files/b?uploadId=u');
  });

  test.each([
    [403, 'AccessDenied', 'access-denied'],
    [404, 'NoSuchKey', 'object-missing'],
    [500, 'InternalError', 'server-failed'],
    [403, 'SignatureDoesNotMatch', 'signature-rejected'],
  ] as const)('that is refused with %d %s is %s, which no upload would cure', async (status, serverCode, code) => {
    const { store } = await at([[/^PUT/, answer(status, errorBody(serverCode))]]);
    expect((await rejected(store.copy('a', 'b', headers, 10))).code).toBe(code);
  });

  test('asks for the bytes by their ranges, and names the parts in their order', async () => {
    const { store, asked } = await at([
      [/^POST .*uploads/, begun],
      [/^PUT/, answer(200, partResult)],
      [/^POST/, answer(200, '<CompleteMultipartUploadResult><ETag>"whole"</ETag></CompleteMultipartUploadResult>')],
    ]);
    expect(await store.copy("it's (1) ü", 'b', headers, 2 * mebibyte + 1)).toEqual({ etag: '"whole"' });
    const parts = asked.filter(({ method }) => method === 'PUT');
    expect(parts.map((part) => `${part.what} ${String(part.headers['x-amz-copy-source-range'])}`).toSorted()).toEqual([
      '/files/b?partNumber=1&uploadId=u bytes=0-1048575',
      '/files/b?partNumber=2&uploadId=u bytes=1048576-2097151',
      '/files/b?partNumber=3&uploadId=u bytes=2097152-2097152',
    ]);
    expect(new Set(parts.map((part) => part.headers['x-amz-copy-source']))).toEqual(
      new Set(['files/it%27s%20%281%29%20%C3%BC']),
    );
    expect(asked.at(-1)?.body.match(/<PartNumber>\d<\/PartNumber>/g)).toEqual(
      [1, 2, 3].map((number) => `<PartNumber>${number}</PartNumber>`),
    );
  });

  test('of which one part fails begins no further ones, and is aborted when none travels any more', async () => {
    let travelling = 0;
    let travellingAtAbort = -1;
    const { store, asked } = await at([
      [/^POST .*uploads/, begun],
      [/^PUT .*partNumber=2&/, answer(500, errorBody('InternalError'))],
      [
        /^PUT/,
        (request, response) => {
          travelling += 1;
          const done = () => {
            travelling -= 1;
            response.writeHead(200, { 'content-type': 'application/xml' }).end(partResult);
          };
          request.resume().on('end', () => setTimeout(done, 100));
        },
      ],
      [
        /^DELETE/,
        (request, response) => {
          travellingAtAbort = travelling;
          answer(204)(request, response);
        },
      ],
    ]);
    expect((await rejected(store.copy('a', 'b', headers, 100 * mebibyte))).code).toBe('server-failed');
    expect(travellingAtAbort).toBe(0);
    expect(asked.filter(({ method }) => method === 'PUT').length).toBeLessThanOrEqual(5);
  });
});

describe.concurrent('removing', () => {
  const noVersions = answer(200, '<VersioningConfiguration/>');
  const versions = answer(200, '<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>');
  const deleted = answer(204);
  const marked = answer(204, '', { 'x-amz-delete-marker': 'true', 'x-amz-version-id': 'm' });
  const numbered = answer(204, '', { 'x-amz-version-id': '7' });
  const entry = (name: string, key: string, id: string) =>
    `<${name}><Key>${key}</Key><VersionId>${id}</VersionId><IsLatest>false</IsLatest></${name}>`;
  const listed = (entries: string, truncated = false) =>
    answer(
      200,
      `<ListVersionsResult><Name>files</Name><IsTruncated>${truncated}</IsTruncated>${entries}</ListVersionsResult>`,
    );

  test('from a bucket without versions asks once for that, and deletes once', async () => {
    const { store, asked } = await at([
      [/^DELETE/, deleted],
      [/^GET .*versioning/, noVersions],
    ]);
    await store.removeMany(['a', 'b', 'c']);
    expect(linesOf(asked).toSorted()).toEqual([
      'DELETE /files/a',
      'DELETE /files/b',
      'DELETE /files/c',
      'GET /files?versioning',
    ]);
  });

  describe('many together', () => {
    const keys = Array.from({ length: 230 }, (_, index) => `many/${index}`);
    const result =
      (entryOf: (key: string) => string): Script =>
      (request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
          const named = [
            ...Buffer.concat(chunks)
              .toString()
              .matchAll(/<Key>([^<]*)<\/Key>/g),
          ];
          response.setHeader('content-type', 'application/xml');
          response.end(`<DeleteResult>${named.map(([, key = '']) => entryOf(key)).join('')}</DeleteResult>`);
        });
      };
    const gone = (key: string, more = '') => `<Deleted><Key>${key}</Key>${more}</Deleted>`;
    const denied = (key: string) => `<Error><Key>${key}</Key><Code>AccessDenied</Code></Error>`;
    const those = async (together: Script, single: Script = deleted, versioning: Script = noVersions) => {
      const { store, asked } = await at([
        [/^POST .*delete/, together],
        [/^DELETE/, single],
        [/^GET .*versioning/, versioning],
        [/^GET .*versions/, listed('')],
      ]);
      const done = await store.removeMany(keys).then(String, (error: Failure) => error.code);
      const count = (wanted: string) => asked.filter(({ method }) => method === wanted).length;
      return { done, together: count('POST'), single: count('DELETE') };
    };

    test('go by a hundred, and only what the answer calls deleted is taken for that', async () => {
      expect(await those(result((key) => gone(key)))).toEqual({ done: '230', together: 3, single: 0 });
      const some = result((key) => (key.endsWith('7') ? denied(key) : gone(key)));
      expect(await those(some)).toEqual({ done: '230', together: 3, single: 23 });
      expect(await those(result(() => ''))).toEqual({ done: '230', together: 3, single: 230 });
    });

    test('what is refused there is refused by a request of its own, which says why', async () => {
      const refused = answer(403, errorBody('AccessDenied'));
      expect(await those(result(denied), refused)).toEqual({ done: 'access-denied', together: 3, single: 230 });
    });

    test('of a server that takes no such request go one by one, and it is asked a few times at most', async () => {
      for (const refusal of [
        answer(501, errorBody('NotImplemented')),
        answer(400, errorBody('InvalidRequest')),
        answer(200, '<html></html>', { 'content-type': 'text/html' }),
      ]) {
        const { together, ...rest } = await those(refusal);
        expect(rest).toEqual({ done: '230', single: 230 });
        expect(together).toBeLessThanOrEqual(3);
      }
    });

    test('of a bucket that keeps versions go one by one, told before or by the answer', async () => {
      expect(
        await those(
          result((key) => gone(key)),
          deleted,
          versions,
        ),
      ).toMatchObject({ together: 0, single: 230 });
      const denies = answer(403, errorBody('AccessDenied'));
      for (const told of ['<DeleteMarker>true</DeleteMarker>', '<VersionId>7</VersionId>'])
        expect(
          await those(
            result((key) => gone(key, told)),
            deleted,
            denies,
          ),
        ).toMatchObject({ single: 230 });
    });
  });

  test.each([
    ['may not be asked', answer(403, errorBody('AccessDenied'))],
    ['is not known there', answer(501, errorBody('NotImplemented'))],
  ])('where versioning %s goes by the answers to DELETE', async (_what, refusal) => {
    const { store, asked } = await at([
      [/^DELETE/, deleted],
      [/^GET .*versioning/, refusal],
    ]);
    await store.remove('a');
    expect(linesOf(asked)).toEqual(['GET /files?versioning', 'DELETE /files/a']);
  });

  test('an answer without content is no sign-in page, whatever type it names', async () => {
    const typed = answer(204, '', { 'content-type': 'text/html; charset=utf-8' });
    const { store, asked } = await at([
      [/^DELETE/, typed],
      [/^GET .*versioning/, answer(403, errorBody('AccessDenied'))],
    ]);
    await store.remove('a');
    expect(linesOf(asked)).toEqual(['GET /files?versioning', 'DELETE /files/a']);
  });

  test('deletes the versions and markers of that key, and of no other', async () => {
    const all = ['a', 'a.txt', 'a/b', 'A'].flatMap((key) => [
      entry('Version', key, '1'),
      entry('DeleteMarker', key, '2'),
    ]);
    const { store, asked } = await at([
      [/^DELETE/, deleted],
      [/^GET .*versioning/, versions],
      [/^GET .*versions/, listed(all.join(''))],
    ]);
    await store.remove('a');
    expect(linesOf(asked).filter((line) => line.startsWith('DELETE'))).toEqual([
      'DELETE /files/a',
      'DELETE /files/a?versionId=1',
      'DELETE /files/a?versionId=2',
    ]);
  });

  test('an object with one version takes its two requests, and leaves no marker to clean up', async () => {
    const { store, asked } = await at([
      [/^DELETE/, deleted],
      [/^GET .*versioning/, versions],
      [/^GET .*versions/, listed(entry('Version', 'a', '1') + entry('Version', 'a.txt', '2'))],
    ]);
    await store.remove('a');
    expect(linesOf(asked)).toEqual([
      'GET /files?versioning',
      'GET /files?encoding-type=url&max-keys=150&prefix=a&versions',
      'DELETE /files/a?versionId=1',
    ]);
  });

  test('hides first what it may not remove, so that the link is dead all the same', async () => {
    const { store, asked } = await at([
      [/^DELETE .*versionId/, answer(403, errorBody('AccessDenied'))],
      [/^DELETE/, marked],
      [/^GET .*versioning/, versions],
      [/^GET .*versions/, listed(entry('Version', 'a', '1'))],
    ]);
    expect((await rejected(store.remove('a'))).code).toBe('versions-kept');
    expect(linesOf(asked)).toContain('DELETE /files/a');
  });

  test('says what is left where versions have no id, and hides it first', async () => {
    const { store, asked } = await at([
      [/^DELETE/, deleted],
      [/^GET .*versioning/, versions],
      [/^GET .*versions/, listed('<Version><Key>a</Key><Generation>1</Generation></Version>')],
    ]);
    expect((await rejected(store.remove('a'))).code).toBe('versions-kept');
    expect(linesOf(asked)).toContain('DELETE /files/a');
  });

  test('does not go on for ever where deleted versions stay listed', async () => {
    const { store } = await at([
      [/^DELETE/, marked],
      [/^GET .*versions/, listed(entry('Version', 'a', '1'), true)],
    ]);
    expect((await rejected(store.remove('a'))).code).toBe('server-failed');
  });

  test('says what is left where the key may not list or delete versions', async () => {
    const denied = answer(403, errorBody('AccessDenied'));
    for (const lines of [
      [[/^GET .*versions/, denied]] as const,
      [
        [/^DELETE .*versionId/, denied],
        [/^GET .*versions/, listed(entry('Version', 'a', '1'))],
      ] as const,
    ]) {
      const { store } = await at([...lines, [/^DELETE/, marked]]);
      expect((await rejected(store.remove('a'))).code).toBe('versions-kept');
    }
  });

  test('where objects have numbers and no older versions is done with the one DELETE', async () => {
    const { store } = await at([
      [/^DELETE/, numbered],
      [/^GET .*versions/, answer(501, errorBody('NotImplemented'))],
    ]);
    await expect(store.remove('a')).resolves.toBeUndefined();
  });

  test('is not done where a marker hides what cannot be listed', async () => {
    const { store } = await at([
      [/^DELETE/, marked],
      [/^GET .*versions/, answer(501, errorBody('NotImplemented'))],
    ]);
    expect((await rejected(store.remove('a'))).code).toBe('server-failed');
  });

  test('asks about versioning again after a failure of the network', async () => {
    let asks = 0;
    const { store } = await at([
      [/^DELETE/, deleted],
      [
        /^GET .*versioning/,
        (request, response) => {
          asks += 1;
          (asks === 1 ? answer(503, errorBody('SlowDown')) : noVersions)(request, response);
        },
      ],
    ]);
    expect((await rejected(store.remove('a'))).code).toBe('throttled');
    await store.remove('a');
    expect(asks).toBe(2);
  });
});

describe.concurrent('a list', () => {
  const page = (content: string) => answer(200, `<ListBucketResult><Name>files</Name>${content}</ListBucketResult>`);
  const object = (key: string) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`;
  const listing = async (content: string, after?: string) => {
    const { store } = await at([[/^GET/, page(content)]]);
    return store.list('', { limit: 2, ...(after !== undefined && { after }) });
  };

  test.each([
    [
      'percent-encoded, where it says so',
      `<EncodingType>url</EncodingType>${object('a+%2B%25%EF%BF%BF')}`,
      'a +%\uffff',
    ],
    ['as they are, where it does not', object('a+%2B'), 'a+%2B'],
    ['as they are, where they are no encoding', `<EncodingType>url</EncodingType>${object('100%')}`, '100%'],
  ])('reads names %s', async (_what, content, key) => {
    expect(await listing(content)).toEqual({ objects: [{ key, sizeBytes: 1 }] });
  });

  test.each([
    ['a new token', '<IsTruncated>true</IsTruncated><NextContinuationToken>t2</NextContinuationToken>', 't2'],
    ['the same token', '<IsTruncated>true</IsTruncated><NextContinuationToken>t1</NextContinuationToken>', undefined],
    ['no token', '<IsTruncated>true</IsTruncated>', undefined],
    ['the last page', '<IsTruncated>false</IsTruncated><NextContinuationToken>t2</NextContinuationToken>', undefined],
  ])('after %s goes on as far as it gets', async (_what, content, after) => {
    expect((await listing(content, 't1')).after).toBe(after);
  });
});

describe.concurrent('lifecycle rules', () => {
  const strange = `<Rule>
    <ID>theirs &amp; strange</ID><Filter><And><Prefix>logs/</Prefix><ObjectSizeGreaterThan>5</ObjectSizeGreaterThan></And></Filter>
    <Status>Enabled</Status><Expiration><Days>3</Days><ExpiredObjectAllVersions>true</ExpiredObjectAllVersions></Expiration>
    <Transition><Days>1</Days><StorageClass>OF_A_VENDOR</StorageClass></Transition><X-Vendor a="b"/></Rule>`;
  const old =
    '<Rule><ID>old</ID><Prefix>tmp/</Prefix><Status>Disabled</Status><NoncurrentVersionExpiration><NoncurrentDays>9</NoncurrentDays></NoncurrentVersionExpiration></Rule>';
  const configuration = (content: string) =>
    `<?xml version="1.0"?>\n<LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">\n${content}</LifecycleConfiguration>`;
  const ours: LifecycleRule = {
    id: 'mayfly',
    enabled: true,
    prefix: 'a&b<c>/',
    expireAfterDays: 8,
    abortUploadsAfterDays: 2,
  };

  test('of others are read as far as they are understood', async () => {
    const { store } = await at([[/^GET/, answer(200, configuration(strange + old))]]);
    expect(await store.lifecycleRules()).toEqual([
      { id: 'theirs & strange', enabled: true, expireAfterDays: 3, given: strange },
      { id: 'old', enabled: false, prefix: 'tmp/', expireOldVersionsAfterDays: 9, given: old },
    ]);
  });

  test('of others are written back to the letter, with the setting that belongs to all', async () => {
    const setting = { 'x-amz-transition-default-minimum-object-size': 'varies_by_storage_class' };
    const { store, asked } = await at([[/^GET/, answer(200, configuration(strange + old), setting)]]);
    const rules = await store.lifecycleRules();
    if (rules === 'unsupported') throw new Error('there were two');
    await store.saveLifecycleRules([...rules, ours]);
    const put = asked.at(-1);
    const own =
      '<Rule><ID>mayfly</ID><Filter><Prefix>a&amp;b&lt;c&gt;/</Prefix></Filter><Status>Enabled</Status><Expiration><Days>8</Days></Expiration>' +
      '<AbortIncompleteMultipartUpload><DaysAfterInitiation>2</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule>';
    expect(`${put?.method} ${put?.what}`).toBe('PUT /files?lifecycle');
    expect(put?.body).toBe(
      `<?xml version="1.0" encoding="UTF-8"?><LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${strange}${old}${own}</LifecycleConfiguration>`,
    );
    expect(put?.headers).toMatchObject({
      ...setting,
      'content-md5': createHash('md5')
        .update(put?.body ?? '')
        .digest('base64'),
      'content-length': String(Buffer.byteLength(put?.body ?? '')),
    });
  });

  const none = answer(404, errorBody('NoSuchLifecycleConfiguration'));
  test('where there are none are none', async () => {
    const { store } = await at([[/^GET/, none]]);
    expect(await store.lifecycleRules()).toEqual([]);
  });

  test.each([
    ['the last is taken back', answer(200, configuration(old)), ['GET /files?lifecycle', 'DELETE /files?lifecycle']],
    ['there were none', none, ['GET /files?lifecycle']],
  ])('are deleted as a whole only when %s', async (_what, before, lines) => {
    const { store, asked } = await at([[/^GET/, before]]);
    await store.saveLifecycleRules([]);
    expect(linesOf(asked)).toEqual(lines);
  });

  test.each([
    ['501 NotImplemented', answer(501, errorBody('NotImplemented'))],
    ['405', answer(405)],
    ['400 InvalidRequest', answer(400, errorBody('InvalidRequest'))],
  ])('are unsupported where the answer is %s, and nothing is written or deleted', async (_what, refusal) => {
    const { store, asked } = await at([[/^GET/, refusal]]);
    expect(await store.lifecycleRules()).toBe('unsupported');
    expect((await rejected(store.saveLifecycleRules([]))).code).toBe('bad-request');
    expect((await rejected(store.saveLifecycleRules([ours]))).code).toBe('bad-request');
    expect(new Set(linesOf(asked))).toEqual(new Set(['GET /files?lifecycle']));
  });

  test.each([
    ['a 404 about something else', answer(404)],
    ['a list of objects', answer(200, '<ListBucketResult><Name>files</Name></ListBucketResult>')],
    [
      'rules that cannot be told apart',
      answer(200, configuration('<a:Rule xmlns:a="b"><ID>x</ID></a:Rule>').replace('<a:Rule', '<Rule/><a:Rule')),
    ],
  ])('are not-s3 when the answer is %s', async (_what, script) => {
    const { store } = await at([[/^GET/, script]]);
    expect((await rejected(store.lifecycleRules())).code).toBe('not-s3');
  });
});

describe.concurrent('a profile', () => {
  const sent = { signal: new AbortController().signal, crc32: 'AAAAAA==' };

  test.each([
    [{}, 'AAAAAA=='],
    [{ takesChecksums: true }, 'AAAAAA=='],
    [{ takesChecksums: false }, undefined],
  ])('%j: a checksum is sent only where one is taken', async (facts, checksum) => {
    const { store, asked } = await at([[/^PUT/, answer(200, '', { etag: '"e"' })]], facts);
    await store.put('a', Buffer.from('a'), headers, sent);
    expect(asked.map((one) => one.headers['x-amz-checksum-crc32'])).toEqual([checksum]);
  });

  test('that knows of versions saves the question before a deletion', async () => {
    const version = '<Version><Key>a</Key><VersionId>v</VersionId></Version>';
    const list = answer(200, `<ListVersionsResult><Name>files</Name>${version}</ListVersionsResult>`);
    const { store, asked } = await at([[/^GET .*versions/, list]], { versions: true });
    await store.remove('a');
    expect(linesOf(asked).filter((line) => line.includes('versioning'))).toEqual([]);
    expect(linesOf(asked).at(-1)).toBe('DELETE /files/a?versionId=v');
  });
});
