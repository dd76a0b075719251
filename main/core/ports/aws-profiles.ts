// Why this exists: the profiles of the AWS command line as the services see them: listed, and resolved whenever credentials are needed.
import type { AwsProfile } from '../model/aws-profile';
import type { Credentials } from '../model/connection';

/** The files of the AWS command line; they are read and never written. */
export interface AwsProfiles {
  /** By name; none where there are no such files. Never raises. */
  list(): Promise<readonly AwsProfile[]>;
  /**
   * Credentials as they are now, not from a cache of ours; may run a program, ask a server or wait for a person, for a minute at most.
   * Raises `profile-unknown`, `profile-unusable`, `profile-needs-code`, `sso-lapsed`, `process-failed`, `role-refused` and what stands in
   * the way of a network.
   */
  resolve(name: string): Promise<Credentials>;
}
