// The app that Electron runs when its resources hold none: it loads the app named on the command line, as the stock
// default app does. The stand-in runtime (scripts/setup/stand-in-electron.mjs) is packed with this file.
import { app } from 'electron';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

// A module with top-level await: 'ready' then waits until the app's own module has loaded, which is the
// timing of the stock runtime (electron/electron#40719).
const { preloads, target } = readCommandLine(process.argv.slice(1));
const require = createRequire(import.meta.url);
for (const file of preloads) require(file);

if (target === undefined) {
  console.error(`Usage: ${basename(process.execPath)} [-r MODULE] PATH-OF-APP [ARGUMENTS]`);
  app.exit(1);
} else {
  try {
    await import(pathToFileURL(introduceApp(target)).href);
  } catch (error) {
    console.error(error);
    app.exit(1);
  }
}

/** Splits the arguments into modules to load first (Playwright injects one with -r) and the app, the first plain word. */
function readCommandLine(words) {
  const preloads = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (word === '-r' || word === '--require') {
      index += 1;
      preloads.push(resolve(words[index] ?? ''));
    } else if (!word.startsWith('-')) {
      return { preloads, target: resolve(word) };
    }
  }
  return { preloads, target: undefined };
}

/** Tells Electron the app's name, version and folder, and answers the file to run. */
function introduceApp(path) {
  const isFolder = statSync(path).isDirectory();
  const folder = isFolder ? path : dirname(path);
  const manifest = isFolder ? JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) : {};
  const name = manifest.productName ?? manifest.name;
  if (name !== undefined) app.setName(name);
  if (manifest.version !== undefined) app.setVersion(manifest.version);
  if (manifest.desktopName !== undefined) app.setDesktopName(manifest.desktopName);
  app.setAppPath(folder);
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  return isFolder ? join(folder, manifest.main ?? 'index.js') : path;
}
