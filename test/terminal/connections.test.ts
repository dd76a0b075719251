// Connections are kept from the terminal as from the window, over the real services; no key is ever printed.
import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readArguments } from '../../main/terminal/arguments/arguments';
import type { ConnectionsCommand } from '../../main/terminal/arguments/connection-command';
import {
  duplicateConnection,
  exportConnections,
  importConnections,
  makeDefault,
  orderConnections,
  removeConnection,
  renameConnection,
} from '../../main/terminal/commands/connection-list-commands';
import { editConnection } from '../../main/terminal/commands/add-connection';
import { listConnections, listProviders } from '../../main/terminal/commands/connections-command';
import { connectionFromDraft } from '../../main/core/connections/rules/connection-draft';
import { caught, rejected } from '../fakes/failing';
import { sampleConnection, sampleCredentials } from '../fakes/samples';
import { secretEntry, startApp, type RunningApp } from '../core/app/running-app';
import { createMemoryTerminal } from './memory-terminal';

const home = { ...sampleConnection, id: 'c-home', name: 'Home', bucket: 'attic', colour: 'teal' } as const;
let running: RunningApp;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mayfly-connections-'));
  running = await startApp({ prepare: ({ ports }) => ports.ledger.saveConnection(home) });
});
afterEach(async () => {
  await running.app.stop();
  await rm(folder, { recursive: true });
});

/** As `mayfly connections <line>` does it, without standard input. */
async function run(line: string) {
  const terminal = createMemoryTerminal();
  const read = readArguments(['connections', ...line.split(' ')]) as ConnectionsCommand;
  // What a test of it finds is another suite's business.
  const command = 'test' in read ? { ...read, test: false } : read;
  const { app } = running;
  const commands = {
    'connections-list': listConnections,
    'connections-providers': (c: ConnectionsCommand) => listProviders(c, terminal),
    'connections-edit': editConnection,
    'connections-rename': renameConnection,
    'connections-duplicate': duplicateConnection,
    'connections-default': makeDefault,
    'connections-order': orderConnections,
    'connections-export': exportConnections,
    'connections-import': importConnections,
    'connections-remove': removeConnection,
  };
  const verb = commands[command.kind as keyof typeof commands] as (...args: readonly unknown[]) => Promise<number>;
  const code = await verb(command, app, terminal);
  const { printed, said } = terminal;
  for (const secret of Object.values(sampleCredentials))
    expect(`${printed.join()}${said.join()}`).not.toContain(secret);
  return { code, printed: [...printed], said: [...said] };
}
const kept = () => running.ports.ledger.connections();
const named = (name: string) => kept().find((one) => one.name === name);

describe('editing', () => {
  test('changes what was named and keeps the rest, the secret too', async () => {
    const before = running.secrets.entries.get(secretEntry(sampleConnection));
    await run('edit Work --default-expiry 1h --bandwidth 1M --colour blue --share-endpoint files.example.com');
    expect(named('Work')).toEqual({
      ...sampleConnection,
      defaultExpirySeconds: 3_600,
      bandwidthBytesPerSecond: 1_048_576,
      colour: 'blue',
      shareEndpoint: 'https://files.example.com',
    });
    expect(running.secrets.entries.get(secretEntry(sampleConnection))).toBe(before);
    await run('edit Work --colour none --share-endpoint none --bandwidth none --default-expiry none');
    expect(named('Work')).toEqual(sampleConnection);
  });

  test('moves the keys into a file and says where they are', async () => {
    await run('edit Work --store file');
    expect(named('Work')?.credentials).toEqual({ kind: 'file' });
    await run('edit Work --colour red');
    expect((await run('list')).printed[0]).toMatch(/^Work .* default, keys in a file$/m);
    await run('edit Work --store keychain');
    expect([named('Work')?.credentials, (await run('list')).printed[0]]).toEqual([
      undefined,
      expect.not.stringContaining('keys in a file'),
    ]);
  });

  test('at another endpoint nobody’s region and addressing are looked up anew', async () => {
    await run('edit Work --endpoint https://s3.eu-west-3.amazonaws.com');
    expect(named('Work')).toMatchObject({ region: 'eu-west-3', addressing: 'virtual-host' });
    await run('edit Work --endpoint https://s3.example.com --region moon --path-style');
    expect(named('Work')).toMatchObject({ region: 'moon', addressing: 'path' });
  });

  test('warns of an endpoint that is not encrypted', async () => {
    const { said } = await run('edit Work --endpoint http://nas.home');
    expect(said.join()).toContain('nas.home is asked without encryption');
  });

  // Once it stored below `none/`.
  test('takes a prefix away by the word none', async () => {
    await run('edit Work --prefix mine');
    expect(named('Work')?.prefix).toBe('mine/');
    await run('edit Work --prefix none');
    expect(named('Work')?.prefix).toBe('');
  });

  // Once `../x` was saved, and no link could name what was stored there.
  test.each(['../x', 'a/./b', '..', 'x'.repeat(512)])(
    'to the prefix %j is refused, as adding it is',
    async (prefix) => {
      expect((await rejected(run(`edit Work --prefix ${prefix}`))).code).toBe('bad-request');
      expect(named('Work')).toEqual(sampleConnection);
      expect(caught(() => connectionFromDraft({ ...sampleConnection, prefix }, 'new')).code).toBe('bad-request');
    },
  );

  test('what cannot be is refused, and nothing changes', async () => {
    expect((await rejected(run('edit Work --bucket a/b'))).code).toBe('bucket-name-invalid');
    expect((await rejected(run('edit Nobody --bucket b'))).code).toBe('connection-unknown');
    expect(named('Work')).toEqual(sampleConnection);
  });
});

describe('several', () => {
  test('are renamed, ordered, and one of them is the default', async () => {
    expect((await run('rename Work Office')).printed).toEqual(['Renamed to “Office”.']);
    expect((await run('order Home Office --json')).printed).toEqual(['["Home","Office"]']);
    expect((await run('default Home')).printed).toEqual(['Files go to “Home” now.']);
    const { printed } = await run('list');
    expect(printed[0]?.split('\n').map((row) => row.trim().split(/ {2,}/))).toEqual([
      ['NAME', 'SERVER', 'BUCKET', 'REGION'],
      ['Home', 's3.example.com', 'attic', 'us-east-1', 'default'],
      ['Office', 's3.example.com', 'files', 'us-east-1'],
    ]);
  });

  test('a duplicate has no keys and says how to give it some', async () => {
    const { printed, said } = await run('duplicate Work');
    expect([printed, said.join()]).toEqual([['Made “Work 2”.'], expect.stringContaining('connections edit')]);
    const list = JSON.parse((await run('list --json')).printed[0] ?? '') as { name: string; keys: string }[];
    expect(list.map(({ name, keys }) => [name, keys])).toEqual([
      ['Work', 'keychain'],
      ['Work 2', 'missing'],
      ['Home', 'keychain'],
    ]);
    expect(JSON.parse((await run('duplicate Home Attic --json')).printed[0] ?? '')).toMatchObject({ name: 'Attic' });
  });

  test('one that waits for its keys is edited without them, and waits on', async () => {
    await run('duplicate Work Attic');
    await run('edit Attic --colour red --no-test');
    expect(named('Attic')).toMatchObject({ colour: 'red', awaitsKeys: true });
    const { printed } = await run('list --json');
    expect(JSON.parse(printed[0] ?? '')).toContainEqual(expect.objectContaining({ name: 'Attic', keys: 'missing' }));
  });

  test('go into a file and come back from it', async () => {
    const { printed } = await run('export');
    const path = join(folder, 'connections.json');
    await writeFile(path, `${printed.join('\n')}\n`);
    const again = await run(`import ${path}`);
    expect([again.printed, again.said]).toEqual([
      [],
      ['mayfly: “Work” is here already.', 'mayfly: “Home” is here already.'],
    ]);
    await run('remove Home');
    expect((await run(`import ${path} --json`)).printed).toEqual([
      expect.stringMatching(
        /^\{"schemaVersion":1,"imported":\[\{"id":"[^"]+","name":"Home"\}\],"skipped":\["Work"\]\}$/,
      ),
    ]);
    expect(named('Home')).toMatchObject({ bucket: 'attic', colour: 'teal', awaitsKeys: true });
  });

  // Once the giver's addresses were used without a word.
  test('addresses for links that a file brings are named until somebody agrees', async () => {
    const path = join(folder, 'given.json');
    const one = {
      endpoint: 'https://s3.example.com',
      bucket: 'given',
      name: 'Given',
      shareEndpoint: 'https://giver.example',
    };
    await writeFile(path, JSON.stringify({ mayfly: 'connections', version: 1, connections: [one] }));
    const { said } = await run(`import ${path}`);
    expect(said.join('\n')).toContain('“Given” go by https://giver.example');
    expect(said.join('\n')).toContain('mayfly connections edit NAME --confirm-addresses');
    expect((await run('list')).printed[0]).toMatch(/^Given .* not confirmed: https:\/\/giver\.example$/m);
    const listed = async () => JSON.parse((await run('list --json')).printed[0] ?? '') as readonly object[];
    expect(await listed()).toContainEqual(
      expect.objectContaining({ name: 'Given', unconfirmedAddresses: ['https://giver.example'] }),
    );
    await run('edit Given --colour red');
    expect(named('Given')?.unconfirmedAddresses).toEqual(['https://giver.example']);
    await run('edit Given --confirm-addresses');
    expect(named('Given')).toMatchObject({ shareEndpoint: 'https://giver.example', colour: 'red' });
    expect((await listed()).filter((each) => 'unconfirmedAddresses' in each)).toEqual([]);
    await run('remove Given');
    const again = JSON.parse((await run(`import ${path} --json`)).printed[0] ?? '') as object;
    expect(again).toMatchObject({ imported: [{ name: 'Given', unconfirmedAddresses: ['https://giver.example'] }] });
  });

  test('only those that were named go into the file', async () => {
    expect(JSON.parse((await run('export Home')).printed.join('\n'))).toMatchObject({
      connections: [{ name: 'Home' }],
    });
  });

  test('a file that is none changes nothing', async () => {
    const path = join(folder, 'else.json');
    expect(await rejected(run(`import ${path}`))).toMatchObject({ code: 'file-missing', detail: { fileName: path } });
    await writeFile(path, 'nothing');
    expect((await rejected(run(`import ${path}`))).code).toBe('connections-file-invalid');
    expect((await rejected(run(`import ${folder}`))).code).toBe('connections-file-invalid');
    expect(kept()).toHaveLength(2);
  });

  test('one goes with its links taken back, or left until their end', async () => {
    running.files.put('/home/a', 'a');
    const share = () =>
      running.app.shareItems(['/home/a'], {
        copy: false,
        connection: { kind: 'known', connectionId: sampleConnection.id },
      });
    await share();
    const { printed, said } = await run('remove Work --links revoke');
    expect([printed, said]).toEqual([['Removed “Work”.'], ['mayfly: 1 link was taken back.']]);
    expect(running.bucket.objects.size).toBe(0);
  });

  test('one goes and says how many links open on', async () => {
    running.files.put('/home/a', 'a');
    await running.app.shareItems(['/home/a'], {
      copy: false,
      connection: { kind: 'known', connectionId: sampleConnection.id },
    });
    expect((await run('remove Work')).said).toEqual([
      'mayfly: 1 link opens until its end, and can no longer be taken back here.',
    ]);
  });
});

test('providers say what to type and where it is found', async () => {
  const { printed } = await run('providers');
  expect(printed).toContain('r2  Cloudflare R2');
  expect(printed.join('\n')).toMatch(/https:\/\/ACCOUNT_ID\.r2\.cloudflarestorage\.com\n.*account ID/);
  const list = JSON.parse((await run('providers --json')).printed[0] ?? '') as readonly object[];
  expect(list).toHaveLength(24);
  expect(list.at(-1)).toMatchObject({ id: 'other', name: 'Other S3', endpoint: '' });
});
