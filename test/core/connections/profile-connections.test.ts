// A connection whose credentials a profile gives keeps nothing of them, and works with those of the moment.
import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import type { ConnectionDraft } from '../../../main/core/connections/rules/connection-draft';
import { Failure } from '../../../main/core/model/failure';
import { rejected } from '../../fakes/failing';
import { sampleConnection, sampleCredentials } from '../../fakes/samples';
import { secretEntry, startApp, type RunningApp } from '../app/running-app';

const hour = 3_600_000;
const keys = { accessKeyId: 'ASIAPROFILE', secretAccessKey: 'CANARY-profile', sessionToken: 'CANARY-token' };
const draft: ConnectionDraft = {
  ...sampleConnection,
  id: undefined,
  name: 'Profile',
  credentials: { kind: 'profile', profile: 'work' },
};

let running: RunningApp | undefined;
afterEach(() => running?.app.stop());

async function start() {
  const started = await startApp();
  running = started;
  const profile = (answer: typeof keys | Failure) =>
    started.profiles.profiles.set('work', {
      kind: 'sso',
      answer: answer instanceof Failure ? answer : { ...answer, expiresAtMs: started.clock.now() + hour },
    });
  profile(keys);
  started.server.credentials.set(keys.accessKeyId, keys.secretAccessKey);
  started.files.put('/a.txt', 'hello');
  const share = (connectionId: string) =>
    started.app.shareItems(['/a.txt'], { copy: false, connection: { kind: 'known', connectionId } });
  return { ...started, profile, share };
}

describe('a connection of a profile', () => {
  test('is saved without asking for its credentials, and keeps none', async () => {
    const { app, ports, secrets, profiles } = await start();
    const before = new Map(secrets.entries);
    const saved = await app.saveConnection(draft, false);
    expect(saved.credentials).toEqual({ kind: 'profile', profile: 'work' });
    expect([ports.ledger.connections().at(-1)?.credentials, app.store.get().secrets[saved.id]]).toEqual([
      saved.credentials,
      'profile',
    ]);
    expect([secrets.entries, profiles.resolved]).toEqual([before, []]);
  });

  test('shares with what the profile gives, and the link ends a minute before that', async () => {
    const { app, share, clock, secrets, ports } = await start();
    const { id } = await app.saveConnection(draft, false);
    const [result] = await share(id);
    expect(result).toMatchObject({ ok: true, shared: { share: { limitedBy: 'credentials' } } });
    expect(result?.ok === true && result.shared.share.expiresAtMs).toBe(clock.now() + hour - 60_000);
    const kept = inspect([[...secrets.entries], app.store.get(), ports.ledger.connections(), ports.ledger.shares()], {
      depth: 9,
    });
    expect(kept).not.toMatch(/CANARY|ASIAPROFILE/);
  });

  test('resolves once for many shares, and anew shortly before the end', async () => {
    const { app, share, clock, profiles, profile } = await start();
    const { id } = await app.saveConnection(draft, false);
    await share(id);
    await share(id);
    expect(profiles.resolved).toEqual(['work']);
    clock.advance(hour - 240_000);
    profile(keys);
    const [result] = await share(id);
    expect(profiles.resolved).toEqual(['work', 'work']);
    expect(result?.ok === true && result.shared.share.expiresAtMs).toBe(clock.now() + hour - 60_000);
  });

  test('says what to do when its sign-in has lapsed', async () => {
    const { app, share, profile } = await start();
    const { id } = await app.saveConnection(draft, false);
    profile(new Failure('sso-lapsed', { profile: 'work' }));
    expect(await share(id)).toMatchObject([
      { ok: false, failure: { code: 'sso-lapsed', detail: { profile: 'work' } } },
    ]);
    profile(keys);
    expect(await share(id)).toMatchObject([{ ok: true }]);
  });

  test('can be tested before it is saved, each time with fresh credentials', async () => {
    const { app, profiles, profile } = await start();
    expect((await app.testConnection(draft)).failure).toBeUndefined();
    expect((await app.testConnection(draft)).failure).toBeUndefined();
    expect(profiles.resolved).toEqual(['work', 'work']);
    profile(new Failure('process-failed', { profile: 'work' }));
    expect((await rejected(app.testConnection(draft))).code).toBe('process-failed');
  });

  test('of an unknown profile does not appear', async () => {
    const { app } = await start();
    const unknown = { ...draft, credentials: { kind: 'profile', profile: 'nobody' } } as const;
    expect((await rejected(app.saveConnection(unknown, false))).code).toBe('profile-unknown');
    expect(app.store.get().connections).toEqual([sampleConnection]);
  });
});

describe('changing where credentials come from', () => {
  const edit = { ...sampleConnection, addressing: 'path' } as const;
  const ofProfile = { ...edit, credentials: draft.credentials };

  test('to a profile ends what was typed; back, it must be typed again', async () => {
    const { app, secrets } = await start();
    await app.saveConnection(ofProfile, false);
    expect(secrets.entries.has(secretEntry(sampleConnection))).toBe(false);
    const back = { ...edit, credentials: { kind: 'kept' } } as const;
    expect((await rejected(app.saveConnection(back, false))).code).toBe('bad-request');
    const saved = await app.saveConnection({ ...back, ...sampleCredentials }, false);
    expect([saved.credentials, app.store.get().secrets[saved.id]]).toEqual([undefined, 'keychain']);
    expect(secrets.entries.has(secretEntry(sampleConnection))).toBe(true);
  });

  test('works while the keychain does not', async () => {
    const { app, secrets, share } = await start();
    secrets.answer = 'keychain-no-bus';
    const { id } = await app.saveConnection(ofProfile, false);
    expect(await share(id)).toMatchObject([{ ok: true }]);
  });

  test('is left alone by a form that does not mention it, and ended by keys that are typed', async () => {
    const { app } = await start();
    await app.saveConnection(ofProfile, false);
    expect((await app.saveConnection({ ...edit, prefix: 'p' }, false)).credentials).toEqual(draft.credentials);
    expect((await app.saveConnection({ ...edit, ...sampleCredentials }, false)).credentials).toBeUndefined();
  });

  test('by another process is seen', async () => {
    const { app, ports } = await start();
    ports.ledger.saveConnection({ ...sampleConnection, credentials: { kind: 'profile', profile: 'work' } });
    await app.stop();
    const again = await startApp({ shared: running ?? {} });
    running = again;
    expect(again.app.store.get().secrets[sampleConnection.id]).toBe('profile');
  });
});

describe('a secret that is not in the keychain', () => {
  test('is said to be with the keychain that had it, where another one answers now; the connection stays', async () => {
    const { app, secrets, share } = await start();
    secrets.keptBy = 'GNOME Keyring';
    const typed = { ...sampleConnection, ...sampleCredentials, addressing: 'path' } as const;
    await app.saveConnection(typed, false);
    secrets.entries.clear();
    expect(await share(sampleConnection.id)).toMatchObject([{ failure: { code: 'secret-missing' } }]);
    secrets.keptBy = 'KWallet';
    expect(await share(sampleConnection.id)).toMatchObject([
      {
        failure: {
          code: 'secret-elsewhere',
          detail: { connectionName: 'Work', formerKeeper: 'GNOME Keyring', keeper: 'KWallet' },
        },
      },
    ]);
    expect(app.store.get().secrets[sampleConnection.id]).toBe('missing');
    await app.saveConnection(typed, false);
    expect(await share(sampleConnection.id)).toMatchObject([{ ok: true }]);
  });
});
