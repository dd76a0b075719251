// The policy of an intake key: the one right to store below `in/`, in the language of each provider, or the word that it has none.
import { describe, expect, test } from 'vitest';
import { intakePolicy } from '../../../../main/core/providers/policies/intake-policy';
import { intakePlace } from '../../../../main/core/wording/finding-words';
import { caught } from '../../../fakes/failing';
import { createFakeApp } from '../../../fakes/fake-app';
import { sampleConnection } from '../../../fakes/samples';
import { printPolicy } from '../../../../main/terminal/commands/test-command';
import { createMemoryTerminal } from '../../../terminal/memory-terminal';

const at = (endpoint: string, provider = 'other') => ({ ...sampleConnection, endpoint, provider, prefix: 'mine/' });

test.each([
  ['https://s3.example.com', 'other', 'arn:aws:s3:::files/mine/in/*'],
  ['https://s3.eu-west-1.amazonaws.com', 'aws', 'arn:aws:s3:::files/mine/in/*'],
  ['http://127.0.0.1:9000', 'minio', 'arn:aws:s3:::files/mine/in/*'],
])('%s (%s): one right, on one folder', (endpoint, provider, resource) => {
  expect(intakePolicy(at(endpoint, provider))?.Statement).toEqual([
    { Sid: 'MayflyIntake', Effect: 'Allow', Action: ['s3:PutObject'], Resource: resource },
  ]);
});

test('a prefix with wildcards names that prefix alone', () => {
  const [statement] = intakePolicy({ ...sampleConnection, prefix: 'a*b/' })?.Statement ?? [];
  expect(statement).toMatchObject({ Resource: 'arn:aws:s3:::files/a${*}b/in/*' });
});

test('Ceph denies a subuser the rest, because what another user stores is closed to the connection', () => {
  const statements = intakePolicy(at('http://127.0.0.1:7480', 'ceph'))?.Statement ?? [];
  const denied = { Effect: 'Deny', Principal: { AWS: ['arn:aws:iam:::user/USER:mayfly-intake'] } };
  expect(statements).toHaveLength(3);
  for (const statement of statements) expect(statement).toMatchObject(denied);
  expect(statements[1]).toMatchObject({ Action: ['s3:PutObject'], NotResource: ['arn:aws:s3:::files/mine/in/*'] });
});

describe('mayfly connections policy --intake', () => {
  const print = (endpoint: string, provider: string, json = false) => {
    const connection = at(endpoint, provider);
    const app = createFakeApp({ connections: [connection] });
    const terminal = createMemoryTerminal();
    const run = () => printPolicy({ name: 'Work', intake: true, json, profileDir: undefined }, app, terminal);
    return { run, terminal };
  };

  test('prints the policy, and on standard error what to do with it', () => {
    const { run, terminal } = print('https://s3.example.com', 'other', true);
    expect(run()).toBe(0);
    expect(JSON.parse(terminal.printed.join(''))).toEqual(intakePolicy(at('https://s3.example.com')));
    expect(terminal.said).toHaveLength(1);
  });

  test('Google has roles: nothing is printed, and the role is told', () => {
    const { run, terminal } = print('https://storage.googleapis.com', 'gcs');
    expect([run(), terminal.printed]).toEqual([0, []]);
    expect(terminal.said[0]).toContain('resource.name.startsWith("projects/_/buckets/files/objects/mine/in/")');
    expect(intakePlace(at('https://storage.googleapis.com', 'gcs'))).toBe(terminal.said[0]);
  });

  test.each(['r2', 'b2', 'spaces'])('%s has no such keys', (provider) => {
    const endpoints = { r2: 'https://a.r2.cloudflarestorage.com', b2: 'https://s3.us-west-004.backblazeb2.com' };
    const endpoint = provider === 'spaces' ? 'https://fra1.digitaloceanspaces.com' : endpoints[provider as 'r2' | 'b2'];
    const { run, terminal } = print(endpoint, provider);
    expect(caught(run).code).toBe('intake-unsupported');
    expect(terminal.printed).toEqual([]);
  });
});
