// What every RecordStore must do, run on the twin and on the disk.
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { RecordStore } from '../../main/core/ports/secrets';
import { rejected } from '../fakes/failing';

export function recordStoreSuite(name: string, create: () => RecordStore): void {
  describe(`records in ${name}`, () => {
    test.each([0, 1, 4_096, 100_000])('of %d bytes come back', async (bytes) => {
      const store = create();
      const record = randomBytes(bytes);
      await store.write('a-1', record);
      expect(Buffer.from((await store.read('a-1')) ?? [])).toEqual(record);
    });

    test('do not mix, and are gone when removed', async () => {
      const store = create();
      await store.write('a', Buffer.from('one'));
      await store.write('b', Buffer.from('other'));
      await store.remove('a');
      expect(await store.read('a')).toBeUndefined();
      expect(Buffer.from((await store.read('b')) ?? []).toString()).toBe('other');
    });

    test('that are not there are undefined, and their removal is fine', async () => {
      const store = create();
      expect(await store.read('nothing')).toBeUndefined();
      await expect(store.remove('nothing')).resolves.toBeUndefined();
    });

    test('are written once: a name that is taken is refused', async () => {
      const store = create();
      await store.write('a', Buffer.from('one'));
      expect((await rejected(store.write('a', Buffer.from('two')))).code).toBe('ledger-unusable');
      expect(Buffer.from((await store.read('a')) ?? []).toString()).toBe('one');
    });

    test.each(['', '..', '../a', 'a/b', 'a\\b', 'a\0', 'x'.repeat(101), 'ü'])('%j is no name', async (bad) => {
      const store = create();
      expect((await rejected(store.write(bad, Buffer.from('x')))).code).toBe('bad-request');
      expect(await store.read(bad)).toBeUndefined();
      await expect(store.remove(bad)).resolves.toBeUndefined();
    });
  });
}
