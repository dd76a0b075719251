// Finds the profile of a start that names none; the code that moves a former profile is loaded only where there is one.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defaultProfileDir, formerProfileDir, hasLedger, movedMark, type UsualProfile } from '../files/profile-folder';

/** The default profile folder. Moves the former profile into it first, once. Never raises. */
export async function usualProfile(): Promise<UsualProfile> {
  const profileDir = defaultProfileDir();
  const former = formerProfileDir();
  if (former === undefined || !(hasLedger(former) || existsSync(join(profileDir, movedMark)))) return { profileDir };
  const { moveProfile } = await import('./move-profile');
  return moveProfile(former, profileDir);
}
