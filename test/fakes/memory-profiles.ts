// The AwsProfiles port's twin: profiles in memory that answer, fail, or keep one waiting.
import type { AwsProfile } from '../../main/core/model/aws-profile';
import type { Credentials } from '../../main/core/model/connection';
import { Failure } from '../../main/core/model/failure';
import type { AwsProfiles } from '../../main/core/ports/secrets';

export interface MemoryProfile extends Omit<AwsProfile, 'name'> {
  answer: Credentials | Failure | (() => Promise<Credentials>);
}

export interface MemoryProfiles extends AwsProfiles {
  readonly profiles: Map<string, MemoryProfile>;
  /** Names in the order in which they were resolved. */
  readonly resolved: readonly string[];
}

export function createMemoryProfiles(): MemoryProfiles {
  const profiles = new Map<string, MemoryProfile>();
  const resolved: string[] = [];
  return {
    profiles,
    resolved,
    list: async () =>
      [...profiles]
        .map(([name, { answer: _answer, ...profile }]) => ({ name, ...profile }))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    async resolve(name) {
      resolved.push(name);
      const answer = profiles.get(name)?.answer ?? new Failure('profile-unknown', { profile: name });
      if (answer instanceof Failure) throw answer;
      return typeof answer === 'function' ? answer() : answer;
    },
  };
}
