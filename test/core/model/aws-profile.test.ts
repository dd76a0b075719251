// What a profile is, is told from its lines alone, in the order in which AWS's own tools look, and without its secrets.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { profilesOf, stsEndpointOf, type AwsProfile, type Sections } from '../../../main/core/model/aws-profile';

const keys = { aws_access_key_id: 'AKIACANARY', aws_secret_access_key: 'CANARY-secret' };
const arn = 'arn:aws:iam::123456789012:role/Share';
const one = (section: Readonly<Record<string, string>>, config: Sections = {}) =>
  profilesOf({ ...config, x: section }, {}).find(({ name }) => name === 'x');

describe('a profile', () => {
  test.each<[what: string, section: Readonly<Record<string, string>>, is: Omit<AwsProfile, 'name'>]>([
    ['nothing', {}, { kind: 'none' }],
    ['a region alone', { region: 'eu-west-1' }, { kind: 'none', region: 'eu-west-1' }],
    ['keys', keys, { kind: 'keys' }],
    ['half of the keys', { aws_access_key_id: 'AKIACANARY' }, { kind: 'none' }],
    ['a program', { credential_process: '/opt/bin/vault get CANARY' }, { kind: 'process', detail: 'vault' }],
    ['a quoted program', { credential_process: '"/opt/my tools/vault" CANARY' }, { kind: 'process', detail: 'vault' }],
    [
      'a program of Windows',
      { credential_process: 'C:\\Tools\\vault.exe -x' },
      { kind: 'process', detail: 'vault.exe' },
    ],
    ['keys before a program', { ...keys, credential_process: 'x' }, { kind: 'keys' }],
    [
      'a role before keys',
      { ...keys, role_arn: arn, source_profile: 'b' },
      { kind: 'role', detail: 'Share, 123456789012', source: 'b' },
    ],
    [
      'a role of the machine',
      { role_arn: arn, credential_source: 'Ec2InstanceMetadata' },
      { kind: 'role', detail: 'Share, 123456789012' },
    ],
    ['a role of nobody', { role_arn: arn }, { kind: 'none' }],
    [
      'a role below a path, of another partition',
      { role_arn: 'arn:aws-us-gov:iam::1:role/a/b/Deep', source_profile: 'b' },
      { kind: 'role', detail: 'Deep, 1', source: 'b' },
    ],
    [
      'a role by another name',
      { role_arn: 'my-role', source_profile: 'b' },
      { kind: 'role', detail: 'my-role', source: 'b' },
    ],
    [
      'a web identity',
      { role_arn: arn, web_identity_token_file: '/t' },
      { kind: 'web-identity', detail: 'Share, 123456789012' },
    ],
    [
      'a session of SSO',
      { sso_session: 's', sso_account_id: '1', sso_role_name: 'R' },
      { kind: 'sso', detail: 'R, 1' },
    ],
    ['SSO', { sso_start_url: 'https://x' }, { kind: 'sso' }],
    ['a sign-in of the console', { login_session: 'arn:aws:iam::1:user/me' }, { kind: 'login' }],
    [
      'an endpoint',
      { ...keys, endpoint_url: 'minio.example.com:9000' },
      { kind: 'keys', endpoint: 'https://minio.example.com:9000' },
    ],
    ['an endpoint that is none', { ...keys, endpoint_url: 'https://user:CANARY@h' }, { kind: 'keys' }],
    [
      'an endpoint of S3',
      { ...keys, endpoint_url: 'https://all', 's3.endpoint_url': 'https://s3.h' },
      { kind: 'keys', endpoint: 'https://s3.h' },
    ],
    ['an addressing', { ...keys, 's3.addressing_style': 'virtual' }, { kind: 'keys', addressing: 'virtual-host' }],
    ['an addressing left open', { ...keys, 's3.addressing_style': 'auto' }, { kind: 'keys' }],
  ])('with %s', (_what, section, is) => {
    expect(one(section)).toEqual({ name: 'x', ...is });
  });

  test('has the endpoint of its services before its own, unless endpoints are to be ignored', () => {
    const config = {
      'services.mine': { 's3.endpoint_url': 'https://s3.mine' },
      'services.none': { 'sts.endpoint_url': 'https://sts' },
    };
    const section = { ...keys, endpoint_url: 'https://own' };
    const endpoint = (more: Readonly<Record<string, string>>) => one({ ...section, ...more }, config)?.endpoint;
    expect(endpoint({ services: 'mine' })).toBe('https://s3.mine');
    expect(endpoint({ services: 'none' })).toBe('https://own');
    expect(endpoint({ services: 'unknown' })).toBe('https://own');
    expect(endpoint({ services: 'mine', ignore_configured_endpoint_urls: 'TRUE' })).toBeUndefined();
  });

  test('is put together from both files; the credentials file goes first', () => {
    const listed = profilesOf(
      { b: { region: 'r1', ...keys }, a: {}, 'sso-session.s': {}, 'services.t': {} },
      { b: { region: 'r2' }, c: keys },
    );
    expect(listed.map(({ name, kind, region }) => [name, kind, region])).toEqual([
      ['a', 'none', undefined],
      ['b', 'keys', 'r2'],
      ['c', 'keys', undefined],
    ]);
  });

  test('never tells its keys, whatever its lines are', () => {
    const names = [
      'role_arn',
      'source_profile',
      'credential_process',
      'sso_session',
      'endpoint_url',
      's3.endpoint_url',
      'region',
      'services',
    ];
    const lines = fc.dictionary(fc.constantFrom(...names), fc.string());
    fc.assert(
      fc.property(lines, (section) => {
        expect(JSON.stringify(one({ ...section, ...keys }))).not.toContain('CANARY');
      }),
    );
  });
});

describe('where a role is assumed', () => {
  const own = { 'sts.endpoint_url': 'https://own' };
  test.each<
    [what: string, section: Record<string, string>, environment: Record<string, string>, at: string | undefined]
  >([
    ['nothing named', {}, {}, undefined],
    ['the profile for all services', { endpoint_url: 'https://all' }, {}, 'https://all'],
    ['its services', { services: 'own', endpoint_url: 'https://all' }, {}, 'https://own'],
    ['services of another', { services: 's3-alone', endpoint_url: 'https://all' }, {}, 'https://all'],
    ['the variable for all', { services: 'own' }, { AWS_ENDPOINT_URL: 'https://v' }, 'https://v'],
    ['the variable of STS', {}, { AWS_ENDPOINT_URL: 'https://v', AWS_ENDPOINT_URL_STS: 'https://s' }, 'https://s'],
    ['an empty variable', { endpoint_url: 'https://all' }, { AWS_ENDPOINT_URL_STS: '' }, 'https://all'],
    [
      'ignored by the profile',
      { endpoint_url: 'https://all', ignore_configured_endpoint_urls: 'true' },
      { AWS_ENDPOINT_URL: 'https://v' },
      undefined,
    ],
    [
      'ignored by the variable',
      { endpoint_url: 'https://all' },
      { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'True', AWS_ENDPOINT_URL: 'https://v' },
      undefined,
    ],
    [
      'not ignored by the variable',
      { endpoint_url: 'https://all', ignore_configured_endpoint_urls: 'true' },
      { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' },
      'https://all',
    ],
  ])('%s', (_what, section, environment, at) => {
    const config: Sections = {
      x: section,
      'services.own': own,
      'services.s3-alone': { 's3.endpoint_url': 'https://s3' },
    };
    expect(stsEndpointOf('x', config, {}, environment)).toBe(at);
  });
});
