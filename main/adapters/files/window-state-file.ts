// Where the window was and how it looked, and where its dialogs ended, in small files of their own: it opens before anything bigger
// has been read.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface WindowMemory {
  readonly load: () => string | undefined;
  readonly save: (text: string) => void;
}

/** Keeps one text in the file `name` of the profile. What cannot be read or written is forgotten: a window opens all the same. */
export function createWindowMemory(
  profileDir: string,
  name: 'window.json' | 'first-look.json' | 'dialogs.json',
): WindowMemory {
  const path = join(profileDir, name);
  return {
    load() {
      try {
        return readFileSync(path, 'utf8');
      } catch {
        return undefined;
      }
    },
    save(text) {
      try {
        writeFileSync(`${path}.new`, text, { mode: 0o600 });
        renameSync(`${path}.new`, path);
      } catch {
        // A full disk is told by whatever matters more.
      }
    },
  };
}
