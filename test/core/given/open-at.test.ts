// A verb works where the objects are, wherever their connection points by now.
import { describe, expect, test } from 'vitest';
import type { Connection } from '../../../main/core/model/connection';
import type { Share } from '../../../main/core/model/share';
import { rejected } from '../../fakes/failing';
import { sampleConnection, sampleCredentials, sampleShare } from '../../fakes/samples';
import { openShares } from './open-shares';

describe('the place of a share', () => {
  const where = (connection: Connection, share: Share = sampleShare) => {
    const twins = openShares(connection);
    twins.server.createBucket(sampleShare.bucket);
    const done = twins.known.with(share, async (open) => {
      expect(twins.objects.openCount()).toBe(twins.opened.length);
      return open;
    });
    return { ...twins, done };
  };

  test('is its connection’s where that has not moved', async () => {
    const { done, opened, chosen, objects } = where(sampleConnection);
    const { connection, credentials } = await done;
    expect([connection, credentials, opened]).toEqual([sampleConnection, sampleCredentials, [sampleConnection]]);
    expect(chosen).toEqual([{ kind: 'known', connectionId: sampleShare.connectionId }]);
    // Its time was asked by then.
    expect(objects.calls).toMatchObject([{ operation: 'readBack', key: sampleShare.key }]);
    expect(objects.openCount()).toBe(0);
  });

  test.each<Partial<Connection>>([
    { endpoint: 'https://new.example.com' },
    { region: 'eu-west-1' },
    { bucket: 'elsewhere' },
    { addressing: 'virtual-host' },
  ])('stays where it was when its connection moves: %j', async (moved) => {
    const shareEndpoint = 'https://now.example.com';
    // What the doctor found is true of the place where the connection is now.
    const capabilities = { signsAmz: true, intakeOnlyStores: true, madeAtMs: 1 };
    const { done, opened, objects } = where({ ...sampleConnection, ...moved, shareEndpoint, capabilities });
    const { connection } = await done;
    // Its own endpoint for links is the one it had: none.
    expect([connection, opened[1]]).toStrictEqual([sampleConnection, sampleConnection]);
    expect(objects.calls).toMatchObject([{ operation: 'readBack', key: sampleShare.key, bucket: 'files' }]);
    expect(objects.openCount()).toBe(0);
  });

  test('keeps the endpoint its link is for when its connection moves', async () => {
    const linkEndpoint = 'https://then.example.com';
    const { done } = where({ ...sampleConnection, bucket: 'elsewhere' }, { ...sampleShare, linkEndpoint });
    expect((await done).connection).toEqual({ ...sampleConnection, shareEndpoint: linkEndpoint });
  });

  test('of a real bucket is no session’s, whatever its key begins with', async () => {
    await expect(where(sampleConnection, { ...sampleShare, key: 'session-8/k/a' }).done).resolves.toBeDefined();
  });

  test('is closed after a failure too', async () => {
    const { known, objects } = openShares({ ...sampleConnection, bucket: 'elsewhere' });
    await expect(known.with(sampleShare, () => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug');
    expect(objects.openCount()).toBe(0);
  });

  describe('of the bucket on this computer', () => {
    const embedded = (prefix: string): Connection => ({ ...sampleConnection, kind: 'embedded', prefix });
    const at = (key: string): Share => ({ ...sampleShare, key, endpoint: 'http://127.0.0.1:1' });

    test.each([
      ['', 'k/a'],
      ['session-7/', 'session-7/k/a'],
    ])('is wherever it serves now: %j, %s', async (prefix, key) => {
      const { done, opened } = where(embedded(prefix), at(key));
      expect([(await done).connection, opened.length]).toEqual([embedded(prefix), 1]);
    });

    test.each([
      ['session-7/', 'session-8/k/a', 'keys-elsewhere', undefined],
      ['', 'session-8/k/a', 'keys-elsewhere', undefined],
      ['session-7/', 'k/a', 'keychain-unavailable', 'the keys of this link are in it'],
    ])('is not asked for what another one keeps: %j, %s', async (prefix, key, code, reason) => {
      const { done, objects } = where(embedded(prefix), at(key));
      const failure = await rejected(done);
      expect([failure.code, failure.detail.reason, objects.calls]).toEqual([code, reason, []]);
    });
  });
});
