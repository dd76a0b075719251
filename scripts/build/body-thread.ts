import { basename, resolve } from 'node:path';
import { build, type Plugin } from 'vite';
import { licencesPlugin } from './licences';

const replacements = new Map([
  ['sdk-agents', 'no-sdk-agents.ts'],
  ['sodium-cipher', 'sodium-beside.ts'],
]);
const ofThreads: Plugin = {
  name: 'mayfly-modules-of-threads',
  enforce: 'pre',
  resolveId(source) {
    const replacement = replacements.get(basename(source));
    return replacement === undefined ? undefined : resolve('main/adapters/body-threads', replacement);
  },
};

/**
 * Builds the program of the threads that send bodies into `outDir`, as one file without imports of its own: it is started from its text
 * (main/adapters/body-threads/thread.ts). `sodiumCipher`: the file in `outDir` that was made of main/adapters/encryption/sodium-cipher.ts.
 */
export async function buildBodyThread(outDir: string, sodiumCipher: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [ofThreads, licencesPlugin()],
    define: { SODIUM_CIPHER: JSON.stringify(sodiumCipher) },
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
}
