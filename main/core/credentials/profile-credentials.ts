// Why this exists: a profile's credentials are asked for once and used until shortly before they end; they live in memory and nowhere else.
import type { Credentials } from '../model/connection';
import { refreshAtMs } from './rules/credential-refresh';
import type { AwsProfiles } from '../ports/aws-profiles';
import type { Clock } from '../model/system';

export interface ProfileCredentials {
  /** Raises what resolving a profile raises. */
  get(profile: string): Promise<Credentials>;
  /** The next `get` resolves anew, of that profile or of any: a server refused them, or nothing is to be remembered. */
  forget(profile?: string): void;
}

export function createProfileCredentials(profiles: Pick<AwsProfiles, 'resolve'>, clock: Clock): ProfileCredentials {
  const kept = new Map<string, { readonly found: Promise<Credentials>; untilMs: number }>();
  return {
    get(profile) {
      const known = kept.get(profile);
      if (known !== undefined && clock() < known.untilMs) return known.found;
      // Whoever asks while it is being found waits for the same answer: a program may be asking a person.
      const entry = { found: profiles.resolve(profile), untilMs: Number.POSITIVE_INFINITY };
      kept.set(profile, entry);
      const forget = () => {
        if (kept.get(profile) === entry) kept.delete(profile);
      };
      entry.found.then((credentials) => {
        entry.untilMs = refreshAtMs(credentials, clock());
      }, forget);
      return entry.found;
    },
    forget(profile) {
      if (profile === undefined) kept.clear();
      else kept.delete(profile);
    },
  };
}
