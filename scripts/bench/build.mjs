// Builds what the benchmark runs: the command line, and the engine's signing code as a plain module.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFolder } from '../setup/project-folder.mjs';

export const cliPath = join(projectFolder, 'out/main/cli.cjs');

/** Bundles `entry` of this folder, which may import the app's TypeScript, into `outFolder`; gives the module's path. */
export async function bundle(entry, outFolder) {
  // Imported only now: the set-up may just have installed it.
  const { build } = await import('vite');
  await build({
    root: projectFolder,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: join(projectFolder, 'scripts/bench', entry),
      outDir: outFolder,
      emptyOutDir: false,
      target: 'node20.15',
      rollupOptions: { output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' } },
    },
    ssr: { noExternal: true },
  });
  return join(outFolder, entry);
}

export const importFrom = (path) => import(pathToFileURL(path).href);
