// Profiles of this user on the disk: what lies in one is never uploaded, and nothing that others sent is saved there.
import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { defaultProfileDir, ledgerName } from './profile-folder';
import { pathOfText, realPathOf } from './raw-path';

/** The folders of a profile whose files are uploaded: those of pictures and texts of the clipboard, of the window and of the command line. */
const uploadedFrom: ReadonlySet<string> = new Set(['temp', 'clipboard']);

/** A folder by what the file system knows it by: a path may have other letters, or lead through a link or a mount. */
const identityAt = (path: string): Promise<string | undefined> =>
  stat(pathOfText(path), { bigint: true }).then(
    ({ dev, ino }) => `${dev}:${ino}`,
    () => undefined,
  );

async function nearestReal(path: string): Promise<string> {
  for (let at = resolve(path); ; at = dirname(at)) {
    const real = await realPathOf(at).catch(() => undefined);
    if (real !== undefined || dirname(at) === at) return real ?? at;
  }
}

export interface OwnProfiles {
  /** A folder with a file of this name is a profile. */
  readonly ledgerName: string;
  /** Whether the path, where nothing has to be, is a profile or leads into one; false for the files that Mayfly wrote there to upload them. Never rejects. */
  hold(path: string): Promise<boolean>;
}

/** The profiles of this user that are known here: the usual one, that of the environment, and `named`. */
export function ownProfiles(named = ''): OwnProfiles {
  const folders = [defaultProfileDir(), process.env['MAYFLY_PROFILE_DIR'] ?? '', named].filter((path) => path !== '');
  const identities = (paths: readonly string[]) => Promise.all(paths.map(identityAt));
  return {
    ledgerName,
    async hold(path) {
      const above = [await nearestReal(path)];
      for (let at = above[0] ?? ''; dirname(at) !== at; at = dirname(at)) above.push(dirname(at));
      const [own, found] = await Promise.all([identities(folders), identities(above)]);
      const index = found.findIndex((identity) => identity !== undefined && own.includes(identity));
      return index === 0 || (index > 0 && !uploadedFrom.has(basename(above[index - 1] ?? '')));
    },
  };
}
