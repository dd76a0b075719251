// A profile is resolved when credentials are needed, not more often than they last, and anew once a server refused them.
import { describe, expect, test } from 'vitest';
import type { Credentials } from '../../../main/core/model/connection';
import { Failure } from '../../../main/core/model/failure';
import { rejected } from '../../fakes/failing';
import { createFixedClock } from '../../fakes/fixed-clock';
import { createMemoryProfiles } from '../../fakes/memory-profiles';
import { sampleCredentials } from '../../fakes/samples';
import { createProfileCredentials } from '../../../main/core/credentials/connection-credentials';

const minute = 60_000;

function start(answer: Credentials | Failure | (() => Promise<Credentials>)) {
  const clock = createFixedClock();
  const memory = createMemoryProfiles();
  const profile = { kind: 'process', answer } as const;
  memory.profiles.set('work', { ...profile });
  const set = (next: typeof answer) => memory.profiles.set('work', { ...profile, answer: next });
  return { clock, set, resolved: memory.resolved, credentials: createProfileCredentials(memory, clock.now) };
}

describe('a profile', () => {
  test('is resolved once, until five minutes before the end of its credentials', async () => {
    const { clock, credentials, resolved } = start({
      ...sampleCredentials,
      expiresAtMs: createFixedClock().now() + 60 * minute,
    });
    await credentials.get('work');
    clock.advance(55 * minute - 1);
    await credentials.get('work');
    expect(resolved.length).toBe(1);
    clock.advance(1);
    await credentials.get('work');
    expect(resolved.length).toBe(2);
  });

  test('of lasting keys is looked at again after five minutes', async () => {
    const { clock, credentials, resolved, set } = start(sampleCredentials);
    await credentials.get('work');
    set({ ...sampleCredentials, accessKeyId: 'CHANGED' });
    expect((await credentials.get('work')).accessKeyId).toBe(sampleCredentials.accessKeyId);
    clock.advance(5 * minute);
    expect((await credentials.get('work')).accessKeyId).toBe('CHANGED');
    expect(resolved.length).toBe(2);
  });

  test('that many ask for at once is resolved once', async () => {
    const { credentials, resolved } = start(async () => sampleCredentials);
    await Promise.all(Array.from({ length: 20 }, () => credentials.get('work')));
    expect(resolved).toEqual(['work']);
  });

  test('whose credentials were refused is resolved anew', async () => {
    const { credentials, resolved } = start(sampleCredentials);
    await credentials.get('work');
    credentials.forget('work');
    await credentials.get('work');
    expect(resolved.length).toBe(2);
  });

  test('that failed is asked again', async () => {
    const { credentials, set } = start(new Failure('sso-lapsed', { profile: 'work' }));
    expect((await rejected(credentials.get('work'))).code).toBe('sso-lapsed');
    set(sampleCredentials);
    expect(await credentials.get('work')).toEqual(sampleCredentials);
  });

  test('that was forgotten while it was being resolved does not come back', async () => {
    let answer: (credentials: Credentials) => void = () => undefined;
    const { credentials, set, resolved } = start(() => new Promise((resolve) => (answer = resolve)));
    const first = credentials.get('work');
    credentials.forget('work');
    set({ ...sampleCredentials, accessKeyId: 'NEW' });
    expect((await credentials.get('work')).accessKeyId).toBe('NEW');
    answer(sampleCredentials);
    await first;
    expect((await credentials.get('work')).accessKeyId).toBe('NEW');
    expect(resolved.length).toBe(2);
  });
});
