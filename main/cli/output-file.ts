// The file of `--output`: it is there whole or not at all, and only its owner reads it, because links are in it.
import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { failureIn } from '../adapters/files/hidden-file';
import { usage } from '../terminal/arguments/options';
import type { LineWriter } from '../terminal/scripts/shaped-terminal';

export interface OutputFile extends LineWriter {
  /** Writes what was printed meanwhile; what cannot be written fires `lost`. */
  flush(): void;
}

/** Follows a symbolic link, so that the link stays. Raises `bad-request` for what is no ordinary file. */
function targetOf(path: string): string {
  const given = resolve(path);
  const isThere = lstatSync(given, { throwIfNoEntry: false }) !== undefined;
  if (!isThere) return given;
  const target = realpathSync(given);
  if (!lstatSync(target).isFile()) throw usage('--output takes an ordinary file');
  return target;
}

/** Makes nothing before the first line is printed. Raises `bad-request`, `folder-missing` and `folder-unusable` before a command does anything. */
export function openOutputFile(path: string): OutputFile {
  const target = targetOf(path);
  const folder = dirname(target);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw failureIn(folder, error);
  }
  const lost = new AbortController();
  let text = '';
  let isWritten = true;
  const flush = () => {
    if (isWritten || lost.signal.aborted) return;
    isWritten = true;
    const temporary = join(folder, `.mayfly-output-${randomBytes(6).toString('hex')}`);
    try {
      const file = openSync(temporary, 'wx', 0o600);
      try {
        writeFileSync(file, text);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(temporary, target);
    } catch (error) {
      rmSync(temporary, { force: true });
      lost.abort(error);
    }
  };
  return {
    lost: lost.signal,
    flush,
    printExactly(line) {
      text += `${line}\n`;
      // Lines of one turn are written together.
      if (isWritten) setImmediate(flush);
      isWritten = false;
    },
  };
}
