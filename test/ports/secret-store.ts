// What every SecretStore must do, run on the twin here and on the real keychain in a desktop session.
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { SecretStore } from '../../main/core/ports/secrets';

export function secretStoreSuite(name: string, create: () => SecretStore): void {
  describe(`secrets in ${name}`, () => {
    const store = create();
    const used: string[] = [];
    const newId = () => {
      const id = `connection:${randomUUID()}`;
      used.push(id);
      return id;
    };
    afterEach(async () => {
      for (const id of used.splice(0)) await store.remove(id);
    });

    test('the keychain can be used', async () => {
      expect(await store.state()).toBe('ok');
    });

    test('a missing entry is undefined, and no failure', async () => {
      expect(await store.get(newId())).toBeUndefined();
    });

    test('what was set is read', async () => {
      const id = newId();
      await store.set(id, 'first');
      expect(await store.get(id)).toBe('first');
    });

    test('the last value counts', async () => {
      const id = newId();
      await store.set(id, 'first');
      await store.set(id, 'second');
      expect(await store.get(id)).toBe('second');
    });

    test('entries do not mix', async () => {
      const [one, other] = [newId(), newId()];
      await store.set(one, 'one');
      await store.set(other, 'other');
      await store.remove(one);
      expect([await store.get(one), await store.get(other)]).toEqual([undefined, 'other']);
    });

    test('removing a missing entry is fine', async () => {
      await expect(store.remove(newId())).resolves.toBeUndefined();
    });

    test.each([
      ['characters of every kind', '{"secretAccessKey":"wJalr/K7MDENG+bPx","t":"日本 🎉 \\"\' \\\\ ${x} %s"}'],
      ['a line break', 'a\nb\r\nc'],
      ['spaces around', '  spaced  '],
      ['a session token of 4 KiB', 't'.repeat(4_096)],
    ])('%s comes back whole', async (_what, secret) => {
      const id = newId();
      await store.set(id, secret);
      expect(await store.get(id)).toBe(secret);
    });

    test('twenty calls at once all succeed', async () => {
      const ids = Array.from({ length: 20 }, newId);
      await Promise.all(ids.map((id) => store.set(id, `secret of ${id}`)));
      expect(await Promise.all(ids.map((id) => store.get(id)))).toEqual(ids.map((id) => `secret of ${id}`));
    });
  });
}
