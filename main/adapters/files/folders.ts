// The Folders port: lists one folder, hears of its changes from the system, and tells who writes into a file.
import { watch, type BigIntStats } from 'node:fs';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { Failure } from '../../core/model/failure';
import type { FileSnapshot } from '../../core/model/given-file';
import type { Folders } from '../../core/ports/folders';
import { guarded } from './files';
import { snapshotOf } from './given-files';
import { entriesOf, pathOfText, realPathOf, textOfPath, writableName } from './raw-path';

/** Calls to the disk at once: a network mount answers each by itself. */
const atOnce = 16;

export function createFolders(profileDir: string): Folders {
  return {
    async check(path) {
      const fileName = writableName(basename(path) || path);
      const real = await guarded(fileName, () => realPathOf(path));
      const info = await guarded(fileName, () => lstat(pathOfText(real)));
      const refuse = (reason: 'it is no folder' | 'Mayfly keeps its own files there') =>
        new Failure('folder-not-watchable', { fileName, reason });
      if (!info.isDirectory()) throw refuse('it is no folder');
      const profile = await realPathOf(profileDir).catch(() => profileDir);
      if (isWithin(real, profile) || isWithin(profile, real)) throw refuse('Mayfly keeps its own files there');
      return real;
    },

    async list(folder, needsIdentity) {
      const fileName = writableName(basename(folder) || folder);
      const info = await guarded(fileName, async () => {
        if ((await realPathOf(folder)) !== folder) throw new Failure('file-missing', { fileName });
        return lstat(pathOfText(folder), { bigint: true });
      });
      const entries = await guarded(fileName, () => entriesOf(folder));
      const names = new Set(entries.filter(({ kind }) => kind.isFile()).map(({ name }) => name));
      const asked = [...names].filter(needsIdentity);
      const stamped = new Map<string, FileSnapshot>();
      for (let from = 0; from < asked.length; from += atOnce) {
        const some = asked.slice(from, from + atOnce);
        const found = await Promise.all(some.map((name) => stampOf(join(folder, name))));
        for (const [index, name] of some.entries()) {
          const stamp = found[index];
          if (stamp !== undefined) stamped.set(name, stamp);
        }
      }
      return { identity: identityOf(info), names, stamped };
    },

    follow(folder, onChange) {
      try {
        const watcher = watch(pathOfText(folder), { persistent: false }, onChange);
        // The folder is gone, or the system ran out of watches: what looks now and then notices either.
        watcher.on('error', () => watcher.close());
        return () => watcher.close();
      } catch {
        return () => undefined;
      }
    },

    openForWriting: (paths) =>
      process.platform === 'linux' ? openOnLinux(new Set(paths)) : Promise.resolve(new Set()),
  };
}

/** Whether `inner` is `outer` or lies in it. */
function isWithin(inner: string, outer: string): boolean {
  const way = relative(outer, inner);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !/^[a-z]:/i.test(way));
}

const identityOf = ({ dev, ino, birthtimeNs }: BigIntStats): string => `${dev}:${ino}:${birthtimeNs}`;

/** `undefined` for a file that went meanwhile, or that is none any more. */
async function stampOf(path: string): Promise<FileSnapshot | undefined> {
  const info = await lstat(pathOfText(path), { bigint: true }).catch(() => undefined);
  return info?.isFile() === true ? snapshotOf(info) : undefined;
}

/** Of the user's own processes: the kernel shows no others. Source: proc(5), `/proc/pid/fd` and `/proc/pid/fdinfo`. */
async function openOnLinux(paths: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const processes = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  for (const pid of processes) {
    const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => []);
    const targets = await Promise.all(
      descriptors.map((fd) => readlink(`/proc/${pid}/fd/${fd}`, 'buffer').then(textOfPath, () => '')),
    );
    for (const [index, path] of targets.entries()) {
      if (!paths.has(path) || found.has(path)) continue;
      const info = await readFile(`/proc/${pid}/fdinfo/${descriptors[index]}`, 'utf8').catch(() => '');
      // The access mode is the last octal digit but for its highest bit: 0 reads, 1 writes, 2 does both.
      const flags = Number.parseInt(/^flags:\s*(\d+)$/m.exec(info)?.[1] ?? '0', 8);
      if ((flags & 3) !== 0) found.add(path);
    }
  }
  return found;
}
