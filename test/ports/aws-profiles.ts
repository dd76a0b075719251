// What every AwsProfiles must do, run on the twin and on the files of the AWS command line.
import { describe, expect, test } from 'vitest';
import { rejected } from '../fakes/failing';
import type { AwsProfiles } from '../../main/core/ports/secrets';

export interface AwsProfilesSubject {
  readonly profiles: AwsProfiles;
  /** Writes a profile of lasting keys, or removes it. */
  readonly put: (
    name: string,
    keys: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined,
  ) => void;
}

export function awsProfilesSuite(name: string, create: () => AwsProfilesSubject): void {
  describe(`profiles in ${name}`, () => {
    const keys = { accessKeyId: 'AKIASUITE', secretAccessKey: 'suite-secret' };

    test('are none at first', async () => {
      expect(await create().profiles.list()).toEqual([]);
    });

    test('are listed by name, and without their keys', async () => {
      const { profiles, put } = create();
      for (const one of ['work', 'default', 'b.c@d']) put(one, keys);
      const listed = await profiles.list();
      expect(listed.map(({ name: own, kind }) => [own, kind])).toEqual([
        ['b.c@d', 'keys'],
        ['default', 'keys'],
        ['work', 'keys'],
      ]);
      expect(JSON.stringify(listed)).not.toMatch(/suite-secret|AKIASUITE/);
    });

    test('resolve as they are at that moment', async () => {
      const { profiles, put } = create();
      put('work', keys);
      expect(await profiles.resolve('work')).toEqual(keys);
      put('work', { ...keys, secretAccessKey: 'changed' });
      expect(await profiles.resolve('work')).toEqual({ ...keys, secretAccessKey: 'changed' });
      put('work', undefined);
      expect(await rejected(profiles.resolve('work'))).toMatchObject({
        code: 'profile-unknown',
        detail: { profile: 'work' },
      });
    });

    test.each(['', 'nobody', '__proto__', 'constructor', 'toString'])('%j is unknown', async (unknown) => {
      const { profiles, put } = create();
      put('work', keys);
      expect((await rejected(profiles.resolve(unknown))).code).toBe('profile-unknown');
    });
  });
}
