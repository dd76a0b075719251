// A wrong region or address is corrected with one more request each, at the host that was typed and no other.
import { describe, expect, test } from 'vitest';
import { byName, codesOf, walled } from './doctor-subject';
import { answer, errorBody, type Script } from './scripted-server';

const signedFor = (region: string, url: string, authorization: string | undefined): boolean =>
  `${authorization ?? ''} ${decodeURIComponent(url)}`.includes(`/${region}/s3/aws4_request`);

describe('a wrong region', () => {
  const malformed = errorBody('AuthorizationHeaderMalformed', '<Region>us-east-1</Region>');
  const inHeader = { 'x-amz-bucket-region': 'us-east-1' };
  test.each<readonly [string, Script, number]>([
    ['a 301 with its header', answer(301, errorBody('PermanentRedirect'), inHeader), 1],
    [
      'a 307 with its header',
      answer(307, errorBody('TemporaryRedirect'), { ...inHeader, location: 'http://elsewhere.example/' }),
      1,
    ],
    ['a 400 with the region in its body', answer(400, malformed), 1],
    [
      'a 400 that expects another',
      answer(
        400,
        '<Error><Code>InvalidRequest</Code><Message>the region &apos;x&apos; is wrong; expecting &apos;us-east-1&apos;</Message></Error>',
      ),
      1,
    ],
    ['a 403 with its header', answer(403, errorBody('AccessDenied'), inHeader), 1],
    ['a 301 without a word, and HEAD', answer(301, errorBody('PermanentRedirect')), 2],
    ['a 403 for the signature, and HEAD', answer(403, errorBody('SignatureDoesNotMatch')), 2],
  ])('is corrected after %s', async (_how, refusal, extra) => {
    const { wall, look, left } = await walled();
    wall.refuse = ({ operation, request }) => {
      if (operation === 'form') return undefined;
      if (signedFor('us-east-1', request.url ?? '', request.headers.authorization)) return undefined;
      return operation === 'locate' ? answer(403, '', inHeader) : refusal;
    };
    const examination = await look({ region: 'mars-north-1' });
    expect(examination.failure).toBeUndefined();
    expect(examination.corrected).toMatchObject({ region: 'us-east-1', endpoint: wall.endpoint, addressing: 'path' });
    expect(codesOf(examination)).toMatchObject({ region: 'region-corrected', write: 'write-allowed' });
    expect(examination.requests).toBe(19 + extra);
    expect(wall.passed).toHaveLength(examination.requests);
    expect(await left()).toEqual([]);
  });

  test('that nobody can name is told, with two requests', async () => {
    const { wall, look } = await walled();
    wall.refuse = ({ operation }) =>
      operation === 'locate' ? answer(403) : answer(301, errorBody('PermanentRedirect'));
    const examination = await look();
    expect([examination.failure?.code, examination.requests]).toEqual(['redirected', 2]);
    expect(codesOf(examination)).toMatchObject({
      region: 'redirected',
      write: 'not-asked',
      'clean-up': 'nothing-stored',
    });
  });
});

describe('a wrong address', () => {
  const listsBuckets = answer(200, '<?xml version="1.0"?><ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>');

  test.each<readonly [string, Script]>([
    ['lists all buckets instead', listsBuckets],
    ['knows no such bucket', answer(404, errorBody('NoSuchBucket'))],
    ['does not know what is meant', answer(400, errorBody('InvalidBucketName'))],
  ])('the bucket in the host, where the server %s, is corrected', async (_how, script) => {
    const { wall, look, left } = await walled(byName);
    wall.refuse = ({ request }) => ((request.headers.host ?? '').startsWith('files.') ? script : undefined);
    const examination = await look({ addressing: 'virtual-host' });
    expect(examination.corrected).toMatchObject({ addressing: 'path' });
    expect(codesOf(examination)).toMatchObject({ addressing: 'addressing-corrected', write: 'write-allowed' });
    expect(examination.requests).toBe(20);
    expect(await left()).toEqual([]);
  });

  test('the bucket in the path, where the server wants it in the host, is corrected', async () => {
    const { wall, look } = await walled(byName);
    wall.refuse = ({ request }) =>
      (request.headers.host ?? '').startsWith('files.')
        ? undefined
        : answer(403, errorBody('SecondLevelDomainForbidden'));
    const examination = await look();
    expect(examination.corrected).toMatchObject({ addressing: 'virtual-host' });
    expect([examination.failure, examination.requests]).toEqual([undefined, 20]);
  });

  test('an endpoint with the bucket at its end costs no request', async () => {
    const { wall, look, connection } = await walled();
    const examination = await look({ endpoint: `${wall.endpoint}/files` });
    const { endpoint, region, bucket, addressing } = connection;
    expect(examination.corrected).toEqual({ endpoint, region, bucket, addressing });
    expect(codesOf(examination)).toMatchObject({ addressing: 'endpoint-corrected', write: 'write-allowed' });
    expect(examination.requests).toBe(19);
  });
});
