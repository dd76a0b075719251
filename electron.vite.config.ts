import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { firstViewPlugin } from './first-view.config';
import { sharePagePlugin } from './share-page.config';

// Three builds: the main process with its two plain-Node companions (command line, embedded bucket), the one preload
// script (CommonJS: a sandboxed preload cannot be an ES module), and the window; with it the page that recipients open.
export default defineConfig({
  main: {
    build: {
      target: 'node20.15',
      outDir: 'out/main',
      minify: true,
      rollupOptions: {
        // dbus-next asks for these two only on desktops without a bus address; neither is installed.
        external: ['x11', 'usocket'],
        input: {
          start: resolve('main/start.ts'),
          index: resolve('main/index.ts'),
          cli: resolve('main/cli.ts'),
          engine: resolve('main/engine.ts'),
          'bucket-process': resolve('main/local-bucket/process.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
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
            groups: [{ name: 'begin', test: /\/(first-moments|drops|window-keys|keys|dragging)\.ts$|preload-helper/ }],
          },
        },
      },
    },
  },
});
