// Every kind of profile people have resolves, or fails in words that say what to do; the files of test/fixtures/aws have
// one of each, and AWS's sign-in services are played by a server of this test.
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { onPosix } from '../platform';
import { createAwsProfiles } from '../../main/adapters/secrets/aws-profiles';
import { failureOfProfile } from '../../main/adapters/secrets/aws-profile-failures';
import { createNetwork, directNetwork } from '../../main/adapters/network/network';
import { failureWords } from '../../main/core/wording/failure-words';
import type { Failure } from '../../main/core/model/failure';
import { startAwsServer, type AwsServer } from '../fakes/aws-server';
import { rejected } from '../fakes/failing';
import { createMemoryProfiles } from '../fakes/memory-profiles';
import { awsProfilesSuite } from './aws-profiles';
import { startProxy } from './proxy-server';

const fixtures = resolve('test/fixtures/aws');
const endMs = Date.UTC(2038, 0, 1);
const place = mkdtempSync(join(tmpdir(), 'mayfly-aws-'));
const before = { ...process.env };
let home = '';
let homes = 0;
let server: AwsServer;

// A busy computer takes longer than a second to start a program: only what is silent is given up early.
const limits = { programMs: 60_000, silenceMs: 60_000, wholeMs: 60_000 };
const inShell = onPosix('a shell, for which the programs of the profiles here are written');
const runsHere = ([name]: readonly [name: string, ...unknown[]]) => inShell || !name.includes('program');
const profiles = createAwsProfiles(directNetwork, limits);
const hasty = createAwsProfiles(directNetwork, { ...limits, programMs: 400, silenceMs: 400 });

beforeAll(async () => {
  server = await startAwsServer();
});
afterAll(async () => {
  await server.close();
  rmSync(place, { recursive: true, force: true });
});
beforeEach(() => {
  homes += 1;
  home = join(place, `home-${homes}`);
  mkdirSync(join(home, '.aws/sso/cache'), { recursive: true });
  server.refusals.clear();
  const endpoint = {
    AWS_ENDPOINT_URL_STS: server.url,
    AWS_ENDPOINT_URL_SSO: server.url,
    AWS_ENDPOINT_URL_SSO_OIDC: server.url,
  };
  Object.assign(process.env, { HOME: home, ...endpoint });
  for (const name of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_PROFILE', 'AWS_REGION'])
    delete process.env[name];
});
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
});

const useFixtures = () => cpSync(fixtures, join(home, '.aws'), { recursive: true });
const signIn = (session: string, token: object) =>
  writeFileSync(
    join(home, '.aws/sso/cache', `${createHash('sha1').update(session).digest('hex')}.json`),
    JSON.stringify(token),
  );
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
const hour = 3_600_000;
/** Where nobody listens. */
const nowhere = 'http://127.0.0.1:9';
const legacyStart = 'https://legacy.example.com/start';

/** In words, and without a sign of what a program, a server or a file said. */
const told = (failure: Failure) => {
  const words = failureWords(failure, 'window');
  expect(JSON.stringify([words, failure.detail])).not.toMatch(/CANARY|-secret|token"|ASIA|AKIA/);
  return `${words.message} ${words.next}`;
};

awsProfilesSuite('memory', () => {
  const memory = createMemoryProfiles();
  return {
    profiles: memory,
    put(name, answer) {
      if (answer === undefined) memory.profiles.delete(name);
      else memory.profiles.set(name, { kind: 'keys', answer });
    },
  };
});

awsProfilesSuite('the files of the AWS command line', () => {
  const written = new Map<string, string>();
  return {
    profiles,
    put(name, keys) {
      if (keys === undefined) written.delete(name);
      else
        written.set(
          name,
          `[${name}]\naws_access_key_id = ${keys.accessKeyId}\naws_secret_access_key = ${keys.secretAccessKey}\n`,
        );
      writeFileSync(join(home, '.aws/credentials'), [...written.values()].join('\n'));
    },
  };
});

describe('the list', () => {
  test('says of every profile what it is', async () => {
    useFixtures();
    const listed = await profiles.list();
    expect(JSON.stringify(listed)).not.toMatch(/secret|CANARY|AKIA|ASIA/);
    expect(listed.filter(({ name }) => !name.startsWith('program-') && !/^role-of-[^p]/.test(name))).toEqual([
      { name: 'default', kind: 'keys', region: 'eu-west-1' },
      { name: 'empty', kind: 'none', region: 'eu-north-1' },
      {
        name: 'endpoint',
        kind: 'keys',
        region: 'us-east-1',
        endpoint: 'https://minio.example.com:9000',
        addressing: 'path',
      },
      { name: 'keys', kind: 'keys', region: 'eu-central-1' },
      { name: 'only-credentials', kind: 'keys' },
      { name: 'program', kind: 'process', detail: 'echo' },
      { name: 'role', kind: 'role', detail: 'Share, 123456789012', source: 'keys', region: 'eu-central-1' },
      { name: 'role-of-program', kind: 'role', detail: 'Share, 123456789012', source: 'program' },
      { name: 'role-with-code', kind: 'role', detail: 'Share, 123456789012', source: 'keys' },
      { name: 'services', kind: 'keys', region: 'default', endpoint: 'https://s3.example.com' },
      { name: 'services-ignored', kind: 'none' },
      { name: 'sso', kind: 'sso', detail: 'Admin, 123456789012' },
      { name: 'sso-incomplete', kind: 'sso', detail: '123456789012' },
      { name: 'sso-legacy', kind: 'sso', detail: 'ReadWrite, 210987654321' },
      { name: 'temporary', kind: 'keys', region: 'us-west-2' },
    ]);
  });

  test('is that of the files the environment names', async () => {
    useFixtures();
    const elsewhere = join(home, 'elsewhere');
    writeFileSync(elsewhere, '[profile there]\nregion = eu-west-3\n');
    process.env['AWS_CONFIG_FILE'] = elsewhere;
    process.env['AWS_SHARED_CREDENTIALS_FILE'] = join(home, 'nothing');
    expect(await profiles.list()).toEqual([{ name: 'there', kind: 'none', region: 'eu-west-3' }]);
  });

  test.each([
    ['rubbish', '\0\u0001[[[\n=\n[profile\n[]'],
    ['a trap for objects', '[profile __proto__]\nregion = x\n'],
    ['a folder', undefined],
  ])('of %s is empty', async (_what, text) => {
    if (text === undefined) mkdirSync(join(home, '.aws/config'));
    else writeFileSync(join(home, '.aws/config'), text);
    expect(await profiles.list()).toEqual([]);
  });
});

describe('a profile', () => {
  beforeEach(useFixtures);

  const credentialsOf: readonly (readonly [name: string, credentials: object])[] = [
    ['default', { accessKeyId: 'AKIADEFAULT', secretAccessKey: 'default-secret' }],
    ['keys', { accessKeyId: 'AKIAKEYS', secretAccessKey: 'keys-secret' }],
    [
      'temporary',
      {
        accessKeyId: 'ASIATEMPORARY',
        secretAccessKey: 'temporary-secret',
        sessionToken: 'temporary-token',
        expiresAtMs: endMs,
      },
    ],
    [
      'program',
      {
        accessKeyId: 'ASIAPROGRAM',
        secretAccessKey: 'program-secret',
        sessionToken: 'program-token',
        expiresAtMs: endMs,
      },
    ],
    ['program-lasting', { accessKeyId: 'AKIAPROGRAM', secretAccessKey: 'program-secret' }],
  ];
  test.each(credentialsOf.filter(runsHere))('“%s” resolves without a network', async (name, credentials) => {
    const asked = server.requests.length;
    expect(await profiles.resolve(name)).toEqual(credentials);
    expect(server.requests.length).toBe(asked);
  });

  const role = {
    accessKeyId: 'ASIAROLE',
    secretAccessKey: 'role-secret',
    sessionToken: 'role-token',
    expiresAtMs: endMs,
  };

  test('of a role is asked for at STS with the keys of its source', async () => {
    expect(await profiles.resolve('role')).toEqual(role);
    expect(server.requests.at(-1)).toMatchObject({
      service: 'sts',
      action: 'AssumeRole',
      by: 'AKIAKEYS',
      parameters: {
        RoleArn: 'arn:aws:iam::123456789012:role/team/Share',
        ExternalId: 'partner-7',
        DurationSeconds: '900',
      },
    });
  });

  const sources: readonly (readonly [name: string, environment: object, by: string])[] = [
    ['role-of-program', {}, 'ASIAPROGRAM'],
    ['role-of-environment', { AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 'env-secret' }, 'AKIAENV'],
  ];
  test.each(sources.filter(runsHere))(
    '“%s” is asked for by whoever gives its source',
    async (name, environment, by) => {
      Object.assign(process.env, environment);
      expect(await profiles.resolve(name)).toEqual(role);
      expect(server.requests.at(-1)).toMatchObject({ action: 'AssumeRole', by });
    },
  );

  const sso = { accessKeyId: 'ASIASSO', secretAccessKey: 'sso-secret', sessionToken: 'sso-token', expiresAtMs: endMs };

  // Once every role was asked for at AWS, or where the default profile says, whatever the lines of its own profile were.
  test.each<[what: string, lines: (url: string) => string, environment?: (url: string) => object]>([
    ['its endpoint_url', (url) => `endpoint_url = ${url}`],
    ['its services', (url) => `services = own\n[services own]\nsts =\n  endpoint_url = ${url}`],
    [
      'its services before its endpoint_url',
      (url) => `endpoint_url = ${nowhere}\nservices = own\n[services own]\nsts =\n  endpoint_url = ${url}`,
    ],
    ['AWS_ENDPOINT_URL before both', () => `endpoint_url = ${nowhere}`, (url) => ({ AWS_ENDPOINT_URL: url })],
    [
      'AWS_ENDPOINT_URL_STS before all',
      () => `endpoint_url = ${nowhere}`,
      (url) => ({ AWS_ENDPOINT_URL: nowhere, AWS_ENDPOINT_URL_STS: url }),
    ],
  ])('of a role is asked for where the AWS command line asks: %s', async (_what, lines, environment) => {
    delete process.env['AWS_ENDPOINT_URL_STS'];
    Object.assign(process.env, environment?.(`${server.url}/sts`));
    const config = `[default]\nendpoint_url = ${nowhere}\n[profile base]\nregion = us-east-1\n[profile mine]\nrole_arn = arn:aws:iam::1:role/Share\nsource_profile = base\n${lines(`${server.url}/sts`)}\n`;
    writeFileSync(join(home, '.aws/config'), config);
    writeFileSync(join(home, '.aws/credentials'), '[base]\naws_access_key_id = AKIABASE\naws_secret_access_key = s\n');
    expect(await profiles.resolve('mine')).toEqual(role);
    expect(server.requests.at(-1)).toMatchObject({ action: 'AssumeRole', by: 'AKIABASE', path: '/sts' });
  });

  test.each([
    ['of this profile', 'region = eu-central-1', 'ap-south-1', 'eu-central-1'],
    ['of the environment', '', 'ap-south-1', 'ap-south-1'],
    ['of AWS, without a word on standard error', '', undefined, 'us-east-1'],
  ])('of a role are asked for in the region %s', async (_what, line, environment, region) => {
    if (environment !== undefined) process.env['AWS_REGION'] = environment;
    const role = 'role_arn = arn:aws:iam::1:role/Share\nsource_profile = keys';
    writeFileSync(join(home, '.aws/config'), `[profile keys]\n[profile mine]\n${role}\n${line}\n`);
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    try {
      await profiles.resolve('mine');
      expect(warn).not.toHaveBeenCalled();
    } finally {
      warn.mockRestore();
    }
    expect(server.requests.at(-1)).toMatchObject({ action: 'AssumeRole', region });
  });

  test('of a role whose STS cannot be an address of a server says so', async () => {
    delete process.env['AWS_ENDPOINT_URL_STS'];
    const config =
      '[profile mine]\nrole_arn = arn:aws:iam::1:role/Share\nsource_profile = keys\nendpoint_url = ftp://h\n';
    writeFileSync(join(home, '.aws/config'), config);
    expect(told(await rejected(profiles.resolve('mine')))).toContain('starts with ftp://');
  });

  test('of SSO is asked for with the token that `aws sso login` left', async () => {
    signIn(legacyStart, { accessToken: 'bearer', expiresAt: inMs(hour) });
    expect(await profiles.resolve('sso-legacy')).toEqual(sso);
    expect(server.requests.at(-1)).toMatchObject({
      service: 'sso',
      by: 'bearer',
      parameters: { account_id: '210987654321', role_name: 'ReadWrite' },
    });
  });

  test('of an SSO session renews its token where it can', async () => {
    const registered = { clientId: 'c', clientSecret: 'client-secret', refreshToken: 'refresh' };
    signIn('corp', { accessToken: 'old', expiresAt: inMs(-hour), ...registered });
    expect(await profiles.resolve('sso')).toEqual(sso);
    expect(server.requests.slice(-2)).toMatchObject([
      { service: 'oidc', parameters: { grantType: 'refresh_token', refreshToken: 'refresh' } },
      { service: 'sso', by: 'renewed-bearer' },
    ]);
  });

  test('of a role may have a source of SSO', async () => {
    signIn(legacyStart, { accessToken: 'bearer', expiresAt: inMs(hour) });
    expect(await profiles.resolve('role-of-sso')).toEqual(role);
    expect(server.requests.at(-1)).toMatchObject({ action: 'AssumeRole', by: 'ASIASSO' });
  });

  test('leaves the two files as they are', async () => {
    for (const name of ['keys', ...(inShell ? ['program'] : []), 'role']) await profiles.resolve(name);
    for (const file of readdirSync(fixtures)) {
      expect(readFileSync(join(home, '.aws', file), 'utf8')).toBe(readFileSync(join(fixtures, file), 'utf8'));
    }
  });
});

describe('what goes wrong', () => {
  beforeEach(useFixtures);

  test.runIf(inShell).each([
    ['program-fails', 'it ended with the status 3'],
    ['program-rubbish', 'it printed something else than credentials'],
    ['program-old-version', 'it printed something else than credentials'],
    ['program-incomplete', 'it printed something else than credentials'],
    ['program-endless', 'it printed something else than credentials'],
    ['program-expired', 'its credentials have expired'],
    ['program-missing', 'it ended with the status 127'],
    ['program-hangs', 'it took too long'],
    ['role-of-hanging', 'it took too long'],
  ])('with the program of “%s” is said without its words', async (name, reason) => {
    const failure = await rejected((reason === 'it took too long' ? hasty : profiles).resolve(name));
    expect(told(failure)).toBe(
      `The program that gives the credentials of the AWS profile “${name}” failed: ${reason}. Run the credential_process of the profile in a terminal to see what is wrong.`,
    );
  });

  // Once the links of such credentials were told to live as long as was asked for.
  test.runIf(inShell)('a program whose credentials end at no time is said to have printed something else', async () => {
    const printed = '{"Version":1,"AccessKeyId":"A","SecretAccessKey":"s","SessionToken":"t","Expiration":"soon"}';
    writeFileSync(join(home, '.aws/config'), `[profile mine]\ncredential_process = echo '${printed}'\n`);
    const failure = await rejected(profiles.resolve('mine'));
    expect([failure.code, failure.detail.reason]).toEqual([
      'process-failed',
      'it printed something else than credentials',
    ]);
  });

  // Once the command waited for ever.
  test('a container whose server is silent is given up', async () => {
    server.refusals.set('sts', { status: 200, silent: true });
    process.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] = `${server.url}/silent`;
    const config = '[profile mine]\nrole_arn = arn:aws:iam::1:role/Share\ncredential_source = EcsContainer\n';
    writeFileSync(join(home, '.aws/config'), config);
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const impatient = createAwsProfiles(directNetwork, { ...limits, wholeMs: 1_000 });
    const failure = await rejected(impatient.resolve('mine')).finally(() => warn.mockRestore());
    expect([failure.code, failure.detail.reason]).toEqual(['profile-unusable', 'it took too long']);
  });

  // Once “lifecycle” referred to itself, and CERT_REVOKED had a certificate that was revoked.
  test.each(['lifecycle', 'multi-factor', 'CERT_REVOKED'])('a name means nothing: “%s”', async (name) => {
    const role = `[profile mine]\nrole_arn = arn:aws:iam::1:role/Share\nsource_profile = ${name}\n`;
    writeFileSync(join(home, '.aws/config'), `[profile ${name}]\nregion = us-east-1\n${role}`);
    const failures = [await rejected(profiles.resolve(name)), await rejected(profiles.resolve('mine'))];
    expect(failures.map(({ code, detail }) => [code, detail.reason])).toEqual([
      ['profile-unusable', 'it names none'],
      ['profile-unusable', undefined],
    ]);
  });

  test.runIf(inShell)('a name means nothing: “expired”', async () => {
    writeFileSync(join(home, '.aws/config'), '[profile expired]\ncredential_process = echo rubbish\n');
    const { detail } = await rejected(profiles.resolve('expired'));
    expect(detail.reason).toBe('it printed something else than credentials');
  });

  test.runIf(inShell)('a program that hangs is ended with what it started', async () => {
    await rejected(hasty.resolve('program-hangs'));
    // The system takes a moment to end what it was told to end.
    const running = () => execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
    await expect.poll(running).not.toMatch(/^sleep 60\.0417$/m);
  });

  const lapsed = (name: string) =>
    `The sign-in (SSO) of the AWS profile “${name}” has lapsed. Run \`aws sso login --profile ${name}\` in a terminal, then try again.`;

  test.each<[what: string, name: string, session: string, token: object | undefined]>([
    ['never signed in', 'sso', 'corp', undefined],
    ['signed in too long ago', 'sso', 'corp', { accessToken: 'x', expiresAt: inMs(-hour) }],
    ['never signed in, the old way', 'sso-legacy', legacyStart, undefined],
    ['signed in too long ago, the old way', 'sso-legacy', legacyStart, { accessToken: 'x', expiresAt: inMs(-hour) }],
    ['a token without its end', 'sso', 'corp', { accessToken: 'x' }],
  ])('%s', async (_what, name, session, token) => {
    if (token !== undefined) signIn(session, token);
    expect(told(await rejected(profiles.resolve(name)))).toBe(lapsed(name));
  });

  test('a sign-in that was ended elsewhere', async () => {
    signIn(legacyStart, { accessToken: 'x', expiresAt: inMs(hour) });
    server.refusals.set('sso', { status: 401, error: 'UnauthorizedException' });
    expect(told(await rejected(profiles.resolve('sso-legacy')))).toBe(lapsed('sso-legacy'));
  });

  test('a sign-in that cannot be renewed any more', async () => {
    signIn('corp', {
      accessToken: 'x',
      expiresAt: inMs(-hour),
      clientId: 'c',
      clientSecret: 'client-secret',
      refreshToken: 'refresh',
    });
    server.refusals.set('oidc', { status: 400, error: 'InvalidGrantException' });
    expect(told(await rejected(profiles.resolve('sso')))).toBe(lapsed('sso'));
  });

  test.each([
    [{ status: 403, error: 'AccessDenied' }, 'it may not assume it'],
    [{ status: 403, error: 'InvalidClientTokenId' }, 'its access key is unknown'],
    [{ status: 403, error: 'SignatureDoesNotMatch' }, 'its secret access key is wrong'],
    [{ status: 403, error: 'ExpiredToken' }, 'its own session has expired'],
  ])('STS answers %j', async (answer, reason) => {
    server.refusals.set('sts', answer);
    expect(told(await rejected(profiles.resolve('role')))).toBe(
      `The AWS profile “role” did not get its role: ${reason}. Check who may assume the role, then try again.`,
    );
  });

  test('SSO has no such role for this person', async () => {
    signIn(legacyStart, { accessToken: 'x', expiresAt: inMs(hour) });
    server.refusals.set('sso', { status: 403, error: 'ForbiddenException' });
    expect(told(await rejected(profiles.resolve('sso-legacy')))).toContain(
      'did not get its role: it may not assume it.',
    );
  });

  test.each([
    ['sts', { status: 200, silent: true }, 'timed-out'],
    ['sts', { status: 500, error: 'InternalFailure' }, 'server-failed'],
    ['sso', { status: 200, silent: true }, 'endpoint-unreachable'],
  ] as const)('%s answers %j', async (service, answer, code) => {
    signIn(legacyStart, { accessToken: 'x', expiresAt: inMs(hour) });
    server.refusals.set(service, answer);
    const failure = await rejected(
      (answer.status === 200 ? hasty : profiles).resolve(service === 'sts' ? 'role' : 'sso-legacy'),
    );
    told(failure);
    expect([failure.code, failure.retryable]).toEqual([code, true]);
  });

  test.each([
    ['sts', '127.0.0.1:1'],
    ['sso', 'AWS SSO'],
  ])('nobody listens where %s is', async (service, host) => {
    signIn(legacyStart, { accessToken: 'x', expiresAt: inMs(hour) });
    process.env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] = 'http://127.0.0.1:1';
    const failure = await rejected(profiles.resolve(service === 'sts' ? 'role' : 'sso-legacy'));
    expect([failure.code, failure.detail.host]).toEqual(['connection-refused', host]);
  });

  test.each([
    ['role-with-code', 'profile-needs-code', undefined],
    ['role-of-itself', 'profile-unusable', 'it refers to itself'],
    ['role-of-nobody', 'profile-unusable', undefined],
    ['role-of-environment', 'profile-unusable', undefined],
    ['sso-incomplete', 'profile-unusable', 'its sign-in (SSO) is not configured completely'],
    ['empty', 'profile-unusable', 'it names none'],
  ])('“%s” is %s', async (name, code, reason) => {
    const failure = await rejected(profiles.resolve(name));
    told(failure);
    expect([failure.code, failure.detail.profile, failure.detail.reason]).toEqual([code, name, reason]);
  });
});

test('a sign-in goes through the proxy, and says when that refuses', async () => {
  useFixtures();
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_ENDPOINT_URL')) delete process.env[name];
  const proxy = await startProxy({ answers: { status: 403 } });
  const behind = createAwsProfiles(
    createNetwork(() => [{ scheme: 'http', host: proxy.host }]),
    limits,
  );
  const roles = (await behind.list()).filter(({ kind }) => kind === 'role');
  expect(roles.length).toBeGreaterThan(0);
  expect(await rejected(behind.resolve(roles[0]?.name ?? ''))).toMatchObject({
    code: 'proxy-refused',
    detail: { otherHost: proxy.host },
  });
  expect(proxy.seen[0]?.target).toMatch(/^sts\.[a-z0-9.-]*amazonaws\.com:443$/);
  await proxy.close();
});

test('a role that is not given is told with the reason', () => {
  const refusal = Object.assign(new Error('canary'), { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
  const failure = failureOfProfile(refusal, { name: 'work', kind: 'role' });
  expect([failure.code, failure.detail]).toEqual(['role-refused', { profile: 'work', reason: 'it may not assume it' }]);
});
