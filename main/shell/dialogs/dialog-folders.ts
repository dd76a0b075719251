// Remembers the folders of the system's dialogs. Up to Electron 42 the system did; from 43 on a dialog without a path opens
// in Downloads, and one with a bare name in the folder that Mayfly was started from.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { objectIn } from '../../core/model/json-object';

const kinds = ['share', 'text', 'picture', 'certificate', 'watched', 'arrivals'] as const;
export type DialogKind = (typeof kinds)[number];

interface Memory {
  readonly load: () => string | undefined;
  readonly save: (text: string) => void;
}

/** `firstFolder`: for the first file saved. Forgets a remembered folder that does not exist any more. */
export function createDialogFolders(memory: Memory, firstFolder: () => string) {
  let folders: ReadonlyMap<string, string> | undefined;
  const known = () => (folders ??= parse(memory.load()));
  /** The first folder of a dialog that opens files; undefined leaves it to the system. */
  const toOpen = (kind: DialogKind): string | undefined => {
    const folder = known().get(kind);
    return folder !== undefined && existsSync(folder) ? folder : undefined;
  };
  return {
    toOpen,
    /** The suggested path of a dialog that saves a file. */
    toSave: (kind: DialogKind, name: string): string => join(toOpen(kind) ?? firstFolder(), name),
    /** Remembers the folder of the chosen `path`, which is empty or absent when the user cancelled. */
    ended: (kind: DialogKind, path: string | undefined) => {
      if (path === undefined || path === '') return;
      const folder = dirname(path);
      if (known().get(kind) === folder) return;
      folders = new Map([...known(), [kind, folder]]);
      memory.save(JSON.stringify(Object.fromEntries(folders)));
    },
  };
}

export type DialogFolders = ReturnType<typeof createDialogFolders>;

function parse(text: string | undefined): ReadonlyMap<string, string> {
  const value = objectIn(text);
  return new Map(kinds.flatMap((kind) => (typeof value[kind] === 'string' ? [[kind, value[kind]] as const] : [])));
}
