// The window's place and look and its dialogs' folders lie in small files of their own: the window opens before the ledger
// is read.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Keeps one text in the file `name` of the profile. Errors of the disk are ignored: a window opens without it. */
export function createWindowMemory(profileDir: string, name: 'window.json' | 'first-look.json' | 'dialogs.json') {
  const path = join(profileDir, name);
  return {
    load: (): string | undefined => {
      try {
        return readFileSync(path, 'utf8');
      } catch {
        return undefined;
      }
    },
    save: (text: string) => {
      try {
        writeFileSync(`${path}.new`, text, { mode: 0o600 });
        renameSync(`${path}.new`, path);
      } catch {
        // The ledger reports a full disk.
      }
    },
  };
}

export type WindowMemory = ReturnType<typeof createWindowMemory>;
