// A wrong endpoint, region or addressing is seen by what gives it away, and never corrected towards somebody else's host.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  correctionFor,
  inRegion,
  withoutBucket,
  type Correction,
} from '../../../main/core/doctor/rules/endpoint-corrections';
import type { ProbeResponse } from '../../../main/core/model/probe';
import { Failure, type FailureCode } from '../../../main/core/model/failure';
import type { Place } from '../../../main/core/model/place';

const place: Place = { endpoint: 'https://s3.example.com', region: 'us-east-1', bucket: 'files', addressing: 'path' };

describe('an endpoint that holds the bucket', () => {
  test.each<readonly [string, string | undefined, Place['addressing']]>([
    ['https://files.fra1.example.com', 'https://fra1.example.com', 'virtual-host'],
    ['https://files.s3.eu-west-1.amazonaws.com', 'https://s3.eu-west-1.amazonaws.com', 'virtual-host'],
    ['https://files.example.com:9000/base', 'https://example.com:9000/base', 'virtual-host'],
    ['https://s3.example.com/files', 'https://s3.example.com', 'path'],
    ['https://s3.example.com/base/files', 'https://s3.example.com/base', 'path'],
    ['https://s3.example.com', undefined, 'path'],
    ['https://s3.example.com/profiles', undefined, 'path'],
    ['https://files.localhost', undefined, 'path'],
    ['https://files', undefined, 'path'],
    ['http://127.0.0.1:9000/files', 'http://127.0.0.1:9000', 'path'],
  ])('%s', (endpoint, without, addressing) => {
    const found = withoutBucket({ ...place, endpoint });
    expect(found).toEqual(without === undefined ? undefined : { ...place, endpoint: without, addressing });
  });
});

describe('another region', () => {
  test.each<readonly [string, string, string | undefined, string | undefined]>([
    ['https://s3.us-east-1.amazonaws.com', 'us-east-1', 'eu-west-1', 'https://s3.eu-west-1.amazonaws.com'],
    [
      'https://s3.dualstack.us-east-1.amazonaws.com',
      'us-east-1',
      'eu-west-1',
      'https://s3.dualstack.eu-west-1.amazonaws.com',
    ],
    ['https://s3.amazonaws.com', 'us-east-1', 'eu-west-1', 'https://s3.eu-west-1.amazonaws.com'],
    ['https://s3.wasabisys.com', 'us-east-1', 'eu-central-2', 'https://s3.wasabisys.com'],
    ['https://s3.us-west-004.backblazeb2.com', 'us-west-004', 'us-east-005', 'https://s3.us-east-005.backblazeb2.com'],
    ['http://10.0.0.1:3900', 'us-east-1', 'garage', 'http://10.0.0.1:3900'],
    ['https://us-east-1.evil', 'us-east-1', 'eu-west-1', 'https://us-east-1.evil'],
    ['https://s3.example.com', 'us-east-1', 'us-east-1', undefined],
    ['https://s3.example.com', 'us-east-1', undefined, undefined],
    ['https://s3.example.com', 'us-east-1', 'evil.example/', undefined],
    ['https://s3.example.com', 'us-east-1', 'Mars', undefined],
  ])('%s from %s to %s', (endpoint, region, told, there) => {
    const found = inRegion({ ...place, endpoint, region }, told);
    expect(found).toEqual(there === undefined ? undefined : { ...place, endpoint: there, region: told });
  });

  test('whatever a server says, the owner of the host stays the same', () => {
    const label = fc.stringMatching(/^[a-z0-9-]{1,12}$/);
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 6 }), fc.string(), fc.nat(5), (labels, told, at) => {
        const host = labels.join('.');
        if (!URL.canParse(`https://${host}`) || new URL(`https://${host}`).hostname !== host) return;
        const found = inRegion({ ...place, endpoint: `https://${host}`, region: labels[at] ?? 'x' }, told);
        if (found === undefined) return;
        const owner = (endpoint: string) => new URL(endpoint).hostname.split('.').slice(-2).join('.');
        expect(owner(found.endpoint)).toBe(owner(`https://${host}`));
      }),
    );
  });
});

const answered = (status: number, more: Partial<ProbeResponse> = {}): ProbeResponse => ({ status, ...more });
const host: Place = { ...place, addressing: 'virtual-host' };

describe('after a refusal', () => {
  type Row = readonly [
    what: string,
    place: Place,
    code: FailureCode,
    answer: ProbeResponse | undefined,
    tried: readonly Correction[],
    expected: 'locate' | Partial<Place> | undefined,
  ];
  test.each<Row>([
    [
      'a redirect that names the region',
      place,
      'redirected',
      answered(301, { region: 'eu-west-1' }),
      [],
      { region: 'eu-west-1' },
    ],
    ['a redirect that names nothing', place, 'redirected', answered(307), [], 'locate'],
    [
      'a redirect that names what was asked',
      place,
      'redirected',
      answered(301, { region: 'us-east-1' }),
      [],
      undefined,
    ],
    [
      'a refusal in another region',
      place,
      'access-denied',
      answered(403, { region: 'eu-west-1' }),
      [],
      { region: 'eu-west-1' },
    ],
    ['a refusal in this region', place, 'access-denied', answered(403, { region: 'us-east-1' }), [], undefined],
    [
      'a missing object in another region',
      place,
      'object-missing',
      answered(404, { region: 'eu-west-1' }),
      [],
      undefined,
    ],
    ['a region that was tried', place, 'redirected', answered(301, { region: 'eu-west-1' }), ['region'], undefined],
    ['an unknown name with the bucket in it', host, 'host-unknown', undefined, [], { addressing: 'path' }],
    ['a certificate for another name', host, 'tls-wrong-host', undefined, [], { addressing: 'path' }],
    [
      'no such bucket, in the host',
      host,
      'bucket-missing',
      answered(404, { code: 'NoSuchBucket' }),
      [],
      { addressing: 'path' },
    ],
    ['no such bucket, in the path', place, 'bucket-missing', answered(404, { code: 'NoSuchBucket' }), [], undefined],
    [
      'an operation nobody knows, in the host',
      host,
      'not-s3',
      answered(400, { code: 'InvalidArgument' }),
      [],
      undefined,
    ],
    ['no S3 at all, in the host', host, 'not-s3', answered(200), [], { addressing: 'path' }],
    ['an address that was tried', host, 'not-s3', answered(200), ['addressing'], undefined],
    [
      'a path that is not wanted',
      place,
      'addressing-wrong',
      answered(403, { code: 'SecondLevelDomainForbidden' }),
      [],
      { addressing: 'virtual-host' },
    ],
    [
      'a path that is not wanted, of a bucket no host can carry',
      { ...place, bucket: 'Files' },
      'addressing-wrong',
      answered(403, { code: 'PathStyleDomainForbidden' }),
      [],
      undefined,
    ],
    [
      'a path that is not wanted, at an address',
      { ...place, endpoint: 'http://10.0.0.1' },
      'addressing-wrong',
      answered(403, { code: 'PathStyleDomainForbidden' }),
      [],
      undefined,
    ],
    ['a wrong secret', place, 'signature-rejected', answered(403), [], undefined],
    ['nobody there', place, 'endpoint-unreachable', undefined, [], undefined],
  ])('%s', (_what, at, code, answer, tried, expected) => {
    const found = correctionFor(at, new Failure(code), answer, new Set(tried));
    const place = typeof found === 'object' ? found.place : found;
    expect(place).toEqual(typeof expected === 'object' ? { ...at, ...expected } : expected);
  });
});
