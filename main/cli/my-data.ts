// Finds the data of one user on this computer for removal.
import { existsSync } from 'node:fs';
import { readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { openSessionBus } from '../adapters/desktop/dbus-session';
import { createKeychain } from '../adapters/secrets/keychain';
import { openLedger } from '../adapters/ledger/ledger';
import {
  cacheDir,
  configHome,
  dataHome,
  defaultProfileDir,
  hasLedger,
  servicesHome,
} from '../adapters/files/profile-folder';
import { isProfileInUse } from './profile-in-use';
import { keychainEntry, otherItems } from '../core/credentials/credentials';
import { Failure } from '../core/model/failure';
import { withoutDefault } from '../core/model/desktop/mime-apps';
import {
  autostartEntry,
  defaultsList,
  fileManagerEntries,
  linksEntry,
  linksType,
  quickAction,
} from '../core/model/desktop/user-entries';
import { isThere, ownCaches, ownFiles, type OwnData } from './own-files';
import type { MyData } from '../terminal/commands/remove-my-data';

/** The data of the default profile with its caches and entries, or of a named profile alone. */
export const findMyData = (named: string | undefined): MyData =>
  named === undefined ? everything() : inProfile(named);

function inProfile(profileDir: string): MyData {
  let own: readonly OwnData[] = [];
  return {
    async paths() {
      if (!hasLedger(profileDir)) throw new Failure('bad-request', { reason: 'no profile of Mayfly lies there' });
      own = await ownFiles(profileDir, false);
      return own.map(({ path }) => path);
    },
    isInUse: () => isProfileInUse(profileDir),
    async removeSecrets() {
      const { ledger } = openLedger(profileDir);
      const ids = new Set(ledger.connections().flatMap(({ id }) => [id, ...otherItems(id, ledger)].map(keychainEntry)));
      ledger.close();
      return removeFromKeychain((id) => ids.has(id));
    },
    async remove(path) {
      await own.find((one) => one.path === path)?.remove();
    },
    systemStartsIt: false,
  };
}

function everything(): MyData {
  const profileDir = defaultProfileDir();
  const list = join(configHome(), ...defaultsList);
  const links = join(dataHome(), ...linksEntry);
  let own: readonly OwnData[] = [];
  return {
    async paths() {
      const found = await Promise.all([ownFiles(profileDir, true), ownCaches(cacheDir())]);
      // Both may be links to one folder.
      own = [...new Map(found.flat().map((one) => [one.path, one])).values()];
      const candidates = userEntries(links);
      const there = await Promise.all(candidates.map(isThere));
      return [...own.map(({ path }) => path), ...candidates.filter((_, index) => there[index])];
    },
    isInUse: () => isProfileInUse(profileDir),
    removeSecrets: () => removeFromKeychain(() => true),
    async remove(path) {
      if (path === links) await takeOutOfList(list);
      const data = own.find((one) => one.path === path);
      if (data === undefined) await rm(path, { recursive: true, force: true });
      else await data.remove();
    },
    systemStartsIt: process.platform !== 'linux',
  };
}

function userEntries(links: string): readonly string[] {
  if (process.platform === 'darwin') return [join(servicesHome(), quickAction)];
  if (process.platform !== 'linux') return [];
  const entries = Object.values(fileManagerEntries).map((entry) => join(dataHome(), ...entry));
  return [join(configHome(), ...autostartEntry), links, ...entries];
}

/** Removes all our entries; resolves to their number. */
async function removeFromKeychain(isMeant: (id: string) => boolean): Promise<number> {
  const keychain = createKeychain(openSessionBus);
  const ids = (await keychain.ids()).filter(isMeant);
  for (const id of ids) await keychain.remove(id);
  return ids.length;
}

async function takeOutOfList(listPath: string): Promise<void> {
  if (!existsSync(listPath)) return;
  // The user's own symbolic link stays.
  const path = await realpath(listPath);
  const before = await readFile(path, 'utf8');
  const after = withoutDefault(before, linksType, basename(join(...linksEntry)));
  if (after === before) return;
  await writeFile(`${path}.mayfly`, after, { mode: 0o644 });
  await rename(`${path}.mayfly`, path);
}
