// A connection appears only with its secret, changes only as it was asked, and goes with everything that was its own.
import { describe, expect, test } from 'vitest';
import type { ConnectionDraft } from '../../../main/core/connections/rules/connection-draft';
import { connectionRemoved } from '../../../main/core/state/rules/app-state';
import { Failure } from '../../../main/core/model/failure';
import { rejected } from '../../fakes/failing';
import { keep, stored } from '../../fakes/memory-bucket';
import { sampleConnection, sampleCredentials, sampleDraft as draft } from '../../fakes/samples';
import { secretEntry, until } from '../app/running-app';
import { startsApps } from '../app/starts-apps';

const start = startsApps();

const edit: ConnectionDraft = { ...draft, id: sampleConnection.id, name: 'Work' };

describe('saving', () => {
  test('keeps the end of a session token with the token, and forgets it with the token', async () => {
    const { app, secrets } = await start();
    const kept = () => JSON.parse(secrets.entries.get(secretEntry(sampleConnection)) ?? '') as object;
    await app.saveConnection({ ...edit, sessionToken: 'one', sessionExpiresAtMs: 1 }, false);
    expect(kept()).toEqual({ ...sampleCredentials, sessionToken: 'one', expiresAtMs: 1 });
    const { accessKeyId: _id, secretAccessKey: _secret, ...untouched } = edit;
    await app.saveConnection(untouched, false);
    expect(kept()).toEqual({ ...sampleCredentials, sessionToken: 'one', expiresAtMs: 1 });
    await app.saveConnection({ ...untouched, sessionToken: 'two' }, false);
    expect(kept()).toEqual({ ...sampleCredentials, sessionToken: 'two' });
    await app.saveConnection({ ...edit, sessionExpiresAtMs: 2 }, false);
    expect(kept()).toEqual(sampleCredentials);
  });

  test('keeps what has expired where that was chosen, until something else is chosen', async () => {
    const { app, ports } = await start();
    const saved = () => ports.ledger.connections()[0]?.whenExpired;
    await app.saveConnection({ ...edit, whenExpired: 'keep' }, false);
    await app.saveConnection(edit, false);
    expect(saved()).toBe('keep');
    await app.saveConnection({ ...edit, whenExpired: 'delete' }, false);
    expect(saved()).toBe('delete');
  });

  test('a first connection keeps its secret in the keychain only, and makes it the default', async () => {
    const { app, secrets, ports } = await start({ fresh: true });
    const saved = await app.saveConnection({ ...draft, sessionToken: 'CANARY-token' }, false);
    expect(app.store.get()).toMatchObject({
      connections: [saved],
      secrets: { [saved.id]: 'keychain' },
      settings: { defaultConnectionId: saved.id, welcomed: true },
    });
    expect(ports.ledger.connections()).toEqual([saved]);
    expect(JSON.parse(secrets.entries.get(secretEntry(saved)) ?? '')).toEqual({
      ...sampleCredentials,
      sessionToken: 'CANARY-token',
    });
    expect(JSON.stringify([app.store.get(), ports.ledger.connections()])).not.toMatch(/CANARY|wJalr|AKID/);
  });

  test('one whose secret could not be kept does not appear', async () => {
    const { app, secrets, ports } = await start({ fresh: true });
    secrets.answer = 'keychain-locked';
    expect((await rejected(app.saveConnection(draft, false))).code).toBe('keychain-locked');
    expect([app.store.get().connections, ports.ledger.connections()]).toEqual([[], []]);
  });

  test('for this session needs no keychain and leaves nothing there', async () => {
    const { app, secrets, files } = await start({ fresh: true });
    secrets.answer = 'keychain-no-bus';
    const saved = await app.saveConnection(draft, true);
    expect(app.store.get().secrets[saved.id]).toBe('session');
    files.put('/home/a', 'a');
    expect(await app.shareItems(['/home/a'], { copy: false })).toMatchObject([{ ok: true }]);
    expect(secrets.entries.size).toBe(0);
  });

  test.each([
    ['the access key ID', { accessKeyId: '' }, 'the access key ID is missing'],
    ['the secret', { secretAccessKey: '' }, 'the secret access key is missing'],
    ['the secret', { secretAccessKey: undefined }, 'the secret access key is missing'],
  ])('without %s is refused', async (_what, change, reason) => {
    const { app } = await start({ fresh: true });
    expect(await rejected(app.saveConnection({ ...draft, ...change }, false))).toMatchObject({
      code: 'bad-request',
      detail: { reason },
    });
  });

  test.each([
    [{ endpoint: 'ftp://x' }, 'endpoint-invalid'],
    [{ bucket: 'x' }, 'bucket-name-invalid'],
    [{ name: 'Work' }, 'connection-name-taken'],
    [{ name: '  Work ' }, 'connection-name-taken'],
    [{ id: 'c-nobody' }, 'connection-unknown'],
  ] as const)('%j is refused before the keychain is touched', async (change, code) => {
    const { app, secrets } = await start();
    const before = new Map(secrets.entries);
    expect((await rejected(app.saveConnection({ ...draft, ...change }, false))).code).toBe(code);
    expect(secrets.entries).toEqual(before);
  });

  // Once it took the files of everything that named no connection.
  test('a second one comes last, and files go where they went', async () => {
    const { app, ports } = await start();
    const saved = await app.saveConnection(draft, false);
    expect(app.store.get().connections.map(({ name }) => name)).toEqual(['Work', 'Home']);
    const targets = () => [app.store.get().settings, ports.ledger.settings()].map((each) => each.defaultConnectionId);
    expect(targets()).toEqual([sampleConnection.id, sampleConnection.id]);
    app.setDefaultConnection(saved.id);
    expect(targets()).toEqual([saved.id, saved.id]);
  });

  test('the bucket on this computer that is served later leaves the default alone', async () => {
    const { app, ports } = await start();
    await app.serveBucket();
    expect(app.store.get().connections.map(({ kind }) => kind)).toEqual(['s3', 'embedded']);
    expect(ports.ledger.settings().defaultConnectionId).toBe(sampleConnection.id);
  });
});

describe('one whose keys are gone', () => {
  const gone = async () => {
    const here = await start();
    here.secrets.entries.clear();
    const tested = rejected(here.app.testKnown(sampleConnection.id));
    return { ...here, tested };
  };

  test('is shown as such with the name that it got while the keychain answered', async () => {
    const { app, tested } = await gone();
    app.renameConnection(sampleConnection.id, 'Office');
    expect((await tested).code).toBe('secret-missing');
    expect(app.store.get()).toMatchObject({
      connections: [{ name: 'Office' }],
      secrets: { [sampleConnection.id]: 'missing' },
    });
  });

  test('does not come back where it was removed while the keychain answered', async () => {
    const { app, tested } = await gone();
    app.store.apply(connectionRemoved(sampleConnection.id));
    expect((await tested).code).toBe('secret-missing');
    expect(app.store.get().connections).toEqual([]);
  });
});

describe('changing', () => {
  test('with empty fields keeps the secret that is there', async () => {
    const { app, secrets } = await start();
    const before = secrets.entries.get(secretEntry(sampleConnection));
    await app.saveConnection({ ...edit, bucket: 'other', accessKeyId: '', secretAccessKey: '' }, false);
    expect(secrets.entries.get(secretEntry(sampleConnection))).toBe(before);
    expect(app.store.get().connections[0]?.bucket).toBe('other');
  });

  test('only the secret keeps the access key ID', async () => {
    const { app, secrets } = await start();
    await app.saveConnection({ ...edit, accessKeyId: '', secretAccessKey: 'a new secret' }, false);
    expect(JSON.parse(secrets.entries.get(secretEntry(sampleConnection)) ?? '')).toEqual({
      accessKeyId: sampleCredentials.accessKeyId,
      secretAccessKey: 'a new secret',
    });
  });

  test('a new secret does not keep the session token of the old one', async () => {
    const { app, secrets } = await start();
    await app.saveConnection({ ...edit, sessionToken: 'old token' }, false);
    await app.saveConnection({ ...edit, secretAccessKey: 'a new secret', sessionToken: '' }, false);
    expect(secrets.entries.get(secretEntry(sampleConnection))).not.toContain('old token');
  });

  test('may keep its own name, and leaves the default alone', async () => {
    const { app } = await start();
    const home = await app.saveConnection(draft, false);
    app.setDefaultConnection(home.id);
    await app.saveConnection(edit, false);
    expect(app.store.get().settings.defaultConnectionId).toBe(home.id);
  });
});

describe('removing', () => {
  test('takes the secret, the shares and the default along, and no object', async () => {
    const { app, files, secrets, ports, bucket } = await start();
    const home = await app.saveConnection(draft, false);
    app.setDefaultConnection(home.id);
    files.put('/home/a', 'a');
    await app.shareItems(['/home/a'], { copy: false });
    expect(app.store.get().settings.defaultConnectionId).toBe(home.id);
    await app.removeConnection(home.id);
    expect(app.store.get()).toMatchObject({
      connections: [sampleConnection],
      shares: [],
      settings: { defaultConnectionId: sampleConnection.id },
    });
    expect([ports.ledger.connections(), ports.ledger.shares()]).toEqual([[sampleConnection], []]);
    expect(ports.ledger.settings().defaultConnectionId).toBe(sampleConnection.id);
    expect([...secrets.entries.keys()]).toEqual([secretEntry(sampleConnection)]);
    expect(bucket.objects.size).toBe(1);
  });

  test('can leave its links living until their end, or take them back first', async () => {
    for (const links of ['keep', 'take-back'] as const) {
      const { app, files, bucket, server } = await start();
      for (const name of ['a', 'b']) files.put(`/home/${name}`, name);
      const shared = await app.shareItems(['/home/a', '/home/b'], { copy: false, page: 'never' });
      const urls = shared.flatMap((result) => (result.ok ? [result.shared.url] : []));
      expect(app.liveLinks(sampleConnection.id)).toEqual({ live: 2, linked: 0 });
      const keeps = links === 'keep';
      expect(await app.removeConnection(sampleConnection.id, links)).toEqual({
        takenBack: keeps ? 0 : 2,
        left: keeps ? 2 : 0,
      });
      const statuses = await Promise.all(urls.map(async (url) => (await server.probe.ask(url)).status));
      expect(statuses).toEqual(keeps ? [206, 206] : [404, 404]);
      expect(bucket.objects.size).toBe(keeps ? 2 : 0);
      expect(app.store.get().notices.map(({ content }) => content.kind)).not.toContain('revoked');
    }
  });

  test('takes back what the history has forgotten while its link lived, too', async () => {
    const { app, files, bucket } = await start();
    files.put('/home/a', 'a');
    const [result] = await app.shareItems(['/home/a'], { copy: false });
    if (result?.ok === true) await app.removeFromHistory(result.shared.share.id);
    expect(app.liveLinks(sampleConnection.id)).toEqual({ live: 1, linked: 0 });
    expect(await app.removeConnection(sampleConnection.id, 'take-back')).toEqual({ takenBack: 1, left: 0 });
    expect(bucket.objects.size).toBe(0);
  });

  test('leaves what was in the bucket before, and says so', async () => {
    const { app, bucket } = await start();
    const headers = { contentType: 'text/plain', contentDisposition: 'attachment' };
    keep(bucket, 'theirs.txt', { ...stored(Buffer.from('theirs'), 'md5', undefined), headers });
    await app.linkExisting({ address: 's3://files/theirs.txt', copy: false });
    expect(app.liveLinks(sampleConnection.id)).toEqual({ live: 1, linked: 1 });
    expect(await app.removeConnection(sampleConnection.id, 'take-back')).toEqual({ takenBack: 0, left: 1 });
    expect(bucket.objects.has('theirs.txt')).toBe(true);
  });

  test('removes nothing where a link cannot be taken back', async () => {
    const { app, files, objects, ports, secrets } = await start();
    files.put('/home/a', 'a');
    await app.shareItems(['/home/a'], { copy: false });
    objects.fail('removeMany', new Failure('access-denied'));
    expect((await rejected(app.removeConnection(sampleConnection.id, 'take-back'))).code).toBe('access-denied');
    expect(ports.ledger.connections()).toHaveLength(1);
    expect(secrets.entries.size).toBe(1);
    expect(app.liveLinks(sampleConnection.id).live).toBe(1);
  });

  test('the last one leaves no default', async () => {
    const { app, ports } = await start();
    app.setDefaultConnection(sampleConnection.id);
    await app.removeConnection(sampleConnection.id);
    expect(ports.ledger.settings()).not.toHaveProperty('defaultConnectionId');
    expect(app.store.get().settings).not.toHaveProperty('defaultConnectionId');
  });

  test('is refused while it uploads', async () => {
    const { app, files, objects } = await start();
    files.put('/home/a', 'a');
    const release = objects.hold('put');
    const sharing = app.shareItems(['/home/a'], { copy: false });
    await until(() => objects.calls.length > 0);
    expect((await rejected(app.removeConnection(sampleConnection.id))).code).toBe('connection-in-use');
    release();
    await sharing;
    await app.removeConnection(sampleConnection.id);
  });

  test('is refused while the keychain is, so that no secret stays behind', async () => {
    const { app, secrets, ports } = await start();
    secrets.answer = 'keychain-locked';
    expect((await rejected(app.removeConnection(sampleConnection.id))).code).toBe('keychain-locked');
    expect(ports.ledger.connections()).toHaveLength(1);
  });

  test.each([{ credentials: { kind: 'profile', profile: 'work' } }, { awaitsKeys: true }] as const)(
    'needs no keychain where there is none and it has no keys of its own: %j',
    async (keyless) => {
      const { app, secrets, ports } = await start({
        prepare: (twins) => twins.ports.ledger.saveConnection({ ...sampleConnection, ...keyless }),
      });
      secrets.answer = 'keychain-locked';
      expect((await rejected(app.removeConnection(sampleConnection.id))).code).toBe('keychain-locked');
      secrets.answer = 'keychain-no-bus';
      await app.removeConnection(sampleConnection.id);
      expect(ports.ledger.connections()).toEqual([]);
    },
  );

  test('needs the keychain that has its keys', async () => {
    const { app, secrets, ports } = await start();
    secrets.answer = 'keychain-no-bus';
    expect((await rejected(app.removeConnection(sampleConnection.id))).code).toBe('keychain-no-bus');
    expect(ports.ledger.connections()).toHaveLength(1);
  });

  test('one that is not there is unknown', async () => {
    const { app } = await start();
    expect((await rejected(app.removeConnection('c-nobody'))).code).toBe('connection-unknown');
    expect(() => app.setDefaultConnection('c-nobody')).toThrow('connection-unknown');
  });
});

describe('settings', () => {
  test('are kept as they are changed', async () => {
    const { app, ports } = await start();
    app.saveSettings({ theme: 'dark', expirySeconds: 900 });
    app.saveSettings({ parallel: 4 });
    expect(ports.ledger.settings()).toMatchObject({ theme: 'dark', expirySeconds: 900, parallel: 4 });
    expect(app.store.get().settings).toEqual(ports.ledger.settings());
  });

  test('say how long a link lives when nobody says it', async () => {
    const { app, files } = await start();
    app.saveSettings({ expirySeconds: 900 });
    files.put('/home/a', 'a');
    const [result] = await app.shareItems(['/home/a'], { copy: false });
    expect(result?.ok === true && result.shared.share.expiresAtMs - result.shared.share.createdAtMs).toBe(900_000);
  });

  test('give way to how long a connection’s links live, and that to what was asked', async () => {
    const { app, files } = await start({
      prepare: ({ ports }) => ports.ledger.saveConnection({ ...sampleConnection, defaultExpirySeconds: 600 }),
    });
    app.saveSettings({ expirySeconds: 900 });
    files.put('/home/a', 'a');
    const life = async (options: object) => {
      const [result] = await app.shareItems(['/home/a'], { copy: false, ...options });
      if (result?.ok !== true) throw new Error('not shared');
      return (result.shared.share.expiresAtMs - result.shared.share.createdAtMs) / 1_000;
    };
    expect(await life({})).toBe(600);
    expect(await life({ connection: { kind: 'known', connectionId: sampleConnection.id } })).toBe(600);
    expect(await life({ lifetimeSeconds: 60 })).toBe(60);
    app.saveSettings({ expirySeconds: 60 });
    expect(await life({})).toBe(600);
  });

  test('and everything else of another process are seen within moments', async () => {
    const { app, ledgerFile } = await start();
    const other = ledgerFile.open();
    other.saveConnection({ ...sampleConnection, id: 'c-cli', name: 'From the command line' });
    await until(() => app.store.get().connections.length === 2);
    expect(app.store.get().connections.map(({ id }) => id)).toEqual([sampleConnection.id, 'c-cli']);
  });
});

describe('keys in a file', () => {
  const { accessKeyId: _id, secretAccessKey: _secret, ...untouched } = edit;
  const startInFile = async () => {
    const started = await start();
    await started.app.saveConnection({ ...untouched, store: 'file' }, false);
    const { app, ports, secrets, sealedSecrets } = started;
    const where = () => ({
      saved: ports.ledger.connections()[0]?.credentials?.kind,
      told: app.store.get().secrets[sampleConnection.id],
      keychain: secrets.entries.has(secretEntry(sampleConnection)),
      file: sealedSecrets.entries.has(sampleConnection.id),
    });
    return { ...started, where };
  };
  const atFile = { saved: 'file', told: 'file', keychain: false, file: true };
  const inKeychain = { saved: undefined, told: 'keychain', keychain: true, file: false };

  test('are moved there and back, one copy of them at a time', async () => {
    const { app, where } = await startInFile();
    expect(where()).toEqual(atFile);
    await app.saveConnection({ ...untouched, store: 'keychain' }, false);
    expect(where()).toEqual(inKeychain);
  });

  test('take the key of encrypted shares along, and it goes with the connection', async () => {
    const { app, files, secrets, sealedSecrets } = await start();
    files.put('/home/a.txt', 'a');
    const [shared] = await app.shareItems(['/home/a.txt'], { copy: false, encrypt: true });
    if (shared?.ok !== true) throw new Error('not shared');
    const ofShares = (entries: ReadonlyMap<string, string>) =>
      [...entries.keys()].filter((id) => id.includes(`${sampleConnection.id}.shares-`)).length;
    const both = () => [ofShares(secrets.entries), ofShares(sealedSecrets.entries)];
    expect(both()).toEqual([1, 0]);
    await app.saveConnection({ ...untouched, store: 'file' }, false);
    expect(both()).toEqual([0, 1]);
    app.forgetSecrets();
    const again = await app.freshLink(shared.shared.share.id);
    expect(again.url.split('#')[1]).toBe(shared.shared.url.split('#')[1]);
    await app.removeConnection(sampleConnection.id);
    expect(both()).toEqual([0, 0]);
  });

  test('stay where they are, and nobody is asked, when the form of the window changes something else', async () => {
    const { app, where, sealedSecrets } = await startInFile();
    sealedSecrets.refusal = 'passphrase-needed';
    await app.saveConnection({ ...untouched, credentials: { kind: 'kept' }, colour: 'red' }, false);
    expect([where(), app.store.get().connections[0]?.colour]).toEqual([atFile, 'red']);
  });

  test('typed in the window go into the keychain; typed for this session they leave the file as it is', async () => {
    const { app, where, secrets, sealedSecrets } = await startInFile();
    sealedSecrets.refusal = 'passphrase-needed';
    secrets.answer = 'keychain-locked';
    const typed = { ...edit, credentials: { kind: 'kept' } } as const;
    expect((await rejected(app.saveConnection(typed, false))).code).toBe('keychain-locked');
    expect(where()).toEqual(atFile);
    await app.saveConnection(typed, true);
    expect(where()).toEqual({ ...atFile, told: 'session' });
    secrets.answer = 'ok';
    await app.saveConnection(typed, false);
    expect(where()).toEqual(inKeychain);
  });

  test('are not looked for in the keychain when the file is gone', async () => {
    const { app, sealedSecrets, secrets } = await startInFile();
    sealedSecrets.entries.clear();
    app.forgetSecrets();
    secrets.answer = 'keychain-no-bus';
    const { code, detail } = await rejected(app.testKnown(sampleConnection.id));
    expect([code, detail.reason]).toEqual(['secret-file-unusable', 'it is not there']);
  });

  test('come with no duplicate, which wants its own in a file too', async () => {
    const { app } = await startInFile();
    const copy = app.duplicateConnection(sampleConnection.id);
    expect([copy.awaitsKeys, copy.credentials, app.store.get().secrets[copy.id]]).toEqual([
      true,
      { kind: 'file' },
      'missing',
    ]);
  });
});
