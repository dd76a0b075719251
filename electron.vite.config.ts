import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { build, type Plugin } from 'vite';
import { buildBodyThread } from './scripts/build/body-thread';
import { commandChunks, windowChunks } from './scripts/build/script-chunks';
import { commitPlugin } from './scripts/build/commit';
import { firstViewPlugin } from './scripts/build/first-view';
import { helpTextsPlugin } from './scripts/build/help-texts';
import { iconsPlugin } from './scripts/build/icons';
import { licencesFilePlugin, licencesPlugin } from './scripts/build/licences';
import { requests } from './preload/contract';
import { pagesPlugin } from './scripts/build/pages';

const behindTheDoor = 'commands';

/**
 * The files that run first, each with all it needs. That of the app is the one ES module of main: Electron waits for what is awaited there, before
 * it looks for a display.
 */
const doorsPlugin = (): Plugin => {
  let commandLine = '';
  return {
    name: 'mayfly-doors',
    generateBundle(_options, bundle) {
      commandLine = Object.keys(bundle).find((path) => path.startsWith(`chunks/${behindTheDoor}-`)) ?? '';
    },
    async closeBundle() {
      for (const [entry, output] of [
        ['main/start.ts', { entryFileNames: 'start.mjs' }],
        ['main/cli.ts', { format: 'cjs', entryFileNames: 'cli.cjs' }],
      ] as const) {
        await build({
          configFile: false,
          logLevel: 'error',
          plugins: [licencesPlugin()],
          ssr: { noExternal: true },
          define: { COMMAND_LINE: JSON.stringify(commandLine) },
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
  };
};

/**
 * Main's scripts are in ASCII. V8 holds a source with any other character in two bytes each, and Node decodes such a file several times
 * as slowly. Refuses what an escape would change: `String.raw`, and a backslash before such a character.
 */
function inAscii(code: string): string {
  const unfit = /(String\.raw`[^`]*|\\)[^\0-\x7f]/.exec(code);
  if (unfit !== null) throw new Error(`no escape can take the place of “${unfit[0]}”`);
  return code.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const asciiPlugin = (): Plugin => ({
  name: 'mayfly-ascii',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) if (chunk.type === 'chunk') chunk.code = inAscii(chunk.code);
  },
});

/**
 * Builds the catalogue of another language than English when something is first read from it: V8 compiles and keeps none of it before, and a
 * start needs one language. So it is in main (`ko.ts`), where it is a file that only then is read, and in the window (`ko/window.ts`).
 */
const lazyWordsPlugin = (): Plugin => ({
  name: 'mayfly-lazy-words',
  // The file below is beside the one that requires it.
  resolveId: (id) => (/^\.\/words-\w+-\w+\.cjs$/.test(id) ? { id, external: true } : undefined),
  async load(id) {
    const [, language, part] = /\/resources\/words\/([a-z]{2})(\/window)?\.ts$/.exec(id) ?? [];
    if (language === undefined || language === 'en') return undefined;
    const name = part === undefined ? language : 'inWindow';
    const isMain = part === undefined;
    const built = await build({
      configFile: false,
      logLevel: 'error',
      plugins: [licencesPlugin()],
      build: { write: false, minify: isMain, lib: { entry: id, name: 'texts', formats: [isMain ? 'cjs' : 'iife'] } },
    });
    const chunk = [built].flat().flatMap((each) => ('output' in each ? each.output : []))[0];
    if (chunk?.type !== 'chunk') this.error(`${id}: its texts cannot be put together`);
    let make = `(() => { ${chunk.code}\nreturn texts; })()`;
    if (isMain) {
      const source = inAscii(chunk.code);
      const file = `words-${language}-${createHash('sha256').update(source).digest('hex').slice(0, 8)}.cjs`;
      this.emitFile({ type: 'asset', fileName: `chunks/${file}`, source });
      make = `require("./${file}")`;
    }
    return `let made;
const all = () => (made ??= ${make}.${name});
export const ${name} = new Proxy({}, {
  get: (_, key) => Reflect.get(all(), key),
  has: (_, key) => Reflect.has(all(), key),
  ownKeys: () => Reflect.ownKeys(all()),
  getOwnPropertyDescriptor: (_, key) => Reflect.getOwnPropertyDescriptor(all(), key),
});`;
  },
});

const bodyThreadPlugin = (): Plugin => {
  let sodiumCipher = '';
  return {
    name: 'mayfly-body-thread',
    generateBundle(_options, bundle) {
      sodiumCipher = Object.keys(bundle).find((path) => path.startsWith('chunks/sodium-cipher-')) ?? '';
    },
    async closeBundle() {
      await buildBodyThread(resolve('out/main'), sodiumCipher);
    },
  };
};

const commands = commandChunks();
const pages = windowChunks();

// Three builds: the main process with its companions (command line, engine and its threads, embedded bucket), the one preload script (a
// sandboxed one cannot be an ES module), and the window; with it the pages that recipients and guests open. Main is CommonJS, of which V8 can keep the
// compiled form.
export default defineConfig({
  main: {
    plugins: [
      commands.plugin,
      lazyWordsPlugin(),
      asciiPlugin(),
      doorsPlugin(),
      bodyThreadPlugin(),
      helpTextsPlugin('out/main'),
      licencesPlugin(),
    ],
    build: {
      target: 'node20.15',
      outDir: 'out/main',
      minify: true,
      rollupOptions: {
        input: {
          index: resolve('main/index.ts'),
          [behindTheDoor]: resolve('main/cli/command-line.ts'),
          engine: resolve('main/engine.ts'),
          'bucket-process': resolve('main/local-bucket/server/entry.ts'),
        },
        output: {
          format: 'cjs',
          // The command line keeps compiled code by the names of files, so these hold the hashes of their contents.
          entryFileNames: ({ name }) => (name === behindTheDoor ? 'chunks/[name]-[hash].cjs' : '[name].cjs'),
          chunkFileNames: 'chunks/[name]-[hash].cjs',
          // A script that is loaded from its compiled form has no import().
          dynamicImportInCjs: false,
          codeSplitting: { groups: commands.groups },
        },
      },
    },
  },
  preload: {
    plugins: [licencesPlugin()],
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
    plugins: [
      pages.plugin,
      react(),
      lazyWordsPlugin(),
      iconsPlugin(),
      firstViewPlugin(),
      pagesPlugin(resolve('out')),
      licencesPlugin(),
      licencesFilePlugin(resolve('out/licences.txt')),
      commitPlugin(resolve('out/commit.json')),
    ],
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
              {
                name: 'begin',
                test: /\/(early-input|drop-and-paste|window-keys|keys|dragging)\.ts$|preload-helper/,
                priority: 9,
              },
              ...pages.groups,
            ],
          },
        },
      },
    },
  },
});
