// Some promises are kept only across processes: a child needs our code as one file that plain Node runs.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'vite';
import { isAlive } from '../../main/adapters/files/processes';

const projectDir = resolve(import.meta.dirname, '../..');
/** A folder for each process: one that is ended, as runners end theirs, removes nothing. */
const bundles = resolve(projectDir, 'out/test-children');
const made = new Map<string, Promise<string>>();

/** Bundles `entry` (relative to the project) into `out/`, from where packages are found, once in a process; gives the path of the file. */
export function bundleForNode(entry: string): Promise<string> {
  const path = made.get(entry) ?? bundle(entry);
  made.set(entry, path);
  return path;
}

async function bundle(entry: string): Promise<string> {
  const name = entry.replace(/\.ts$/, '').replaceAll(/[^a-z0-9]+/gi, '-');
  const outDir = resolve(bundles, String(process.pid), name);
  for (const pid of existsSync(bundles) ? readdirSync(bundles) : [])
    if (!isAlive(Number(pid))) rmSync(resolve(bundles, pid), { recursive: true, force: true });
  await build({
    root: projectDir,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: entry,
      outDir,
      target: 'node20.15',
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'child.mjs', format: 'es' } },
    },
  });
  return resolve(outDir, 'child.mjs');
}
