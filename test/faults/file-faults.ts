// What people and disks do to a file while it is sent, and what must come of it.
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  linkSync,
  openSync,
  closeSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import type { Expected } from './network-faults';

export interface FileFault {
  readonly name: string;
  /** Done to the file when its beginning is on its way. */
  readonly act: (path: string) => void;
  readonly expected: Expected;
  /** What going on ends with, once the act is over. */
  readonly next: Expected;
  /** Makes nothing different for a file without bytes. */
  readonly notForEmpty?: boolean;
}

/** The first byte: it was read before anything could arrive, so what was sent is the file of before. */
function overwrite(path: string, byte: number, at = 0): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.from([byte]), 0, 1, at);
  closeSync(file);
}

/** The last byte: of a large file nothing had read it. */
const overwriteAhead = (path: string, byte: number) => overwrite(path, byte, statSync(path).size - 1);

function keepTime(path: string, action: () => void): void {
  const { atime, mtime } = statSync(path);
  action();
  utimesSync(path, atime, mtime);
}

const aside = (path: string) => `${path}.aside`;
const changed = (name: string, act: FileFault['act'], notForEmpty = false): FileFault => ({
  name,
  act,
  expected: 'file-changed',
  next: 'done',
  notForEmpty,
});
const harmless = (name: string, act: FileFault['act'], next: Expected = 'done'): FileFault => ({
  name,
  act,
  expected: 'done',
  next,
});

export const fileFaults: readonly FileFault[] = [
  changed('grows', (path) => appendFileSync(path, 'more')),
  changed('shrinks', (path) => truncateSync(path, Math.floor(statSync(path).size / 2)), true),
  changed('is emptied', (path) => truncateSync(path, 0), true),
  changed('is rewritten in place', (path) => overwrite(path, 0x55), true),
  changed('is rewritten in place, its time set back', (path) => keepTime(path, () => overwrite(path, 0x56)), true),
  changed('is rewritten ahead of the reader', (path) => overwriteAhead(path, 0x58), true),
  changed(
    'is rewritten ahead of the reader, its time set back',
    (path) => keepTime(path, () => overwriteAhead(path, 0x59)),
    true,
  ),
  changed('gets another time only', (path) => utimesSync(path, new Date(0), new Date(1_000_000))),
  harmless('is replaced by another of its size', (path) => {
    copyFileSync(path, aside(path));
    overwrite(aside(path), 0x57);
    renameSync(aside(path), path);
  }),
  harmless('is deleted', (path) => rmSync(path)),
  harmless('is renamed', (path) => renameSync(path, aside(path))),
  harmless('loses its permissions', (path) => chmodSync(path, 0o000)),
  harmless('gets a second name', (path) => linkSync(path, aside(path))),
];
