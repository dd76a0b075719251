// What is pasted, or named as a profile, becomes a connection, and nothing of it that is secret is printed.
import { Readable } from 'node:stream';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { AwsProfile } from '../../../main/core/model/aws-profile';
import { addConnection } from '../../../main/terminal/commands/add-connection';
import { readArguments } from '../../../main/terminal/arguments/arguments';
import type { AddCommand } from '../../../main/terminal/arguments/connection-command';
import type { App } from '../../../main/core/app/app';
import { Failure } from '../../../main/core/model/failure';
import { failureWords } from '../../../main/core/wording/failure-words';
import { rejected } from '../../fakes/failing';
import { createFakeApp } from '../../fakes/fake-app';
import { sampleConnection } from '../../fakes/samples';
import { createMemoryTerminal } from '../memory-terminal';

const profiles: readonly AwsProfile[] = [
  { name: 'work', kind: 'role', region: 'eu-west-3' },
  { name: 'home', kind: 'keys', region: 'garage', endpoint: 'https://nas.example.com:9000', addressing: 'path' },
];

afterEach(() => void vi.restoreAllMocks());

async function add(
  line: string,
  typed = '',
  more: { readonly state?: Parameters<typeof createFakeApp>[0]; readonly app?: Partial<App> } = {},
) {
  vi.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from([typed]) as typeof process.stdin);
  const app = { ...createFakeApp(more.state), awsProfiles: async () => profiles, ...more.app };
  const terminal = createMemoryTerminal();
  const command = readArguments(`connections add Work ${line}`.trim().split(' ')) as AddCommand;
  const finish = addConnection(command, app, terminal);
  return { finish, terminal, draft: () => app.calls.find(([method]) => method === 'saveConnection')?.[1] };
}

const mc = `{"alias":"nas","URL":"http://nas:9000","accessKey":"AKIAIOSFODNN7EXAMPLE","secretKey":"CANARY-secret","path":"on"}`;
const session = `export AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE
export AWS_SECRET_ACCESS_KEY=CANARY-secret
export AWS_SESSION_TOKEN=CANARY-token
export AWS_CREDENTIAL_EXPIRATION=2030-01-01T00:00:00Z
export AWS_REGION=eu-north-1`;

describe('an intake key', () => {
  const place = '--endpoint https://h --bucket b';

  test.each([
    [
      `${place} --access-key-id A --intake-key-id K`,
      'main\nintake\n',
      { secretAccessKey: 'main', intakeSecret: 'intake' },
    ],
    [
      `${place} --access-key-id A --session-token --intake-key-id K`,
      'main\ntoken\nintake\n',
      { secretAccessKey: 'main', sessionToken: 'token', intakeSecret: 'intake' },
    ],
    [`${place} --aws-profile home --intake-key-id K`, 'intake\n', { intakeSecret: 'intake' }],
  ])('of %j: its secret is the last line of standard input', async (line, typed, expected) => {
    const { finish, draft, terminal } = await add(line, typed);
    expect(await finish).toBe(0);
    expect(draft()).toMatchObject({ intakeKeyId: 'K', ...expected });
    expect(JSON.stringify([terminal.printed, terminal.said])).not.toMatch(/main|token|intake/);
  });

  test('a line too few is refused, and so is a paste, which takes all of standard input', async () => {
    const { finish } = await add(`${place} --access-key-id A --intake-key-id K`, 'main\n');
    expect((await rejected(finish)).code).toBe('bad-request');
    await expect(add(`${place} --paste --intake-key-id K`, mc)).rejects.toMatchObject({ code: 'bad-request' });
  });
});

describe('pasted', () => {
  test('an alias brings its endpoint, and is told without its secret', async () => {
    const { finish, terminal, draft } = await add('--paste --bucket files', mc);
    expect(await finish).toBe(0);
    expect(draft()).toMatchObject({
      name: 'Work',
      endpoint: 'http://nas:9000',
      bucket: 'files',
      addressing: 'path',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'CANARY-secret',
    });
    expect(terminal.said).toEqual([
      'mayfly: recognised the access key ID AKIA…MPLE, its secret, the endpoint http://nas:9000.',
      'mayfly: nas:9000 is asked without encryption: others on the way can read the files.',
    ]);
    expect(JSON.stringify([terminal.said, terminal.printed])).not.toContain('CANARY');
  });

  test('a session keeps its end; what is typed goes first', async () => {
    const { finish, terminal, draft } = await add('--paste --bucket files --endpoint https://h --region r', session);
    await finish;
    expect(draft()).toMatchObject({
      endpoint: 'https://h',
      region: 'r',
      sessionToken: 'CANARY-token',
      sessionExpiresAtMs: Date.UTC(2030, 0, 1),
    });
    expect(terminal.said).toEqual([
      'mayfly: recognised the access key ID ASIA…MPLE, its secret, a session token, its end (2030-01-01T00:00:00.000Z), the region eu-north-1.',
    ]);
  });

  test('the name of a profile is that profile', async () => {
    const { finish, draft } = await add('--paste --bucket files', 'export AWS_PROFILE=home\n');
    await finish;
    expect(draft()).toMatchObject({
      endpoint: 'https://nas.example.com:9000',
      credentials: { kind: 'profile', profile: 'home' },
    });
  });

  test.each([
    ['--paste --bucket files', 'hello', 'paste-unknown'],
    ['--paste --bucket files', session, 'bad-request'],
    ['--paste', mc, 'bad-request'],
    ['--paste --bucket files', 'AWS_PROFILE=nobody', 'profile-unknown'],
  ])('%s of %j is %s', async (line, text, code) => {
    const { finish, draft } = await add(line, text);
    expect((await rejected(finish)).code).toBe(code);
    expect(draft()).toBeUndefined();
  });
});

describe('a profile', () => {
  test('without an endpoint is at AWS, in its region', async () => {
    const { finish, draft } = await add('--aws-profile work --bucket files');
    await finish;
    expect(draft()).toMatchObject({
      endpoint: 'https://s3.eu-west-3.amazonaws.com',
      region: 'eu-west-3',
      addressing: 'automatic',
      credentials: { kind: 'profile', profile: 'work' },
    });
    expect(draft()).not.toHaveProperty('secretAccessKey');
  });

  test('with an endpoint is there', async () => {
    const { finish, draft } = await add('--aws-profile home --bucket files --region r --virtual-host');
    await finish;
    expect(draft()).toMatchObject({
      endpoint: 'https://nas.example.com:9000',
      region: 'r',
      addressing: 'virtual-host',
    });
  });

  test.each([
    ['--aws-profile nobody --bucket files', 'profile-unknown'],
    ['--aws-profile work', 'bad-request'],
  ])('%s is %s', async (line, code) => {
    expect((await rejected((await add(line)).finish)).code).toBe(code);
  });
});

test('typed keys are read a line each, as before', async () => {
  const { finish, draft } = await add(
    '--endpoint https://h --bucket b --access-key-id AK --session-token',
    's1\ntoken\nrest',
  );
  await finish;
  expect(draft()).toMatchObject({ accessKeyId: 'AK', secretAccessKey: 's1', sessionToken: 'token' });
  const { finish: short } = await add('--endpoint https://h --bucket b --access-key-id AK', '\n');
  expect((await rejected(short)).code).toBe('bad-request');
});

test('where files go is said when that is not the new connection', async () => {
  const state = { connections: [sampleConnection] };
  const { finish, terminal } = await add('--aws-profile work --bucket files --no-test', '', { state });
  expect(await finish).toBe(0);
  expect(terminal.said).toEqual([
    'mayfly: files go to “Work” as before; mayfly connections default NAME changes that.',
  ]);
  const { finish: again, terminal: json } = await add('--aws-profile work --bucket files --no-test --json', '', {
    state,
  });
  expect([await again, json.said]).toEqual([0, []]);
  expect(JSON.parse(json.printed[0] ?? '')).toMatchObject({ id: 'c-saved', default: false });
});

test('the bucket is created before the connection is saved, and told', async () => {
  const { finish, terminal } = await add('--paste --bucket new-one --create-bucket --no-test', mc);
  expect(await finish).toBe(0);
  expect(terminal.printed).toEqual([
    'Bucket “new-one” was made in eu-central-1. It is private.',
    'Saved “This computer”.',
  ]);
});

test.each([
  ['--create-bucket', 'The bucket was made and stays; no connection was saved.'],
  ['', 'Nothing was changed.'],
])('a connection that cannot be saved, with %j: what is said of the bucket is so', async (option, safety) => {
  const refused = () => Promise.reject(new Failure('passphrase-unusable'));
  const { finish } = await add(`--paste --bucket new-one --no-test ${option}`, mc, {
    app: { saveConnection: refused },
  });
  expect(failureWords(await rejected(finish), 'terminal').safety).toBe(safety);
});
