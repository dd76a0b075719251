// What is given away in a file must hold no key, come back as it was, and be refused where a form would refuse it.
import { describe, expect, test } from 'vitest';
import { emptyState } from '../../../main/core/state/rules/app-state';
import { providerLabel } from '../../../main/core/providers/provider-words';
import { providers } from '../../../main/core/providers/providers-table';
import { connectionsFile } from '../../../main/core/connections/rules/connections-file';
import { readConnectionsFile } from '../../../main/core/connections/rules/read-connections-file';
import { connectionFromDraft } from '../../../main/core/connections/rules/connection-draft';
import type { Connection } from '../../../main/core/model/connection';
import { caught } from '../../fakes/failing';
import { embeddedConnection } from '../../fakes/fake-app';
import { sampleConnection, sampleCredentials } from '../../fakes/samples';
import { connectionView } from '../../../main/ipc/connection-view';
import { reasonOf } from '../../fakes/reason-of';

const full: Connection = {
  ...sampleConnection,
  provider: 'ceph',
  prefix: 'shares/',
  maxExpirySeconds: 86_400,
  whenExpired: 'keep',
  defaultExpirySeconds: 3_600,
  bandwidthBytesPerSecond: 500_000,
  colour: 'teal',
  encryption: 'demanded',
  keyTemplate: '{date}/{random}/{name}',
  shareEndpoint: 'https://files.example.com',
  caFile: '/etc/ssl/own.pem',
};

const labelOf = (id: string) => providers.filter((one) => one.id === id).map(providerLabel)[0];

const back = (connection: Connection) => {
  const [found] = readConnectionsFile(connectionsFile([connection]));
  return found;
};

describe('a file of connections', () => {
  test.each([
    ['the least', sampleConnection],
    ['everything', full],
  ])('brings back %s', (_what, connection) => {
    const [found] = readConnectionsFile(connectionsFile([connection])).map(({ draft }) => draft);
    expect(found && connectionFromDraft(found, connection.id)).toEqual(connection);
  });

  test('names a profile of the AWS command line, which holds no key', () => {
    expect(back({ ...sampleConnection, credentials: { kind: 'profile', profile: 'work' } })?.profile).toBe('work');
    expect(back({ ...sampleConnection, credentials: { kind: 'kept' } })?.profile).toBeUndefined();
    // People read it.
    expect(connectionsFile([])).toBe('{\n  "mayfly": "connections",\n  "version": 1,\n  "connections": []\n}\n');
  });

  test('holds no key, no id, and not the bucket on this computer', () => {
    // As if a later change put more into a connection than belongs there.
    const leaking = { ...full, ...sampleCredentials, sessionToken: 'CANARY-token' };
    const text = connectionsFile([leaking, embeddedConnection]);
    for (const secret of [...Object.values(sampleCredentials), 'CANARY-token', full.id, embeddedConnection.name]) {
      expect(text).not.toContain(secret);
    }
    expect(JSON.parse(text)).toMatchObject({ mayfly: 'connections', version: 1, connections: [{ name: 'Work' }] });
  });

  test('needs no more than a place: what is missing is as a new connection has it', () => {
    const least = { endpoint: 's3.example.com', bucket: 'files' };
    const [found] = readConnectionsFile(JSON.stringify({ mayfly: 'connections', version: 1, connections: [least] }));
    expect(connectionFromDraft(found?.draft ?? full, 'c1')).toMatchObject({
      name: 's3.example.com files',
      provider: 'other',
      region: 'us-east-1',
      addressing: 'path',
      whenExpired: 'delete',
    });
  });

  test('takes what may be taken of a name that is too long, and a path with two slashes inside', () => {
    const more = { ...full, name: 'x'.repeat(4_096), caFile: '/etc//own.pem' };
    const [found] = readConnectionsFile(JSON.stringify({ mayfly: 'connections', version: 1, connections: [more] }));
    expect(found).toMatchObject({ draft: { name: 'x'.repeat(100), caFile: '/etc//own.pem' } });
    expect(Object.keys(found ?? {})).toEqual(['draft']);
  });

  test('ignores what a newer Mayfly may add to a connection, keys above all', () => {
    const more = { ...full, secretAccessKey: 'CANARY', accessKeyId: 'AK', shiny: true };
    const [found] = readConnectionsFile(JSON.stringify({ mayfly: 'connections', version: 1, connections: [more] }));
    expect(JSON.stringify(found)).not.toMatch(/CANARY|AK|shiny/);
  });
});

// Once a file's `provider: "aws"` stood beside anybody's server.
test.each([
  ['aws', 'https://s3.evil.example', 'other'],
  ['aws', 'https://s3.amazonaws.com.evil.example', 'other'],
  ['r2', 'https://s3.eu-west-1.amazonaws.com', 'aws'],
  ['ceph', 'https://s3.home.example', 'ceph'],
  ['tomorrow', 'https://s3.home.example', 'other'],
])('whose server it is says its address: %s at %s is %s', (provider, endpoint, id) => {
  const content = JSON.stringify({ mayfly: 'connections', version: 1, connections: [{ ...full, provider, endpoint }] });
  const [found] = readConnectionsFile(content);
  expect(found && connectionFromDraft(found.draft, 'c').provider).toBe(id);
  // As an older database has it.
  const old = { ...sampleConnection, provider, endpoint };
  expect(connectionView(old, emptyState)).toMatchObject({ provider: id, providerLabel: labelOf(id) });
});

describe('what is refused', () => {
  const file = (change: object) =>
    JSON.stringify({ mayfly: 'connections', version: 1, connections: [{ ...sampleConnection, ...change }] });
  test.each([
    ['', 'it is not JSON'],
    ['{', 'it is not JSON'],
    ['null', 'it holds no connections'],
    ['[]', 'it holds no connections'],
    ['{"connections":[]}', 'it holds no connections'],
    ['{"mayfly":"connections","version":1,"connections":{}}', 'it holds no connections'],
    ['{"mayfly":"connections","version":2,"connections":[]}', 'another version of Mayfly wrote it'],
    ['{"mayfly":"connections","version":1,"connections":[1]}', 'connection 1: it is no connection'],
    ['{"mayfly":"connections","version":1,"connections":[{}]}', 'connection 1: it is empty'],
    [file({ endpoint: 'ftp://x' }), '“Work”: it starts with ftp://'],
    [file({ endpoint: 7 }), '“Work”: “endpoint” is no text'],
    [file({ endpoint: 'https://user:CANARY@x' }), '“Work”: it contains a user name or password'],
    [file({ bucket: 'a/b' }), '“Work”: only letters, digits, dots and hyphens are allowed'],
    [file({ addressing: 'sideways' }), '“Work”: “addressing” is none of path, virtual-host, automatic'],
    [file({ whenExpired: 'burn' }), '“Work”: “whenExpired” is none of delete, keep'],
    [file({ colour: '#f00' }), /^“Work”: “colour” is none of grey, /],
    ['{"mayfly":"connections","version":1,"connections":[[]]}', 'connection 1: it is no connection'],
    ['{"mayfly":"connections","connections":[]}', 'another version of Mayfly wrote it'],
    [file({ endpoint: null }), '“Work”: it is empty'],
    [file({ maxExpirySeconds: null }), '“Work”: “maxExpirySeconds” is no number'],
    [file({ maxExpirySeconds: '1d' }), '“Work”: “maxExpirySeconds” is no number'],
    [file({ bandwidthBytesPerSecond: -1 }), '“Work”: a speed limit is a whole number of bytes a second'],
    [file({ caFile: '../own.pem' }), /whole path/],
    [file({ caFile: '\\\\server\\share\\own.pem' }), /on another computer/],
    [file({ caFile: '//server/share/own.pem' }), /on another computer/],
    [file({ caFile: '\\\\?\\UNC\\server\\own.pem' }), /on another computer/],
    ['7', 'it holds no connections'],
    ['{"mayfly":"connections","version":1,"connections":[null]}', 'connection 1: it is no connection'],
    ['{"mayfly":"connections","version":1,"connections":["a"]}', 'connection 1: it is no connection'],
    [
      JSON.stringify({ mayfly: 'connections', version: 1, connections: [sampleConnection, []] }),
      'connection 2: it is no connection',
    ],
    [file({ name: 7 }), 'connection 1: “name” is no text'],
    [file({ name: 'x'.repeat(4_097) }), `“${'x'.repeat(100)}”: “name” is no text`],
    [file({ name: 'a\u202eb', bucket: '' }), /^“a\ufffdb”: /],
    [file({ profile: 'a\u0007' }), '“Work”: the profile’s name holds a character that cannot be seen'],
    [file({ name: 'x'.repeat(5_000) }), /“name” is no text/],
    [file({ shareEndpoint: 'http://169.254.169.254' }), '“Work”: the share address cannot be an address of a server'],
  ])('%s: %s', (text, reason) => {
    const failure = caught(() => readConnectionsFile(text));
    expect(failure.code).toBe('connections-file-invalid');
    expect(reasonOf(failure)).toSatisfy((told: string) =>
      typeof reason === 'string' ? told === reason : reason.test(told),
    );
    expect(reasonOf(failure)).not.toContain('CANARY');
  });

  test('one of many refuses them all', () => {
    const two = {
      mayfly: 'connections',
      version: 1,
      connections: [sampleConnection, { ...sampleConnection, bucket: '' }],
    };
    expect(caught(() => readConnectionsFile(JSON.stringify(two))).code).toBe('connections-file-invalid');
  });
});
