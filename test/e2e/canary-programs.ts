// What Mayfly starts other programs with, and in which environment: everybody on the computer may read the one, and dumps hold the other.
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Place } from './canary-places';

const read = (path: string): Buffer => {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
};

function childrenOf(pid: number): readonly number[] {
  const own = read(`/proc/${pid}/task/${pid}/children`).toString().split(' ').map(Number).filter(Boolean);
  return own.flatMap((child) => [child, ...childrenOf(child)]);
}

/** Looks again and again at what `pid` and all below it were started with, and in which environment; those of `told` tell it themselves. */
export function watchPrograms(
  pid: number,
  told: string,
): { readonly places: () => readonly Place[]; readonly end: () => void } {
  const seen = new Map<string, Buffer>();
  const look = () => {
    for (const one of [pid, ...childrenOf(pid)]) {
      // A process begins with the arguments of its parent, and another program later takes its number.
      const args = read(`/proc/${one}/cmdline`);
      const key = `${one} ${args.toString('latin1')}`;
      if (args.length === 0 || args.includes(`${told}/`) || seen.has(key)) continue;
      seen.set(key, Buffer.concat([args, read(`/proc/${one}/environ`)]));
    }
  };
  look();
  const timer = setInterval(look, 50);
  return {
    places: () =>
      [...seen].map(([key, bytes]) => [`arguments or environment of ${key.split('\0', 1).join()}`, bytes] as const),
    end: () => clearInterval(timer),
  };
}

export interface Programs {
  /** To be the first in the search path. */
  readonly folder: string;
  /** What `name` was started with so far, every time, and in which environment. */
  readonly argsOf: (name: string) => string;
  readonly environmentOf: (name: string) => Buffer;
}

/** Programs that Mayfly starts, as far as it can tell; each writes down how it was started, and prints what is given. */
export async function placePrograms(folder: string, printed: Readonly<Record<string, string>>): Promise<Programs> {
  await mkdir(folder);
  for (const [name, text] of Object.entries(printed)) {
    const told = `'${folder}/${name}`;
    const lines = [`cat /proc/$$/cmdline >> ${told}.args'`, `cat /proc/$$/environ >> ${told}.environment'`];
    const script = ['#!/bin/sh', ...lines, `printf '%s' '${text}'`, ''].join('\n');
    await writeFile(join(folder, name), script, { mode: 0o755 });
  }
  const told = (name: string) => read(join(folder, name));
  return {
    folder,
    argsOf: (name) => told(`${name}.args`).toString(),
    environmentOf: (name) => told(`${name}.environment`),
  };
}
