// Whatever a server answers, each request ends in time, with a code of ours, and without credentials in other hands.
import type http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLinkProbe } from '../../main/adapters/network/link-probe';
import { directNetwork } from '../../main/adapters/network/network';
import type { TimeLimits } from '../../main/adapters/network/http-client';
import { createObjectStoreFactory } from '../../main/adapters/s3/object-store';
import { asFailure, type Failure, type FailureCode } from '../../main/core/model/failure';
import { sampleConnection, sampleCredentials } from '../fakes/samples';
import { operationNames as names, operations, type OperationName as Name } from './store-operations';
import { answer, errorBody, signInPage, startScripted, type Script, type ScriptedServer } from './scripted-server';
import { someOf } from '../volume';

/** For servers that fall silent. Others get the time that a busy machine needs. */
const hasty = { connectMs: 10_000, silenceMs: 400 };
const patient = { connectMs: 30_000, silenceMs: 30_000 };
const except = (...left: readonly Name[]) => names.filter((name) => !left.includes(name));

/** Where hostile answers point to: whatever is said, nobody ever comes. */
let other: ScriptedServer;
beforeAll(async () => {
  other = await startScripted();
});
afterAll(() => other.close());

/** How one operation ends at `endpoint`; the time limit of the test tells a hang. */
async function endingAt(endpoint: string, name: Name, limits: TimeLimits = patient): Promise<Failure | 'done'> {
  const store = createObjectStoreFactory(Date.now, limits)({ ...sampleConnection, endpoint }, sampleCredentials);
  try {
    await operations[name](store);
    return 'done';
  } catch (error) {
    const failure = asFailure(error);
    const leaks = /canary|wJalr|AKID|Signature=/.test(JSON.stringify(failure.detail));
    if (failure.code === 'unexpected' || leaks) throw error;
    return failure;
  } finally {
    store.close();
  }
}

/** How one operation ends at a server of this script. */
async function ending(name: Name, script: Script, limits: TimeLimits = patient): Promise<Failure | 'done'> {
  const server = await startScripted();
  server.script = script;
  try {
    return await endingAt(server.endpoint, name, limits);
  } finally {
    await server.close();
  }
}

const codeOf = (end: Failure | 'done') => (end === 'done' ? end : end.code);

/** `npm test` tries every answer with a fifth of the operations, each time with others. */
let tried = 0;
function everyOperation(what: string, script: Script, code: FailureCode, some: readonly Name[] = names): void {
  test.each(someOf(some, 5, (tried += 1)))(`${what}: %s is ${code}`, async (name) => {
    expect(codeOf(await ending(name, script, code === 'timed-out' ? hasty : patient))).toBe(code);
  });
}

describe.concurrent('a 200 that did not come from S3', () => {
  everyOperation('a sign-in page', answer(200, signInPage, { 'content-type': 'text/html; charset=utf-8' }), 'not-s3');
  // A stray 200 to a request to delete is harmless: what is asked next tells.
  everyOperation(
    'nothing at all',
    answer(200),
    'not-s3',
    except('abortUpload', 'remove', 'removeMany', 'completeUpload', 'copy'),
  );
  // S3 sends a 200 early and may fail then: an empty one is asked again, and the object itself decides.
  everyOperation('nothing at all', answer(200), 'server-failed', ['completeUpload', 'copy']);
  everyOperation(
    'text',
    answer(200, 'It works!', { 'content-type': 'text/plain' }),
    'not-s3',
    except('abortUpload', 'remove', 'removeMany'),
  );
  everyOperation(
    'JSON',
    answer(200, '{"ok":true}', { 'content-type': 'application/json' }),
    'not-s3',
    except('abortUpload', 'remove', 'removeMany'),
  );
  everyOperation(
    'XML of something else',
    answer(200, '<?xml version="1.0"?><rss><channel><title>news</title></channel></rss>'),
    'not-s3',
    except('abortUpload', 'remove', 'removeMany'),
  );
  everyOperation(
    'a prolog without a document',
    answer(200, '<?xml version="1.0" encoding="UTF-8"?>\n'),
    'not-s3',
    except('abortUpload', 'remove', 'removeMany'),
  );
});

describe.concurrent('XML', () => {
  const asking = [
    'createUpload',
    'completeUpload',
    'listParts',
    'listUploads',
    'list',
    'copy',
    'lifecycleRules',
    'checkBucket',
  ] as const;

  everyOperation(
    'that is cut off',
    answer(200, '<?xml version="1.0"?><ListBucketResult><Name>files</Name><Contents><Key>a</Ke'),
    'not-s3',
    asking,
  );
  everyOperation(
    'with a name that is a trap',
    answer(200, '<?xml version="1.0"?><R><__proto__><x>1</x></__proto__><constructor>1</constructor></R>'),
    'not-s3',
    asking,
  );
  everyOperation(
    'with entities that grow',
    answer(
      200,
      `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "${'&a;'.repeat(100)}"><!ENTITY c "${'&b;'.repeat(100)}">]><r>&c;</r>`,
    ),
    'not-s3',
    asking,
  );
  everyOperation(
    'with a file inside',
    answer(200, '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd">]><r>&f;</r>'),
    'not-s3',
    asking,
  );

  test.each(asking)('without an end: %s is cut off before it costs memory or time', async (name) => {
    let sentBytes = 0;
    const script: Script = (request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/xml' });
      response.write('<?xml version="1.0"?><ListBucketResult>');
      const chunk = Buffer.from('<Contents><Key>a</Key></Contents>'.repeat(2_000));
      const more = () => {
        if (response.destroyed) return;
        sentBytes += chunk.length;
        response.write(chunk, () => setImmediate(more));
      };
      more();
    };
    // The size ends it, or on a machine that is slow just now the time: whichever comes first.
    expect(['not-s3', 'timed-out']).toContain(codeOf(await ending(name, script, hasty)));
    expect(sentBytes).toBeLessThan(64 * 1_048_576);
  });

  test.each(asking)('a byte at a time: %s does not wait for it for ever', async (name) => {
    const script: Script = (request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/xml' });
      const drip = setInterval(() => response.write(' '), 100);
      response.on('close', () => clearInterval(drip));
    };
    expect(codeOf(await ending(name, script, hasty))).toBe('timed-out');
  });
});

describe.concurrent('an answer of S3 that lacks the essential', () => {
  test.each([
    ['put', answer(200), 'not-s3'],
    ['putPart', answer(200), 'not-s3'],
    ['put', answer(200, '', { etag: '' }), 'not-s3'],
    ['put', answer(204, '', { etag: '"e"' }), 'not-s3'],
    [
      'createUpload',
      answer(200, '<InitiateMultipartUploadResult><Bucket>files</Bucket></InitiateMultipartUploadResult>'),
      'not-s3',
    ],
    [
      'completeUpload',
      answer(200, '<CompleteMultipartUploadResult><Key>k</Key></CompleteMultipartUploadResult>'),
      'not-s3',
    ],
    ['describe', answer(200, '', { 'content-length': '5' }), 'not-s3'],
    ['readBack', answer(206, 'short'), 'not-s3'],
    ['readBack', answer(200, 'far too long for the ten bytes'), 'not-s3'],
  ] as const)('%s is not-s3', async (name, script, code) => {
    expect(codeOf(await ending(name, script))).toBe(code);
  });

  const late = (['completeUpload', 'copy'] as const).flatMap((name) =>
    (
      [
        ['InternalError', 'server-failed'],
        ['SlowDown', 'throttled'],
        ['AccessDenied', 'access-denied'],
        ['NoSuchUpload', 'upload-lost'],
      ] as const
    ).map(([serverCode, code]) => ({ name, serverCode, code })),
  );
  test.each(late)('$name that answers 200 with the error $serverCode has failed: $code', async (each) => {
    expect(codeOf(await ending(each.name, answer(200, errorBody(each.serverCode))))).toBe(each.code);
  });
});

describe.concurrent('an error', () => {
  everyOperation('503 SlowDown', answer(503, errorBody('SlowDown')), 'throttled');
  everyOperation('500 InternalError', answer(500, errorBody('InternalError')), 'server-failed', except('describe'));
  everyOperation('500 without a body', answer(500), 'server-failed');
  everyOperation('502 of a proxy', answer(502, signInPage, { 'content-type': 'text/html' }), 'server-failed', [
    'describe',
  ]);
  everyOperation('429', answer(429), 'throttled');
  everyOperation('507', answer(507), 'storage-full');
  everyOperation('403 without a body', answer(403), 'access-denied');
  everyOperation('403 AccessDenied', answer(403, errorBody('AccessDenied')), 'access-denied');
  everyOperation(
    '403 SignatureDoesNotMatch',
    answer(403, errorBody('SignatureDoesNotMatch')),
    'signature-rejected',
    except('describe'),
  );
  everyOperation(
    '403 InvalidAccessKeyId',
    answer(403, errorBody('InvalidAccessKeyId')),
    'access-key-unknown',
    except('describe'),
  );
  everyOperation('400 ExpiredToken', answer(400, errorBody('ExpiredToken')), 'token-expired', except('describe'));
  everyOperation('404 NoSuchBucket', answer(404, errorBody('NoSuchBucket')), 'bucket-missing', except('describe'));
  everyOperation(
    '400 of a kind nobody knows',
    answer(400, errorBody('Whatever')),
    'not-s3',
    except(
      'describe',
      'copy',
      'lifecycleRules',
      'saveLifecycleRules',
      'bucketPolicy',
      'changeBucketPolicy',
      'allowPublicPolicy',
      'changeCors',
    ),
  );
  // A server that knows no block of public policies has none to lift.
  test.each(['allowPublicPolicy', 'changeCors'] as const)(
    '400 of a kind nobody knows: %s changes nothing',
    async (name) => {
      expect(codeOf(await ending(name, answer(400, errorBody('Whatever'))))).toBe('done');
    },
  );

  test.each(except('describe'))('a wrong region is told with the right one: %s', async (name) => {
    const end = await ending(
      name,
      answer(400, errorBody('AuthorizationHeaderMalformed', '<Region>eu-west-9</Region>')),
    );
    expect([codeOf(end), end !== 'done' && end.detail.region]).toEqual(['region-wrong', 'eu-west-9']);
  });

  test.each([301, 307])('a redirect %d is not followed and its region is told', async (status) => {
    const script = answer(status, errorBody('PermanentRedirect', `<Endpoint>127.0.0.1:${other.port}</Endpoint>`), {
      location: `${other.endpoint}/files/k`,
      'x-amz-bucket-region': 'eu-west-9',
    });
    for (const name of names) {
      const end = await ending(name, script);
      expect([name, codeOf(end), end !== 'done' && end.detail.region]).toEqual([name, 'region-wrong', 'eu-west-9']);
    }
  });

  test.each([302, 303, 308])('a redirect %d to another host is not followed', async (status) => {
    const script = answer(status, '', { location: `${other.endpoint}/files/k` });
    for (const name of names) {
      const end = await ending(name, script);
      expect([name, codeOf(end), end !== 'done' && end.detail.otherHost]).toEqual([
        name,
        'redirected',
        `127.0.0.1:${other.port}`,
      ]);
    }
  });
});

describe.concurrent('a connection that breaks', () => {
  everyOperation('before anything was read', (request) => request.socket.resetAndDestroy(), 'connection-lost');
  everyOperation(
    'in the middle of a body',
    (request) => request.once('data', () => request.socket.resetAndDestroy()),
    'connection-lost',
    ['put', 'putPart'],
  );
  everyOperation(
    'after the body was read',
    (request) => request.resume().on('end', () => request.socket.resetAndDestroy()),
    'connection-lost',
  );
  everyOperation(
    'in the middle of the answer',
    (request, response) => {
      request.resume().on('end', () => {
        response.writeHead(200, { 'content-type': 'application/xml', 'content-length': '1000', etag: '"e"' });
        response.write('<?xml version="1.0"?>', () => request.socket.resetAndDestroy());
      });
    },
    'connection-lost',
    except('describe', 'remove', 'removeMany', 'abortUpload'),
  );
  everyOperation('by a polite end without an answer', (request) => void request.socket.end(), 'connection-lost');
  test.each(names)('into silence: %s asks once, and is told after the time of one attempt', async (name) => {
    const silent = await startScripted();
    silent.script = (request) => void request.resume();
    // All of them ask at once: on a busy computer the server hears some of them late.
    const code = codeOf(await endingAt(silent.endpoint, name, { ...hasty, silenceMs: 2_000 }));
    await silent.close();
    expect([code, silent.seen.length]).toEqual(['timed-out', 1]);
  });
});

describe.concurrent('no server', () => {
  test.each(names)('nothing listens: %s is connection-refused', async (name) => {
    const gone = await startScripted();
    await gone.close();
    expect(codeOf(await endingAt(gone.endpoint, name))).toBe('connection-refused');
  });

  test.each(['put', 'checkBucket'] as const)('a name that nobody has: %s is host-unknown', async (name) => {
    expect(codeOf(await endingAt('http://name.invalid:9000', name))).toBe('host-unknown');
  });

  test.each(['put', 'checkBucket'] as const)('a server that speaks another protocol: %s is not-s3', async (name) => {
    const ssh = net.createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end('SSH-2.0-OpenSSH_9.9\r\n');
    });
    await new Promise<void>((resolve) => ssh.listen(0, '127.0.0.1', resolve));
    const { port } = ssh.address() as AddressInfo;
    expect(codeOf(await endingAt(`http://127.0.0.1:${port}`, name))).toMatch(/^(not-s3|connection-lost)$/);
    ssh.close();
  });
});

test.each(['put', 'checkBucket'] as const)('no TLS where it is asked for is said: %s', async (name) => {
  expect(codeOf(await endingAt(`https://127.0.0.1:${other.port}`, name))).toBe('tls-not-spoken');
});

describe.concurrent('an anonymous look at a link', () => {
  const ask = async (script: Script, limits = patient) => {
    const server = await startScripted();
    server.script = script;
    try {
      return await createLinkProbe(directNetwork, limits).ask(`${server.endpoint}/files/k?X-Amz-Signature=1`);
    } finally {
      await server.close();
    }
  };

  test.each([
    [answer(206, 'h', { 'content-range': 'bytes 0-0/1234' }), { status: 206, sizeBytes: 1_234 }],
    [answer(200, 'hello'), { status: 200, sizeBytes: 5 }],
    [answer(416, '', { 'content-range': 'bytes */0' }), { status: 416, sizeBytes: 0 }],
    [answer(206, 'h', { 'content-range': 'bytes 0-0/*' }), { status: 206 }],
    [answer(403, errorBody('AccessDenied')), { status: 403 }],
    [answer(404), { status: 404 }],
  ])('is what the server said', async (script, seen) => {
    expect(await ask(script)).toEqual({ ...seen, contentType: 'application/xml' });
  });

  test('tells how the object is shown, as it was said, and decodes nothing', async () => {
    const headers = {
      'content-range': 'bytes 0-0/1234',
      'content-type': 'text/html; charset=utf-8',
      'content-disposition': "attachment; filename*=UTF-8''a%20b",
      'content-encoding': 'gzip',
    };
    // The first byte of a gzip stream is no gzip stream: whoever unpacks it fails.
    expect(await ask(answer(206, '\u001f', headers))).toEqual({
      status: 206,
      sizeBytes: 1_234,
      contentType: headers['content-type'],
      contentDisposition: headers['content-disposition'],
      contentEncoding: 'gzip',
    });
  });

  test('is not led to another host', async () => {
    expect(await ask(answer(302, '', { location: other.endpoint }))).toMatchObject({ status: 302 });
  });

  test('carries no credentials and asks for one byte', async () => {
    let sent: http.IncomingHttpHeaders = {};
    await ask((request, response) => {
      sent = request.headers;
      response.end('x');
    });
    expect([sent.range, sent.authorization, sent.cookie]).toEqual(['bytes=0-0', undefined, undefined]);
  });

  test('does not wait for ever', async () => {
    await expect(ask(() => undefined, hasty)).rejects.toMatchObject({ code: 'timed-out' });
  });

  test('does not read a whole file that comes without being asked for', async () => {
    let sentBytes = 0;
    const seen = await ask((_request, response) => {
      response.writeHead(200, { 'content-length': String(10 ** 12) });
      const more = () => {
        if (response.destroyed) return;
        sentBytes += 65_536;
        response.write(Buffer.alloc(65_536), () => setImmediate(more));
      };
      more();
    });
    expect(seen).toEqual({ status: 200, sizeBytes: 10 ** 12 });
    expect(sentBytes).toBeLessThan(32 * 1_048_576);
  });
});

test('nothing was asked of the hosts that answers pointed to', () => {
  expect(other.seen).toEqual([]);
});
