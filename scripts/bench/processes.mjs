// The processes of an app on Linux and their memory.
import { readFileSync, readdirSync } from 'node:fs';

/**
 * MiB by kind of process (`main`, `renderer`, `gpu-process`, a utility's own name, ...) of `root` and everything below it: PSS, so that
 * memory which processes share is counted once.
 */
export function memoryByKind(root) {
  const sums = {};
  for (const pid of treeOf(root)) {
    const mib = pssMib(pid);
    if (mib === undefined) continue;
    const kind = kindOf(pid);
    sums[kind] = (sums[kind] ?? 0) + mib;
  }
  return sums;
}

function treeOf(root) {
  const children = new Map();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const parent = parentOf(pid);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const found = [String(root)];
  for (const pid of found) found.push(...(children.get(pid) ?? []));
  return found;
}

/** The fields of /proc/PID/stat behind the name, which is in brackets and may hold any character. */
const parentOf = (pid) =>
  read(pid, 'stat')
    ?.replace(/^.*\) \S+ /s, '')
    .split(' ')[0];

function pssMib(pid) {
  const kib = /^Pss:\s+(\d+)/m.exec(read(pid, 'smaps_rollup') ?? '')?.[1];
  return kib === undefined ? undefined : Number(kib) / 1024;
}

function kindOf(pid) {
  const words = read(pid, 'cmdline') ?? '';
  const type = /--type=([\w-]+)/.exec(words)?.[1];
  if (type === undefined) return 'main';
  return type === 'utility' ? (/--utility-sub-type=([\w.]+)/.exec(words)?.[1] ?? type) : type;
}

function read(pid, name) {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    return undefined; // ended meanwhile
  }
}
