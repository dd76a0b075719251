// A connection for one command comes out of the same variables and profiles as AWS's own tools take, in their order.
import { describe, expect, test } from 'vitest';
import type { AwsProfile } from '../../../main/core/model/aws-profile';
import { ephemeralChoice } from '../../../main/terminal/commands/one-off-connection';
import type { EphemeralOptions } from '../../../main/terminal/arguments/command';
import { rejected } from '../../fakes/failing';
import { createMemoryTerminal } from '../memory-terminal';

const keys = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'CANARY-secret' };
const profiles: readonly AwsProfile[] = [
  { name: 'work', kind: 'sso', region: 'eu-west-3' },
  {
    name: 'home',
    kind: 'keys',
    region: 'garage',
    endpoint: 'https://nas.example.com:9000',
    addressing: 'virtual-host',
  },
];
const options: EphemeralOptions = {
  endpoint: undefined,
  bucket: 'files',
  region: undefined,
  profile: undefined,
  addressing: 'automatic',
};
const choose = (typed: Partial<EphemeralOptions>, environment: Readonly<Record<string, string>>) =>
  ephemeralChoice({ ...options, ...typed }, { awsProfiles: async () => profiles }, environment, createMemoryTerminal());

const typedKeys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'CANARY-secret' };
const ofProfile = (profile: string) => ({ kind: 'profile', profile });

describe('the place', () => {
  test.each<
    [what: string, typed: Partial<EphemeralOptions>, more: Record<string, string>, endpoint: string, region: string]
  >([
    ['is AWS without anything else', {}, {}, 'https://s3.us-east-1.amazonaws.com', 'us-east-1'],
    [
      'is AWS in the region that is typed',
      { region: 'eu-north-1' },
      {},
      'https://s3.eu-north-1.amazonaws.com',
      'eu-north-1',
    ],
    [
      'is AWS in the usual region',
      {},
      { AWS_DEFAULT_REGION: 'us-west-2' },
      'https://s3.us-west-2.amazonaws.com',
      'us-west-2',
    ],
    [
      'follows AWS_REGION first',
      {},
      { AWS_REGION: 'cn-north-1', AWS_DEFAULT_REGION: 'us-west-2' },
      'https://s3.cn-north-1.amazonaws.com.cn',
      'cn-north-1',
    ],
    [
      'is an endpoint of the environment',
      {},
      { AWS_ENDPOINT_URL: 'https://h.example/' },
      'https://h.example',
      'us-east-1',
    ],
    [
      'is the endpoint of S3 before that of all',
      {},
      { AWS_ENDPOINT_URL: 'https://all.example', AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9000', AWS_REGION: 'here' },
      'http://127.0.0.1:9000',
      'here',
    ],
    [
      'is what is typed before anything else',
      { endpoint: 'h.example', region: 'r' },
      { AWS_ENDPOINT_URL: 'https://x', AWS_REGION: 'y' },
      'https://h.example',
      'r',
    ],
    [
      'has the region its endpoint tells',
      { endpoint: 's3.eu-west-3.amazonaws.com' },
      { AWS_REGION: 'us-west-2' },
      'https://s3.eu-west-3.amazonaws.com',
      'eu-west-3',
    ],
    [
      'ignores empty variables',
      {},
      { AWS_ENDPOINT_URL: '', AWS_REGION: '' },
      'https://s3.us-east-1.amazonaws.com',
      'us-east-1',
    ],
  ])('%s', async (_what, typed, more, endpoint, region) => {
    expect(await choose(typed, { ...keys, ...more })).toMatchObject({
      connection: { endpoint, region, bucket: 'files' },
      credentials: typedKeys,
    });
  });

  test.each<[what: string, typed: Partial<EphemeralOptions>, environment: Record<string, string>, expected: object]>([
    [
      'has its region',
      { profile: 'work' },
      {},
      { endpoint: 'https://s3.eu-west-3.amazonaws.com', region: 'eu-west-3' },
    ],
    [
      'has its endpoint and addressing',
      { profile: 'home' },
      {},
      { endpoint: 'https://nas.example.com:9000', region: 'garage', addressing: 'virtual-host' },
    ],
    [
      'gives way to what is typed',
      { profile: 'home', endpoint: 'https://h.example', addressing: 'path' },
      {},
      { endpoint: 'https://h.example', region: 'garage', addressing: 'path' },
    ],
    [
      'gives way to the environment',
      { profile: 'home' },
      { AWS_ENDPOINT_URL_S3: 'https://h.example', AWS_REGION: 'r' },
      { endpoint: 'https://h.example', region: 'r' },
    ],
  ])('of a profile %s', async (_what, typed, environment, expected) => {
    const choice = await choose(typed, environment);
    expect(choice).toMatchObject({ connection: { ...expected, credentials: { kind: 'profile' } } });
    expect(choice).not.toHaveProperty('credentials');
  });
});

describe('the credentials', () => {
  test.each([
    [
      'of a profile that is named go before variables',
      { profile: 'work' },
      { ...keys, AWS_PROFILE: 'home' },
      ofProfile('work'),
    ],
    ['of AWS_PROFILE come last', {}, { AWS_PROFILE: 'home' }, ofProfile('home')],
    ['of an incomplete pair are none', {}, { AWS_ACCESS_KEY_ID: 'A', AWS_PROFILE: 'home' }, ofProfile('home')],
  ])('%s', async (_what, typed, environment, credentials) => {
    expect(await choose(typed, environment)).toMatchObject({ connection: { credentials } });
  });

  test('of variables go before AWS_PROFILE, which need not exist then', async () => {
    expect(await choose({}, { ...keys, AWS_PROFILE: 'nobody' })).toMatchObject({ credentials: typedKeys });
  });

  test.each([
    [{ profile: 'nobody' }, {}, 'profile-unknown'],
    [{}, { AWS_PROFILE: 'nobody' }, 'profile-unknown'],
    [{}, {}, 'bad-request'],
    [{}, { AWS_SECRET_ACCESS_KEY: 's' }, 'bad-request'],
    [{}, { ...keys, AWS_ENDPOINT_URL: 'ftp://h' }, 'endpoint-invalid'],
  ])('%j with %j is %s', async (typed, environment, code) => {
    expect((await rejected(choose(typed, environment))).code).toBe(code);
  });
});
