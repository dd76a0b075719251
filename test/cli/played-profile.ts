// A played bucket and a profile that is connected to it, for the tests of one suite.
import { afterAll, beforeAll } from 'vitest';
import { playBucket, type Place, type Play, type Played } from './played-bucket';
import { openRequestProfile, type RequestProfile } from './request-profile';

/** Filled before the first test. */
export function playedProfile(
  play: Play,
  place?: Place,
): { readonly played: Played; readonly profile: RequestProfile } {
  const own: { played?: Played; profile?: RequestProfile } = {};
  beforeAll(async () => {
    own.played = await playBucket(play, place);
    own.profile = await openRequestProfile(own.played);
  });
  afterAll(async () => {
    await own.profile?.close();
    await own.played?.close();
  });
  return own as { played: Played; profile: RequestProfile };
}
