// The window's first view stands in its document, so that it is on the screen before a line of React has run. It is drawn here
// by the window's own components, once for every language, face and density.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import react from '@vitejs/plugin-react';
import { build, type Plugin, type Rolldown } from 'vite';
import { densities, documentOf, faces, firstLook } from '../../main/shell/window/first-view-state';
import { languages, type Language } from '../../resources/words/languages';
import type * as FirstView from '../../renderer/app/window/FirstView';
import { iconsPlugin } from './icons';
import { projectFolder } from './project-folder';

const root = join(projectFolder, 'renderer', 'app');

/** Loads the components as Node can run them. Their class names are those of the window: both builds make them of the same files. */
async function drawer(): Promise<typeof FirstView> {
  const folder = join(projectFolder, 'node_modules', '.cache', 'mayfly-first-view');
  const result = await build({
    configFile: false,
    root,
    plugins: [react(), iconsPlugin()],
    logLevel: 'error',
    mode: 'production',
    build: {
      write: false,
      ssr: join(root, 'window/FirstView.tsx'),
      minify: false,
      // One file: screens that are loaded later must not take shared components out of it.
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [made] = Array.isArray(result) ? result : [result];
  const chunk = made !== undefined && 'output' in made ? made.output[0] : undefined;
  if (chunk === undefined) throw new Error('the first view was not built');
  // Components ask it for the keys of the platform, and Node 20 has none.
  if (!('navigator' in globalThis))
    Object.assign(globalThis, {
      navigator: {
        platform: process.platform === 'darwin' ? 'MacIntel' : process.platform,
        userAgent: '',
        language: 'en',
        languages: ['en'],
      },
    });
  const file = join(folder, `${process.pid}.mjs`);
  await mkdir(folder, { recursive: true });
  await writeFile(file, chunk.code);
  try {
    return (await import(pathToFileURL(file).href)) as typeof FirstView;
  } finally {
    await rm(file);
  }
}

/** Of the scripts that the first picture waits for, in bytes: a module that reads words or React would be in them by mistake. */
const mostBytes = 16_384;

/** Of the window's other scripts. Each takes half a millisecond of the page's thread and as much of main's. */
const mostFiles = 8;

/** The scripts that these modules need: themselves, and what they import. */
function scriptsOf(modules: readonly string[], bundle: Rolldown.OutputBundle): readonly string[] {
  const scripts = new Set<string>();
  const add = (name: string) => {
    const chunk = bundle[name];
    if (chunk?.type !== 'chunk' || scripts.has(name)) return;
    scripts.add(name);
    for (const imported of chunk.imports) add(imported);
  };
  for (const module of modules)
    for (const [name, chunk] of Object.entries(bundle))
      if (chunk.type === 'chunk' && chunk.facadeModuleId === join(root, module)) add(name);
  return [...scripts];
}

const sizeOf = (file: Rolldown.OutputBundle[string] | undefined) =>
  file?.type === 'chunk' ? Buffer.byteLength(file.code) : 0;

/**
 * Puts documents beside the window's: `shelf.html` and `region.html`, which are as empty as `index.html`, and `first/<face>-<density>-<language>.html` with a
 * first view. These wait with their first picture for the script that keeps what is dropped (`blocking="render"`). The window's other scripts are
 * fetched with the document and compiled after that picture: main gives them, and is busy by then.
 */
export const firstViewPlugin = (): Plugin => ({
  name: 'mayfly-first-view',
  apply: 'build',
  enforce: 'post',
  async generateBundle(_options, bundle) {
    const page = bundle['index.html'];
    if (page?.type !== 'asset') throw new Error('the window has no document');
    const html = String(page.source);
    for (const fileName of ['shelf.html', 'region.html']) this.emitFile({ type: 'asset', fileName, source: html });
    const bytes = scriptsOf(['index.html'], bundle).reduce((sum, name) => sum + sizeOf(bundle[name]), 0);
    if (bytes > mostBytes) throw new Error(`the first view waits for ${bytes} bytes of scripts`);
    const { firstView } = await drawer();
    const links = scriptsOf(['main.tsx', 'window/App.tsx', 'window/LazyScreens.tsx'], bundle)
      .filter((name) => !html.includes(name))
      .map((name) => `<link rel="preload" as="script" crossorigin fetchpriority="low" href="/${name}">`);
    if (links.length > mostFiles) throw new Error(`the window is read in ${links.length} files`);
    for (const face of faces)
      for (const density of densities)
        for (const language of Object.keys(languages) as Language[])
          this.emitFile({
            type: 'asset',
            // Where main looks for it, without the slash of its address.
            fileName: documentOf({ ...firstLook, face, density, language }, []).slice(1),
            source: html
              .replaceAll('"./', '"/')
              .replace('<html lang="en">', `<html lang="${language}" data-density="${density}">`)
              .replace('<script type="module"', '<script type="module" blocking="render"')
              .replace('</head>', () => `${links.join('')}</head>`)
              .replace('<div id="root">', () => `<div id="root">${firstView(face, language)}`),
          });
  },
});
