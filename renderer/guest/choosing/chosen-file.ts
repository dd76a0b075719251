// A file that the guest chose, with so much of it as the page looks at before it is sent.
import { kindBytes } from './first-bytes';
import type { AskedKind } from '../request';

export interface ChosenFile {
  readonly file: File;
  readonly path: string;
  /** Its first bytes, where they decide and can be read. */
  readonly start?: Uint8Array | undefined;
  /** A file or folder that the browser cannot read: `file` has nothing of it. */
  readonly isUnread?: boolean;
}

/** As people look for them, whatever order the browser gives: `file 2` before `file 10`. */
export function inOrder(files: readonly ChosenFile[]): readonly ChosenFile[] {
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  return files.toSorted((one, other) => compare(one.path, other.path));
}

const readAtOnce = 16;

/** Reads so much of each as decides about its kind, a few at once: nothing where every kind is taken. */
export async function withStarts(files: readonly ChosenFile[], asked: AskedKind): Promise<readonly ChosenFile[]> {
  if (asked === 'any') return files;
  const read: ChosenFile[] = [];
  for (let at = 0; at < files.length; at += readAtOnce) {
    const some = files.slice(at, at + readAtOnce).map(async (chosen) => {
      const start = await chosen.file
        .slice(0, kindBytes)
        .arrayBuffer()
        .catch(() => undefined);
      return { ...chosen, start: start && new Uint8Array(start) };
    });
    read.push(...(await Promise.all(some)));
  }
  return read;
}
