// Several connections are told apart, ordered, copied and carried away without a key ever going along.
import { describe, expect, test } from 'vitest';
import { defaultAmong, isUnconfirmed, unconfirmedAddressesOf } from '../../../main/core/model/connection';
import { caught, rejected } from '../../fakes/failing';
import { embeddedConnection } from '../../fakes/fake-app';
import { sampleConnection, sampleCredentials } from '../../fakes/samples';
import { secretEntry, type RunningApp, type Start } from '../app/running-app';
import { startsApps } from '../app/starts-apps';

const startOne = startsApps();

const home = { ...sampleConnection, id: 'c-home', name: 'Home', bucket: 'attic', colour: 'teal' } as const;
const here = { ...embeddedConnection, id: 'c-here' };
const start = async (options: Start = {}) => {
  const started = await startOne({
    prepare({ ports }) {
      for (const connection of [home, here]) ports.ledger.saveConnection(connection);
    },
    ...options,
  });
  return started;
};
const names = ({ app }: RunningApp) => app.store.get().connections.map(({ name }) => name);
const kept = ({ ports }: RunningApp) => ports.ledger.connections().map(({ name }) => name);

describe('the order', () => {
  test('is the one in which they were made, until it is changed', async () => {
    const started = await start();
    expect(names(started)).toEqual(['Work', 'Home', 'This computer']);
    started.app.orderConnections(['c-here', 'c-home']);
    expect(names(started)).toEqual(['This computer', 'Home', 'Work']);
    expect(kept(started)).toEqual(names(started));
  });

  test('outlives the process, and takes a new one last', async () => {
    const { ports, app, ledgerFile } = await start();
    app.orderConnections(['c-home']);
    const again = await start({ shared: { ledgerFile }, prepare: () => undefined });
    expect(names(again)).toEqual(['Home', 'Work', 'This computer']);
    await again.app.importConnections(app.exportConnections([sampleConnection.id]).replace('"files"', '"new"'));
    expect(names(again).at(-1)).toBe('Work 2');
    expect(ports.ledger.connections().at(-1)?.name).toBe('Work 2');
  });

  test('of an unknown one changes nothing', async () => {
    const started = await start();
    expect(caught(() => started.app.orderConnections(['c-home', 'c-nobody'])).code).toBe('connection-unknown');
    expect(names(started)).toEqual(['Work', 'Home', 'This computer']);
  });

  test('survives a change of the connection itself', async () => {
    const started = await start();
    started.app.orderConnections(['c-home']);
    const { id, endpoint, bucket, region, addressing, provider } = sampleConnection;
    await started.app.saveConnection({ id, name: 'Office', endpoint, bucket, region, addressing, provider }, false);
    expect(kept(started)).toEqual(['Home', 'Office', 'This computer']);
  });
});

describe('a name', () => {
  test('is changed, and nothing else', async () => {
    const started = await start();
    started.app.renameConnection('c-home', '  Attic ');
    expect(names(started)).toEqual(['Work', 'Attic', 'This computer']);
    expect(started.ports.ledger.connections()[1]).toEqual({ ...home, name: 'Attic' });
    expect(started.app.store.get().secrets['c-home']).toBe('keychain');
    started.app.renameConnection('c-here', 'My desk');
    expect(kept(started)).toContain('My desk');
  });

  test.each([
    ['Work', 'connection-name-taken'],
    ['  ', 'bad-request'],
    ['x'.repeat(101), 'bad-request'],
  ])('%j is refused: %s', async (name, code) => {
    const { app, ports } = await start();
    expect(caught(() => app.renameConnection('c-home', name)).code).toBe(code);
    expect(ports.ledger.connections()[1]?.name).toBe('Home');
  });

  test('may stay what it is', async () => {
    const { app } = await start();
    expect(app.renameConnection('c-home', 'Home').name).toBe('Home');
  });
});

describe('a duplicate', () => {
  test('has everything but the keys, and stands beside the original', async () => {
    const started = await start();
    const copy = started.app.duplicateConnection(sampleConnection.id);
    expect(names(started)).toEqual(['Work', 'Work 2', 'Home', 'This computer']);
    expect(started.ports.ledger.connections()[1]).toEqual({
      ...sampleConnection,
      id: copy.id,
      name: 'Work 2',
      awaitsKeys: true,
      order: 1,
    });
    expect(started.app.store.get().secrets[copy.id]).toBe('missing');
    expect([...started.secrets.entries.keys()]).toEqual([secretEntry(sampleConnection)]);
    expect(started.app.store.get().settings.defaultConnectionId).toBeUndefined();
  });

  test('still lacks its keys after a start, and has them once they were given', async () => {
    const started = await start();
    const { id, name } = started.app.duplicateConnection(sampleConnection.id, 'Second');
    const again = await start({
      shared: { ledgerFile: started.ledgerFile, secrets: started.secrets },
      prepare: () => undefined,
    });
    expect(again.app.store.get().secrets[id]).toBe('missing');
    const { endpoint, bucket, region, addressing, provider } = sampleConnection;
    const draft = { id, name, endpoint, bucket, region, addressing, provider, ...sampleCredentials };
    await again.app.saveConnection(draft, false);
    expect(again.app.store.get().secrets[id]).toBe('keychain');
    expect(again.ports.ledger.connections().find((one) => one.id === id)).not.toHaveProperty('awaitsKeys');
  });

  test('of one that takes its keys from a profile needs none', async () => {
    const profiled = {
      ...sampleConnection,
      id: 'c-p',
      name: 'P',
      credentials: { kind: 'profile', profile: 'p' },
    } as const;
    const { app } = await start({ prepare: ({ ports }) => ports.ledger.saveConnection(profiled) });
    const copy = app.duplicateConnection('c-p');
    expect(copy).not.toHaveProperty('awaitsKeys');
    expect(app.store.get().secrets[copy.id]).toBe('profile');
  });

  test('there is none of the bucket on this computer', async () => {
    const { app } = await start();
    expect(caught(() => app.duplicateConnection('c-here')).code).toBe('connection-unknown');
  });

  test('does not take a name that is taken', async () => {
    const { app } = await start();
    expect(caught(() => app.duplicateConnection('c-home', 'Work')).code).toBe('connection-name-taken');
  });
});

describe('a file', () => {
  test('takes them to another computer, without keys', async () => {
    const { app, secrets } = await start();
    const content = app.exportConnections();
    const canary = [...secrets.entries.values()].join();
    for (const secret of [...Object.values(sampleCredentials), canary]) expect(content).not.toContain(secret);

    const other = await start({ fresh: true, prepare: () => undefined });
    const { imported, skipped } = await other.app.importConnections(content);
    expect([imported.length, skipped]).toEqual([2, []]);
    expect(names(other)).toEqual(['Work', 'Home', 'This computer']);
    expect(imported.map(({ id }) => other.app.store.get().secrets[id])).toEqual(['missing', 'missing']);
    expect(other.ports.ledger.connections()[1]).toMatchObject({ ...home, id: imported[1]?.id, awaitsKeys: true });
    expect(other.secrets.entries.size).toBe(0);
  });

  test('holds only those that were asked for', async () => {
    const { app } = await start();
    expect(JSON.parse(app.exportConnections(['c-home']))).toMatchObject({ connections: [{ name: 'Home' }] });
    expect(caught(() => app.exportConnections(['c-nobody'])).code).toBe('connection-unknown');
  });

  test('adds nothing that is here already, and gives another bucket of the same name a name of its own', async () => {
    const started = await start();
    const content = started.app.exportConnections();
    expect(await started.app.importConnections(content)).toEqual({ imported: [], skipped: ['Work', 'Home'] });
    const { imported } = await started.app.importConnections(content.replace('"attic"', '"cellar"'));
    expect(imported.map(({ name, bucket }) => [name, bucket])).toEqual([['Home 2', 'cellar']]);
  });

  test('names the same place once, even if it holds it twice', async () => {
    const { app } = await start({ fresh: true, prepare: () => undefined });
    const one = { endpoint: 'https://s3.example.com', bucket: 'files', name: 'A' };
    const content = { mayfly: 'connections', version: 1, connections: [one, { ...one, name: 'B' }] };
    expect(await app.importConnections(JSON.stringify(content))).toMatchObject({
      imported: [{ name: 'A' }],
      skipped: ['B'],
    });
  });

  // Once files of an empty profile went to whoever made the file, with the keys of the user's own AWS profile.
  test('never becomes where files go, not even once it has keys', async () => {
    const { app, profiles, ports } = await start({ fresh: true, prepare: () => undefined });
    profiles.profiles.set('work', { kind: 'sso', answer: sampleCredentials });
    const one = { endpoint: 'http://evil.example', bucket: 'files', name: 'A', profile: 'work' };
    const content = { mayfly: 'connections', version: 1, connections: [one, { ...one, bucket: 'more', profile: '' }] };
    const [ofProfile, keyless] = (await app.importConnections(JSON.stringify(content))).imported;
    const here = app.store.get().connections.find(({ kind }) => kind === 'embedded');
    const targets = () => [app.store.get().settings.defaultConnectionId, ports.ledger.settings().defaultConnectionId];
    expect([here?.id === undefined, ...targets()]).toEqual([false, here?.id, here?.id]);
    for (const known of [ofProfile, keyless]) {
      const { accessKeyId, secretAccessKey } = sampleCredentials;
      await app.saveConnection({ ...sampleConnection, ...known, id: known?.id, accessKeyId, secretAccessKey }, false);
    }
    expect(targets()).toEqual([here?.id, here?.id]);
    expect(defaultAmong([{ ...sampleConnection, awaitsKeys: true }], undefined)).toBeUndefined();
    app.setDefaultConnection(keyless?.id ?? '');
    expect(targets()).toEqual([keyless?.id, keyless?.id]);
  });

  test('that names a profile gets none of its keys before somebody agrees, and nothing is asked there', async () => {
    const started = await start();
    const { app, profiles, server, ports } = started;
    profiles.profiles.set('work', { kind: 'sso', answer: sampleCredentials });
    server.createBucket('other');
    started.files.put('/a.txt', 'hello');
    const { endpoint, region } = sampleConnection;
    const one = { endpoint, region, bucket: 'other', name: 'Given', profile: 'work' };
    const content = JSON.stringify({ mayfly: 'connections', version: 1, connections: [one] });
    const [given] = (await app.importConnections(content)).imported;
    const id = given?.id ?? '';
    const share = () => app.shareItems(['/a.txt'], { copy: false, connection: { kind: 'known', connectionId: id } });
    const refused = { code: 'profile-unconfirmed', detail: { profile: 'work', connectionName: 'Given' } };
    const ways = [
      async () => (await share()).find(({ ok }) => !ok),
      async () => ({ failure: await rejected(app.testKnown(id)) }),
      async () => ({ failure: await rejected(app.testConnection({ ...sampleConnection, ...one, id })) }),
    ];
    for (const way of ways) expect(await way()).toMatchObject({ failure: refused });
    // A change of something else is no agreement, and neither is a copy.
    const { name, bucket, provider, addressing } = given ?? sampleConnection;
    await app.saveConnection({ id, name, endpoint, region, bucket, provider, addressing, colour: 'red' }, false);
    const copy = app.duplicateConnection(id);
    expect(
      ports.ledger
        .connections()
        .filter(isUnconfirmed)
        .map((found) => found.id)
        .sort(),
    ).toEqual([id, copy.id].sort());
    expect(await share()).toMatchObject([{ failure: refused }]);
    expect([profiles.resolved, server.buckets.get('other')?.objects.size]).toEqual([[], 0]);
    const credentials = { kind: 'profile', profile: 'work' } as const;
    await app.saveConnection({ id, name, endpoint, region, bucket, provider, addressing, credentials }, false);
    expect(await share()).toMatchObject([{ ok: true }]);
  });

  // Once links went by the giver's addresses from the first share on: the giver saw each of them.
  test('that brings addresses for links gives no link by them before somebody agrees', async () => {
    const started = await start();
    const { app, server, ports, files } = started;
    server.createBucket('other');
    files.put('/a.txt', 'hello');
    const { endpoint, region } = sampleConnection;
    const doors = { bucket: 'short', address: 'https://go.giver.example', isUsual: true };
    const one = {
      endpoint,
      region,
      bucket: 'other',
      name: 'Given',
      shareEndpoint: 'https://giver.example:8443',
      doors,
    };
    const content = JSON.stringify({ mayfly: 'connections', version: 1, connections: [one] });
    const [given] = (await app.importConnections(content)).imported;
    const { id = '', name = '', bucket = '', provider = '', addressing = 'path' } = given ?? {};
    const draft = { id, name, endpoint, region, bucket, provider, addressing, shareEndpoint: one.shareEndpoint };
    await app.saveConnection({ ...draft, ...sampleCredentials }, false);
    const share = () => app.shareItems(['/a.txt'], { copy: false, connection: { kind: 'known', connectionId: id } });
    const refused = {
      code: 'addresses-unconfirmed',
      detail: { connectionName: 'Given', addresses: 'giver.example:8443, go.giver.example' },
    };
    expect(await share()).toMatchObject([{ ok: false, failure: refused }]);
    expect(await rejected(app.testKnown(id))).toMatchObject(refused);
    const ofForm = { code: 'addresses-unconfirmed', detail: { addresses: 'giver.example:8443' } };
    expect(await rejected(app.testConnection(draft))).toMatchObject(ofForm);
    // A change of something else is no agreement, and neither is a copy.
    await app.saveConnection({ ...draft, colour: 'red' }, false);
    const copy = app.duplicateConnection(id);
    const kept = () => ports.ledger.connections().map(unconfirmedAddressesOf);
    expect(kept().filter((addresses) => addresses.length === 2)).toHaveLength(2);
    expect([copy.unconfirmedAddresses, server.buckets.get('other')?.objects.size]).toEqual([
      [one.shareEndpoint, doors.address],
      0,
    ]);
    // An address of the user's own needs no agreement.
    await app.dropDoors(id);
    await app.saveConnection({ ...draft, shareEndpoint: undefined }, false);
    expect(await share()).toMatchObject([{ ok: true }]);
    const { id: copyId, name: copyName } = copy;
    await app.saveConnection(
      { ...draft, id: copyId, name: copyName, confirmsAddresses: true, ...sampleCredentials },
      false,
    );
    expect(kept().flat()).toEqual([]);
  });

  test('that is wrong changes nothing', async () => {
    const started = await start();
    const wrong = started.app.exportConnections().replace('"attic"', '"a/b"').replace('"files"', '"fresh"');
    expect((await rejected(started.app.importConnections(wrong))).code).toBe('connections-file-invalid');
    expect(kept(started)).toEqual(['Work', 'Home', 'This computer']);
  });
});
