// A key that lacks one right, and a server that does one thing otherwise: just that is found, and nothing stays that can be removed.
import { describe, expect, test } from 'vitest';
import type { CapabilityFacts } from '../../main/core/model/capabilities';
import type { Connection } from '../../main/core/model/connection';
import { verdictOf, type FindingCode } from '../../main/core/model/examination';
import type { LifecycleRule } from '../../main/core/model/lifecycle-rule';
import { codesOf, denied, plain, refusing, unknownOperation, walled } from './doctor-subject';
import { startVersioned } from './real-servers';
import { answer, errorBody, type Script } from './scripted-server';
import type { Operation, Passing, Wall } from './wall';

describe('a key that may not', () => {
  test.each<readonly [string, readonly Operation[], CapabilityFacts, Readonly<Record<string, FindingCode>>, string]>([
    [
      'read',
      ['get', 'head'],
      { reads: false, describes: false },
      { link: 'link-denied', write: 'write-allowed' },
      'limited',
    ],
    ['look at objects', ['head'], { reads: true, describes: false }, { describe: 'describe-denied' }, 'works'],
    [
      'delete',
      ['delete', 'delete-version'],
      { removes: false },
      { delete: 'delete-denied', 'clean-up': 'left-behind' },
      'limited',
    ],
    [
      'list',
      ['list', 'versions', 'lifecycle'],
      { lists: false, lifecycle: 'denied' },
      { list: 'list-denied', bucket: 'bucket-there' },
      'works',
    ],
    ['upload in parts', ['begin'], { multipart: false }, { parts: 'parts-fail' }, 'limited'],
    ['list parts', ['parts'], { multipart: true, listsParts: false }, { 'list-parts': 'list-parts-denied' }, 'works'],
    [
      'abort',
      ['abort'],
      { multipart: true, aborts: false },
      { abort: 'abort-denied', 'clean-up': 'cleaned' },
      'limited',
    ],
    [
      'read the rules',
      ['lifecycle'],
      { lifecycle: 'denied' },
      { lifecycle: 'rules-denied', keys: 'keys-taken' },
      'works',
    ],
    [
      'do anything but write',
      ['get', 'head', 'list', 'lifecycle', 'parts', 'abort', 'delete'],
      { writes: true, reads: false, describes: false, lists: false, listsParts: false, aborts: false, removes: false },
      { write: 'write-allowed', 'clean-up': 'left-behind' },
      'limited',
    ],
    [
      'write',
      ['put', 'put-if-new', 'begin', 'form'],
      { writes: false, lists: true },
      { write: 'write-denied', 'clean-up': 'nothing-stored', link: 'not-asked' },
      'fails',
    ],
  ])('%s: just that is found', async (_what, operations, facts, found, verdict) => {
    const { wall, look, left } = await walled();
    wall.refuse = refusing(denied, ...operations);
    const examination = await look();
    expect(examination.failure).toBeUndefined();
    expect(examination.facts).toMatchObject(facts);
    expect(codesOf(examination)).toMatchObject(found);
    expect(verdictOf(examination)).toBe(verdict);
    expect(wall.passed.length).toBe(examination.requests);
    expect(examination.requests).toBeLessThanOrEqual(24);
    const stored = await left();
    const told = examination.findings.find(({ code }) => code === 'left-behind')?.facts.key;
    expect(stored).toEqual(told === undefined ? [] : [told]);
  });

  test('delete versions hides the object, and tells of what stays', async () => {
    const { wall, look, left } = await walled(startVersioned);
    wall.refuse = refusing(denied, 'delete-version');
    const examination = await look();
    expect(examination.facts).toMatchObject({ versions: true, removesVersions: false, removes: true });
    expect(codesOf(examination)).toMatchObject({
      versions: 'versions-stay',
      delete: 'delete-allowed',
      'clean-up': 'left-behind',
    });
    expect(examination.requests).toBeLessThanOrEqual(24);
    expect(await left()).toEqual([]);
  });
});

// Once such rules were only said to be readable, and links were told to live longer than their files.
test.each<[what: string, rules: readonly LifecycleRule[], change: Partial<Connection>, code: FindingCode]>([
  ['of all objects', [{ id: 'a', enabled: true, prefix: '', expireAfterDays: 1 }], {}, 'rules-sooner'],
  ['of its prefix', [{ id: 'a', enabled: true, prefix: 'mine/', expireAfterDays: 6 }], {}, 'rules-sooner'],
  [
    'that no link outlives',
    [{ id: 'a', enabled: true, prefix: '', expireAfterDays: 1 }],
    { maxExpirySeconds: 86_400 },
    'rules-readable',
  ],
  ['of a week', [{ id: 'a', enabled: true, prefix: '', expireAfterDays: 7 }], {}, 'rules-readable'],
  ['of others', [{ id: 'a', enabled: true, prefix: 'theirs/', expireAfterDays: 1 }], {}, 'rules-readable'],
  ['that is off', [{ id: 'a', enabled: false, prefix: '', expireAfterDays: 1 }], {}, 'rules-readable'],
  ['of parts alone', [{ id: 'a', enabled: true, prefix: '', abortUploadsAfterDays: 1 }], {}, 'rules-readable'],
])('a clean-up rule %s', async (_what, rules, change, code) => {
  const { subject, look } = await walled();
  const store = await subject.open(subject.connection, subject.credentials);
  await store.saveLifecycleRules(rules).finally(() => store.close());
  const examination = await look(change);
  expect(codesOf(examination)).toMatchObject({ lifecycle: code, keys: 'keys-taken', bucket: 'bucket-there' });
  expect(examination.facts.lifecycle).toBe('readable');
});

describe('a server that', () => {
  const setHeader = (operation: Operation, headers: Readonly<Record<string, string | undefined>>): Wall['alter'] => {
    return (now, returning) => {
      if (now === operation)
        returning.headers = Object.fromEntries(
          Object.entries({ ...returning.headers, ...headers }).filter(([, value]) => value !== undefined),
        );
    };
  };
  /** The PUT of a byte too many: the one of the page has a checksum. */
  const isLonger = ({ operation, request }: Passing): boolean =>
    operation === 'put' && request.headers['x-amz-checksum-crc32'] === undefined;
  const toLonger =
    (script: Script): Wall['refuse'] =>
    (passing) =>
      isLonger(passing) ? script : undefined;
  const withoutChecksums: Wall['alter'] = (_operation, { headers }) => delete headers['x-amz-checksum-crc32'];

  test.each<
    readonly [string, Partial<Pick<Wall, 'refuse' | 'alter'>>, CapabilityFacts, Readonly<Record<string, FindingCode>>]
  >([
    [
      'gives HTML as a download',
      { alter: setHeader('get', { 'content-disposition': 'attachment; filename="x"' }) },
      { pages: false, overrides: false },
      { pages: 'pages-hidden', overrides: 'overrides-lost' },
    ],
    [
      'gives HTML as plain text',
      { alter: setHeader('get', { 'content-type': 'text/plain' }) },
      { pages: false, overrides: true },
      { pages: 'pages-hidden' },
    ],
    [
      'puts pages into a sandbox',
      { alter: setHeader('get', { 'content-security-policy': "default-src 'none'; sandbox" }) },
      { pages: false },
      { pages: 'pages-hidden' },
    ],
    [
      'ignores overrides, and shows HTML',
      {
        alter: setHeader('get', {
          'content-disposition': 'attachment; filename="mayfly-test.html"',
          'cache-control': undefined,
        }),
      },
      { pages: true, overrides: false },
      { overrides: 'overrides-lost', pages: 'pages-shown' },
    ],
    [
      'drops Content-Encoding',
      { alter: setHeader('get', { 'content-encoding': undefined }) },
      { gzip: false, reads: true },
      { compression: 'gzip-lost', link: 'link-opens' },
    ],
    [
      'lets every web page read',
      { alter: setHeader('get', { 'access-control-allow-origin': '*' }) },
      { openToPages: true },
      { cors: 'cors-open' },
    ],
    [
      'tells no checksums',
      { alter: withoutChecksums },
      { takesChecksums: true, tellsChecksums: false },
      { checksums: 'checksums-taken' },
    ],
    [
      'makes up ETags',
      { alter: setHeader('put', { etag: '"0123456789abcdef0123456789abcdef"' }) },
      { md5Etags: false },
      { etags: 'etags-other' },
    ],
    [
      'knows no lifecycle',
      { refuse: refusing(unknownOperation, 'lifecycle') },
      { lifecycle: 'unsupported' },
      { lifecycle: 'rules-unsupported' },
    ],
    [
      'knows no uploads in parts',
      { refuse: refusing(unknownOperation, 'begin') },
      { multipart: false },
      { parts: 'parts-unsupported' },
    ],
    [
      'knows no parts lists',
      { refuse: refusing(unknownOperation, 'parts') },
      { listsParts: false, multipart: true },
      { 'list-parts': 'list-parts-denied' },
    ],
    [
      'knows no conditions',
      { refuse: refusing(unknownOperation, 'put-if-new') },
      { conditionalPut: false },
      { conditional: 'conditional-unsupported' },
    ],
    [
      'takes more than a link to write was signed for',
      { refuse: toLonger(answer(200, '', { etag: '"longer"' })) },
      { limitsPuts: false },
      { lengths: 'lengths-ignored' },
    ],
    [
      'calls it too large',
      { refuse: toLonger(answer(413, errorBody('EntityTooLarge'))) },
      { limitsPuts: true },
      { lengths: 'lengths-kept' },
    ],
    ['fails at it', { refuse: toLonger(answer(500, errorBody('InternalError'))) }, {}, { lengths: 'unclear' }],
    [
      'knows no forms',
      { refuse: refusing(answer(405, errorBody('MethodNotAllowed')), 'form') },
      { limitsForms: false },
      { forms: 'forms-unsupported' },
    ],
    [
      'refuses one form in another way',
      { refuse: refusing(denied, 'form') },
      { limitsForms: false },
      { forms: 'forms-unsupported' },
    ],
    [
      'completes with an error in a 200',
      { refuse: refusing(answer(200, errorBody('InternalError')), 'complete') },
      {},
      { parts: 'unclear', abort: 'abort-allowed' },
    ],
    [
      'breaks off one answer',
      { refuse: ({ operation }) => (operation === 'head' ? (request) => request.socket.destroy() : undefined) },
      { reads: true, multipart: true },
      { describe: 'unclear' },
    ],
    [
      'has a bad moment while it deletes',
      {
        refuse: (() => {
          let bad = true;
          return ({ operation }) => {
            const now = operation === 'delete' && bad;
            if (now) bad = false;
            return now ? answer(503, errorBody('SlowDown')) : undefined;
          };
        })(),
      },
      { removes: true },
      { delete: 'delete-allowed', 'clean-up': 'cleaned' },
    ],
  ])('%s', async (_what, change, facts, found) => {
    const { wall, look, left } = await walled();
    Object.assign(wall, change);
    const examination = await look();
    expect(examination.failure).toBeUndefined();
    expect(examination.facts).toMatchObject(facts);
    expect(codesOf(examination)).toMatchObject(found);
    expect(wall.passed.length).toBe(examination.requests);
    expect(examination.requests).toBeLessThanOrEqual(24);
    expect(await left()).toEqual([]);
  });

  test('refuses checksums takes files without them', async () => {
    const { wall, look, left } = await walled();
    wall.refuse = ({ request }) =>
      Object.keys(request.headers).some((name) => name.startsWith('x-amz-checksum') && name !== 'x-amz-checksum-mode')
        ? answer(400, errorBody('InvalidArgument'))
        : undefined;
    const examination = await look();
    expect(examination.facts).toMatchObject({ takesChecksums: false, tellsChecksums: false, multipart: true });
    expect(codesOf(examination)).toMatchObject({ checksums: 'checksums-refused', parts: 'parts-work' });
    expect(examination.requests).toBeLessThanOrEqual(24);
    expect(await left()).toEqual([]);
  });

  test.each([
    ['size', 2],
    ['key', 3],
    ['type', 4],
  ] as const)(
    'takes a form with another %s than it was signed with is recognised, and cleaned of it',
    async (change, taken) => {
      const { subject, wall, look, left } = await walled();
      const other = await subject.open(subject.connection, subject.credentials);
      let forms = 0;
      let keys: readonly string[] = [];
      wall.refuse = ({ operation, request }) => {
        if (operation === 'put')
          keys = [decodeURIComponent(new URL(request.url ?? '', wall.endpoint).pathname.slice(7))];
        if (operation !== 'form') return undefined;
        forms += 1;
        if (forms !== taken) return undefined;
        const key = change === 'key' ? keys[0]?.replace('mayfly-test.html', 'mayfly-test-copy.html') : keys[0];
        const plainText = { contentType: 'text/plain', contentDisposition: 'inline' };
        return (_request, response) => {
          void other
            .put(key ?? '', Buffer.from('form'), plainText, { signal: new AbortController().signal })
            .then(() => response.writeHead(204).end());
        };
      };
      const examination = await look();
      expect(codesOf(examination)).toMatchObject({ forms: `forms-any-${change}`, 'clean-up': 'cleaned' });
      expect([forms, examination.facts.limitsForms]).toEqual([taken, false]);
      other.close();
      expect(await left()).toEqual([]);
    },
  );

  test.each([false, true])('takes what it should refuse is cleaned of that too (versions: %s)', async (versions) => {
    const { wall, look, left } = await walled(versions ? startVersioned : plain);
    const taken = (number: number) =>
      answer(200, '', { etag: `"${number}"`, ...(versions && { 'x-amz-version-id': `v${number}` }) });
    wall.refuse = (passing) => {
      const { operation, number, request } = passing;
      if (['put-if-new', 'form'].includes(operation) || isLonger(passing)) return taken(number);
      return request.url?.includes('versionId=v') === true ? answer(204) : undefined;
    };
    const examination = await look();
    expect(codesOf(examination)).toMatchObject({
      conditional: 'conditional-ignored',
      lengths: 'lengths-ignored',
      forms: 'forms-any-size',
      'clean-up': 'cleaned',
    });
    expect(examination.requests).toBeLessThanOrEqual(24);
    const removed = wall.passed.filter((operation) => operation === 'delete-version');
    expect(removed).toHaveLength(versions ? 6 : 0);
    expect(await left()).toEqual([]);
  });

  test.each<readonly [string, boolean, boolean]>([
    ['copies', true, false],
    ['copies, in a bucket that keeps versions', true, true],
    ['stores nothing for it', false, false],
  ])('turns a link to write into a copy is recognised: it %s', async (_what, copies, versions) => {
    const { subject, wall, look, left } = await walled(versions ? startVersioned : plain);
    const other = await subject.open(subject.connection, subject.credentials);
    const keyOf = (path: string) => decodeURIComponent(new URL(path, wall.endpoint).pathname.slice('/files/'.length));
    const plainText = { contentType: 'text/plain', contentDisposition: 'inline' };
    // As Ceph before 19.2.6 does: the header was not signed, and is done what it says with the rights of whoever signed the link.
    wall.refuse = ({ operation, request }) => {
      // And, in a bucket with versions, it does not know the condition: what that stores has to be removed, and forms are examined all the same.
      if (versions && operation === 'put-if-new') return answer(200, '', { etag: '"e"', 'x-amz-version-id': 'v1' });
      if (request.url?.includes('versionId=v1') === true) return answer(204);
      if (operation !== 'put-as-copy') return undefined;
      const source = keyOf(String(request.headers['x-amz-copy-source']));
      return (_request, response) => {
        const done = copies
          ? other.copy(source, keyOf(request.url ?? ''), plainText, 1)
          : other.put(keyOf(request.url ?? ''), Buffer.alloc(0), plainText, { signal: new AbortController().signal });
        void done.then(() => answer(200, '<CopyObjectResult><ETag>"e"</ETag></CopyObjectResult>')(request, response));
      };
    };
    const examination = await look();
    expect(codesOf(examination)).toMatchObject({
      'write-links': copies ? 'write-links-open' : 'unclear',
      forms: 'forms-limited',
      'clean-up': 'cleaned',
    });
    expect(examination.facts.signsAmz).toBe(copies ? false : undefined);
    expect(examination.requests).toBeLessThanOrEqual(24);
    other.close();
    expect(await left()).toEqual([]);
  });

  test.each([
    [403, 'write-links-safe', true],
    [400, 'write-links-safe', true],
    [501, 'write-links-safe', true],
    [404, 'unclear', undefined],
    [503, 'unclear', undefined],
  ] as const)('answers %d to a link to write that is sent as a copy: %s', async (status, code, safe) => {
    const { wall, look, left } = await walled();
    wall.refuse = refusing(answer(status, errorBody('Whatever')), 'put-as-copy');
    const examination = await look();
    expect([codesOf(examination)['write-links'], examination.facts.signsAmz]).toEqual([code, safe]);
    expect(await left()).toEqual([]);
  });

  test('keeps versions, takes a form it should refuse and names no version is cleaned of all three at once', async () => {
    const { subject, wall, look, left } = await walled(startVersioned);
    const other = await subject.open(subject.connection, subject.credentials);
    let key = '';
    wall.refuse = ({ operation, request }) => {
      if (operation === 'put') key = new URL(request.url ?? '', wall.endpoint).pathname.slice('/files/'.length);
      if (operation !== 'form') return undefined;
      return (_request, response) => {
        void other
          .put(
            key,
            Buffer.from('form'),
            { contentType: 'a/b', contentDisposition: 'inline' },
            { signal: new AbortController().signal },
          )
          .then(() => response.writeHead(204).end());
      };
    };
    const examination = await look();
    expect(codesOf(examination)).toMatchObject({ forms: 'forms-any-size', 'clean-up': 'cleaned' });
    expect(examination.requests).toBeLessThanOrEqual(24);
    other.close();
    expect(await left()).toEqual([]);
    expect([key.startsWith('mine/'), await subject.kept(key)]).toEqual([true, 0]);
  });
});
