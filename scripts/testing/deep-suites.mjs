// Which suites `npm run test:deep` runs: those that ask test/volume.ts how much to do, themselves or through what they import, and those
// that have a test of Playwright with `@deep` in its name.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { projectFolder } from '../setup/project-folder.mjs';

const folder = join(projectFolder, 'test');
const volume = join(folder, 'volume.ts');
/** Left out of `npm test` by playwright.share-page.config.ts. */
const everyBrowser = /every-browser\.page\.ts$/;
const isPlaywrights = /\.(?:e2e|page)\.ts$/;
const hasDeepTest = (path) => isPlaywrights.test(path) && readFileSync(path, 'utf8').includes('@deep');
/** Run by groups of their own. */
const network = join('network-namespaces', '/');

/** Paths within the project, by the group of `npm test` that runs them. */
export function deepSuites() {
  const known = new Map([[volume, true]]);
  const asks = (path) => {
    // A file that imports itself by way of others asks what they ask.
    if (!known.has(path)) known.set(path, false).set(path, importsOf(path).some(asks));
    return known.get(path);
  };
  const ending = (end, ...without) =>
    readdirSync(folder, { recursive: true })
      .filter((name) => end.test(name) && !without.some((other) => name.startsWith(other)))
      .map((name) => join(folder, name))
      .filter((path) => asks(path) || everyBrowser.test(path) || hasDeepTest(path))
      .map((path) => relative(projectFolder, path))
      .sort();
  return {
    unit: ending(/\.test\.tsx?$/, 'desktop/', network),
    page: ending(/\.page\.ts$/, network),
    network: ending(/\.test\.ts$/).filter((path) => path.startsWith(join('test', network))),
    'network-page': ending(/\.page\.ts$/).filter((path) => path.startsWith(join('test', network))),
    e2e: ending(/\.e2e\.ts$/, 'e2e/wayland'),
  };
}

function importsOf(path) {
  const names = [...readFileSync(path, 'utf8').matchAll(/ from '(\.[^']+)';$/gm)];
  return names
    .flatMap(([, name]) => ['.ts', '.tsx'].map((end) => join(dirname(path), `${name}${end}`)))
    .filter((found) => found.startsWith(folder) && existsSync(found));
}
