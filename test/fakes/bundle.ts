// Some promises are kept only across processes: a child needs our code as one file that plain Node runs.
import { resolve } from 'node:path';
import { build } from 'vite';

const projectDir = resolve(import.meta.dirname, '../..');

/** Bundles `entry` (relative to the project) into `out/`, from where packages are found; gives the path of the file. */
export async function bundleForNode(entry: string): Promise<string> {
  const name = entry.replace(/\.ts$/, '').replaceAll(/[^a-z0-9]+/gi, '-');
  const outDir = resolve(projectDir, 'out/test-children', `${name}-${process.pid}`);
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
