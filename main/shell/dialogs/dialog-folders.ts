// Remembers the folders of the system's dialogs. Up to Electron 42 the system did; from 43 on a dialog without a path opens
// in Downloads, and one with a bare name in the folder that Mayfly was started from.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { objectIn } from '../../core/model/json-object';

const kinds = ['share', 'text', 'picture', 'certificate', 'watched', 'arrivals'] as const;
export type DialogKind = (typeof kinds)[number];

export interface DialogFolders {
  /** The first folder of a dialog that opens files; undefined leaves it to the system. */
  readonly toOpen: (kind: DialogKind) => string | undefined;
  /** The suggested path of a dialog that saves a file. */
  readonly toSave: (kind: DialogKind, name: string) => string;
  /** Remembers the folder of the chosen `path`, which is empty or absent when the user cancelled. */
  readonly ended: (kind: DialogKind, path: string | undefined) => void;
}

interface Memory {
  readonly load: () => string | undefined;
  readonly save: (text: string) => void;
}

/** `firstFolder`: for the first file saved. Forgets a remembered folder that does not exist any more. */
export function createDialogFolders(memory: Memory, firstFolder: () => string): DialogFolders {
  let folders: ReadonlyMap<string, string> | undefined;
  const known = () => (folders ??= parse(memory.load()));
  const toOpen = (kind: DialogKind) => {
    const folder = known().get(kind);
    return folder !== undefined && existsSync(folder) ? folder : undefined;
  };
  return {
    toOpen,
    toSave: (kind, name) => join(toOpen(kind) ?? firstFolder(), name),
    ended(kind, path) {
      if (path === undefined || path === '') return;
      const folder = dirname(path);
      if (known().get(kind) === folder) return;
      folders = new Map([...known(), [kind, folder]]);
      memory.save(JSON.stringify(Object.fromEntries(folders)));
    },
  };
}

function parse(text: string | undefined): ReadonlyMap<string, string> {
  const value = objectIn(text);
  return new Map(kinds.flatMap((kind) => (typeof value[kind] === 'string' ? [[kind, value[kind]] as const] : [])));
}
