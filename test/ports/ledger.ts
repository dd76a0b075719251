// Why this exists: what every Ledger must do, run on the twin and on SQLite.
import { describe, expect, test } from 'vitest';
import { initialSettings, type Settings } from '../../main/domain/app-state';
import type { SavedPart } from '../../main/services/engine';
import type { Ledger, UnfinishedUpload } from '../../main/services/ports';
import { caught } from '../fakes/failing';
import { newYearMs, sampleConnection, sampleShare, sampleUnfinished } from '../fakes/samples';

const home = {
  ...sampleConnection,
  id: 'c-home',
  name: 'Home',
  addressing: 'virtual-host',
  prefix: 'shared/',
} as const;

const record = {
  snapshot: {
    sizeBytes: 40_000_000,
    mtimeNs: 1_767_225_600_123_456_789n,
    ctimeNs: 1_767_225_600_987_654_321n,
    inode: 18_446_744_073_709_551_615n,
    device: 66_306n,
  },
  partBytes: 16_777_216,
  multipartUploadId: 'upload-1',
  parts: [],
} as const;
const part = (number: number): SavedPart => ({ number, etag: `"etag-${number}"`, crc32: 'AAAAAA==', check: 'crc32' });

/** `open` gives one more process at the same, at first empty, ledger; a new one for every test. */
export function ledgerSuite(name: string, create: () => { readonly open: () => Ledger }): void {
  const openWith = (...connections: (typeof sampleConnection)[]) => {
    const file = create();
    const ledger = file.open();
    for (const connection of connections) ledger.saveConnection(connection);
    return { ...file, ledger };
  };

  describe(`the ledger in ${name}: connections`, () => {
    test('an empty one has none', () => {
      expect(openWith().ledger.connections()).toEqual([]);
    });

    test('come back whole, in the order they were made', () => {
      expect(openWith(sampleConnection, home).ledger.connections()).toEqual([sampleConnection, home]);
    });

    test('keep their place when they change', () => {
      const { ledger } = openWith(sampleConnection, home);
      const changed = { ...sampleConnection, name: 'Office', bucket: 'other' };
      ledger.saveConnection(changed);
      expect(ledger.connections()).toEqual([changed, home]);
    });

    test('have a name of their own', () => {
      const { ledger } = openWith(sampleConnection, home);
      expect(caught(() => ledger.saveConnection({ ...home, name: 'Work' })).code).toBe('ledger-unusable');
      expect(ledger.connections()).toEqual([sampleConnection, home]);
    });

    test('take everything of theirs with them and nothing else', () => {
      const { ledger } = openWith(sampleConnection, home);
      ledger.saveShare(sampleShare);
      ledger.saveShare({ ...sampleShare, id: 's-home', connectionId: home.id });
      ledger.saveUpload({ ...sampleUnfinished, record });
      ledger.saveUploadPart(sampleUnfinished.id, part(1));
      ledger.saveUpload({ ...sampleUnfinished, id: 'u-home', connectionId: home.id });
      ledger.removeConnection(sampleConnection.id);
      expect(ledger.connections()).toEqual([home]);
      expect(ledger.shares().map(({ id }) => id)).toEqual(['s-home']);
      expect(ledger.unfinishedUploads().map(({ id }) => id)).toEqual(['u-home']);
    });

    test('removing one that is not there is fine', () => {
      const { ledger } = openWith(home);
      ledger.removeConnection('c-nobody');
      expect(ledger.connections()).toEqual([home]);
    });
  });

  describe(`the ledger in ${name}: shares`, () => {
    test('come back whole', () => {
      const { ledger } = openWith(sampleConnection);
      const odd = {
        ...sampleShare,
        name: `it's "100%" 日本 🎉 \u202egnp.exe; DROP TABLE shares`,
        revokedAtMs: newYearMs + 1,
      };
      ledger.saveShare(odd);
      expect(ledger.share(odd.id)).toEqual(odd);
    });

    test('one that was not revoked has no moment of it', () => {
      const { ledger } = openWith(sampleConnection);
      ledger.saveShare(sampleShare);
      expect(ledger.share(sampleShare.id)).toStrictEqual(sampleShare);
      expect(ledger.share('s-nobody')).toBeUndefined();
    });

    test('the newest comes first, and of one moment the one that was saved last', () => {
      const { ledger } = openWith(sampleConnection);
      const at = (id: string, createdAtMs: number) => ledger.saveShare({ ...sampleShare, id, createdAtMs });
      at('b', newYearMs + 1);
      at('a', newYearMs);
      at('d', newYearMs + 2);
      at('c', newYearMs + 1);
      expect(ledger.shares().map(({ id }) => id)).toEqual(['d', 'c', 'b', 'a']);
    });

    test('one that changes stays one', () => {
      const { ledger } = openWith(sampleConnection);
      ledger.saveShare(sampleShare);
      ledger.saveShare({ ...sampleShare, revokedAtMs: 5 });
      expect(ledger.shares()).toEqual([{ ...sampleShare, revokedAtMs: 5 }]);
    });

    test('a forgotten one is gone, forgetting it again is fine', () => {
      const { ledger } = openWith(sampleConnection);
      ledger.saveShare(sampleShare);
      ledger.forgetShare(sampleShare.id);
      ledger.forgetShare(sampleShare.id);
      expect(ledger.shares()).toEqual([]);
    });

    test('one without its connection is refused', () => {
      expect(caught(() => openWith().ledger.saveShare(sampleShare)).code).toBe('ledger-unusable');
    });

    test('sizes beyond 32 bits and the last day of time are kept', () => {
      const { ledger } = openWith(sampleConnection);
      const large = { ...sampleShare, sizeBytes: 5 * 2 ** 40 + 1, expiresAtMs: 8.64e15 };
      ledger.saveShare(large);
      expect(ledger.share(large.id)).toEqual(large);
    });
  });

  describe(`the ledger in ${name}: unfinished uploads`, () => {
    test('come back whole, in the order they were begun', () => {
      const { ledger } = openWith(sampleConnection);
      const rows: readonly UnfinishedUpload[] = [
        { ...sampleUnfinished, id: 'u-2' },
        {
          ...sampleUnfinished,
          id: 'u-1',
          state: 'paused',
          intent: { lifetimeSeconds: 1, disposition: 'inline', copy: false, batchId: 'b' },
        },
      ];
      for (const row of rows) ledger.saveUpload(row);
      expect(ledger.unfinishedUploads()).toStrictEqual(rows);
    });

    test('keep times and inodes to the last digit', () => {
      const { ledger } = openWith(sampleConnection);
      ledger.saveUpload({ ...sampleUnfinished, record });
      expect(ledger.unfinishedUploads()[0]?.record).toEqual(record);
    });

    test('a record without a multipart upload yet has no id of one', () => {
      const { ledger } = openWith(sampleConnection);
      const { multipartUploadId: _none, ...begun } = record;
      ledger.saveUpload({ ...sampleUnfinished, record: begun });
      expect(ledger.unfinishedUploads()[0]?.record).toStrictEqual(begun);
    });

    test('parts are kept one by one, in order, the last of a number counts', () => {
      const { ledger } = openWith(sampleConnection);
      ledger.saveUpload({ ...sampleUnfinished, record });
      ledger.saveUpload({ ...sampleUnfinished, id: 'u-other', record });
      for (const number of [10, 2, 1]) ledger.saveUploadPart(sampleUnfinished.id, part(number));
      ledger.saveUploadPart(sampleUnfinished.id, { ...part(2), etag: '"again"', check: 'md5' });
      ledger.saveUploadPart('u-other', part(7));
      const [first, other] = ledger.unfinishedUploads();
      expect(first?.record?.parts).toEqual([part(1), { ...part(2), etag: '"again"', check: 'md5' }, part(10)]);
      expect(other?.record?.parts).toEqual([part(7)]);
      expect([first, other]).toEqual([sampleUnfinished.id, 'u-other'].map((id) => ledger.unfinishedUpload(id)));
      expect(ledger.unfinishedUpload('u-nobody')).toBeUndefined();
    });

    test('another state keeps the parts', () => {
      const { ledger } = openWith(sampleConnection);
      ledger.saveUpload({ ...sampleUnfinished, record });
      ledger.saveUploadPart(sampleUnfinished.id, part(1));
      ledger.saveUpload({ ...sampleUnfinished, record, state: 'failed' });
      expect(ledger.unfinishedUploads()).toEqual([
        { ...sampleUnfinished, record: { ...record, parts: [part(1)] }, state: 'failed' },
      ]);
    });

    test('a new beginning drops the parts of the one before', () => {
      const { ledger } = openWith(sampleConnection);
      ledger.saveUpload({ ...sampleUnfinished, record });
      ledger.saveUploadPart(sampleUnfinished.id, part(1));
      const { multipartUploadId: _none, ...begun } = record;
      ledger.saveUpload({ ...sampleUnfinished, record: begun });
      ledger.saveUpload({ ...sampleUnfinished, record });
      expect(ledger.unfinishedUploads()[0]?.record?.parts).toEqual([]);
    });

    test('a forgotten one is gone with its parts', () => {
      const { ledger } = openWith(sampleConnection);
      ledger.saveUpload({ ...sampleUnfinished, record });
      ledger.saveUploadPart(sampleUnfinished.id, part(1));
      ledger.forgetUpload(sampleUnfinished.id);
      expect(ledger.unfinishedUploads()).toEqual([]);
      ledger.saveUpload({ ...sampleUnfinished, record });
      expect(ledger.unfinishedUploads()[0]?.record?.parts).toEqual([]);
    });

    test('a part of an unknown upload is refused, and so is an upload of an unknown connection', () => {
      const { ledger } = openWith(sampleConnection);
      expect(caught(() => ledger.saveUploadPart('u-nobody', part(1))).code).toBe('ledger-unusable');
      const lost = { ...sampleUnfinished, connectionId: 'c-nobody' };
      expect(caught(() => ledger.saveUpload(lost)).code).toBe('ledger-unusable');
    });
  });

  describe(`the ledger in ${name}: the rest`, () => {
    test('several steps together happen all or not at all', () => {
      const { ledger } = openWith(sampleConnection);
      ledger.saveUpload(sampleUnfinished);
      const broken = caught(() =>
        ledger.together(() => {
          ledger.forgetUpload(sampleUnfinished.id);
          ledger.saveShare(sampleShare);
          ledger.saveShare({ ...sampleShare, id: 's-2', connectionId: 'c-nobody' });
        }),
      );
      expect(broken.code).toBe('ledger-unusable');
      expect([ledger.shares(), ledger.unfinishedUploads()]).toEqual([[], [sampleUnfinished]]);
      ledger.together(() => {
        ledger.forgetUpload(sampleUnfinished.id);
        ledger.saveShare(sampleShare);
      });
      expect([ledger.shares(), ledger.unfinishedUploads()]).toEqual([[sampleShare], []]);
    });

    test('settings begin as they are meant and come back as they were saved', () => {
      const { ledger } = openWith();
      expect(ledger.settings()).toEqual(initialSettings);
      const settings: Settings = {
        expirySeconds: 1,
        theme: 'dark',
        bandwidthBytesPerSecond: 5_000_000,
        parallel: 3,
        welcomed: true,
        defaultConnectionId: 'c-work',
      };
      ledger.saveSettings(settings);
      expect(ledger.settings()).toEqual(settings);
    });

    test('values are kept by name', () => {
      const { ledger } = openWith();
      expect(ledger.value('bucket-port')).toBeUndefined();
      ledger.saveValue('bucket-port', '20123');
      ledger.saveValue('bucket-port', '20456');
      ledger.saveValue('settings-like', '');
      expect([ledger.value('bucket-port'), ledger.value('settings-like')]).toEqual(['20456', '']);
    });

    test('another process sees what was written, and the revision tells it to look', () => {
      const { ledger, open } = openWith(sampleConnection);
      const other = open();
      const before = other.revision();
      expect(other.revision()).toBe(before);
      ledger.saveShare(sampleShare);
      const after = other.revision();
      expect(after).not.toBe(before);
      expect(other.shares()).toEqual([sampleShare]);
      other.saveValue('own', 'write');
      expect(other.revision()).toBe(after);
    });
  });
}
