import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { build, type Plugin } from 'vite';
import { firstViewPlugin } from './first-view.config';
import { requests } from './preload/contract';
import { sharePagePlugin } from './share-page.config';

/**
 * The files that run first, each with all it needs. That of the app is the one ES module of main: Electron waits for what is awaited there, before
 * it looks for a display.
 */
const doorsPlugin = (): Plugin => ({
  name: 'mayfly-doors',
  async closeBundle() {
    for (const [entry, output] of [
      ['main/start.ts', { entryFileNames: 'start.mjs' }],
      ['main/cli.ts', { format: 'cjs', entryFileNames: 'cli.cjs' }],
    ] as const) {
      await build({
        configFile: false,
        logLevel: 'error',
        build: {
          target: 'node20.15',
          ssr: resolve(entry),
          outDir: resolve('out/main'),
          emptyOutDir: false,
          minify: true,
          rollupOptions: { output },
        },
      });
    }
  },
});

// Three builds: the main process with its companions (command line, engine, embedded bucket), the one preload script (a sandboxed one cannot
// be an ES module), and the window; with it the page that recipients open. Main is CommonJS, of which V8 can keep the compiled form.
export default defineConfig({
  main: {
    plugins: [doorsPlugin()],
    build: {
      target: 'node20.15',
      outDir: 'out/main',
      minify: true,
      rollupOptions: {
        input: {
          index: resolve('main/index.ts'),
          'command-line': resolve('main/cli/command-line.ts'),
          engine: resolve('main/engine.ts'),
          'bucket-process': resolve('main/local-bucket/server/entry.ts'),
        },
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: 'chunks/[name]-[hash].cjs',
          // A script that is loaded from its compiled form has no import().
          dynamicImportInCjs: false,
        },
      },
    },
  },
  preload: {
    define: { REQUEST_CHANNELS: JSON.stringify(Object.keys(requests)) },
    build: {
      target: 'node20.15',
      outDir: 'out/preload',
      externalizeDeps: false,
      rollupOptions: {
        input: { index: resolve('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer/app',
    plugins: [react(), firstViewPlugin(), sharePagePlugin(resolve('out/share-page/index.html'))],
    build: {
      target: 'chrome130',
      cssTarget: 'chrome130',
      // The first view asks for few files, and every screen is there before anybody gets to it.
      cssCodeSplit: false,
      outDir: 'out/renderer',
      minify: true,
      rollupOptions: {
        input: { index: resolve('renderer/app/index.html') },
        output: {
          codeSplitting: {
            // All that the first view needs, in one request.
            groups: [
              { name: 'begin', test: /\/(early-input|drop-and-paste|window-keys|keys|dragging)\.ts$|preload-helper/ },
            ],
          },
        },
      },
    },
  },
});
