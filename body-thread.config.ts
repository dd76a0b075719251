import { resolve } from 'node:path';
import { build, type Plugin } from 'vite';

const withoutSdk: Plugin = {
  name: 'mayfly-thread-without-sdk',
  enforce: 'pre',
  resolveId: (source) =>
    source.endsWith('/sdk-agents') ? resolve('main/adapters/body-threads/no-sdk-agents.ts') : undefined,
};

/**
 * Builds the program of the threads that send bodies into `outDir`, as one file without imports of its own: it is started from its text
 * (main/adapters/body-threads/thread.ts). Gives its absolute path.
 */
export async function buildBodyThread(outDir: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [withoutSdk],
    build: {
      target: 'node20.15',
      ssr: resolve('main/adapters/body-threads/program.ts'),
      outDir,
      emptyOutDir: false,
      minify: true,
      rollupOptions: { output: { format: 'cjs', entryFileNames: 'body-thread.cjs', codeSplitting: false } },
    },
    ssr: { noExternal: true },
  });
  return resolve(outDir, 'body-thread.cjs');
}
