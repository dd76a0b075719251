// Which suites `npm run test:deep` runs: those that ask test/volume.ts how much to do, themselves or through what they import, and of the others
// the tests of Playwright with `@deep` in their names: what else these hold is the same in `npm test`.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { projectFolder } from '../setup/project-folder.mjs';

const folder = join(projectFolder, 'test');
const volume = join(folder, 'volume.ts');
/** Left out of `npm test` by test/configs/playwright.share-page.config.ts. */
const everyBrowser = /every-browser\.page\.ts$/;
const isPlaywrights = /\.(?:e2e|page)\.ts$/;
const hasDeepTest = (path) => isPlaywrights.test(path) && readFileSync(path, 'utf8').includes('@deep');
const isInNetwork = (path) => path.startsWith(join('test', network));
/** Run by groups of their own. */
const network = join('network-namespaces', '/');

/** Paths within the project, by the group of `npm test` that runs them; `marked`: those of which only the tests with `@deep` are to run. */
export function deepSuites() {
  const known = new Map([[volume, true]]);
  const asks = (path) => {
    // A file that imports itself by way of others asks what they ask.
    if (!known.has(path)) known.set(path, false).set(path, importsOf(path).some(asks));
    return known.get(path);
  };
  const ending = (end, wanted, ...without) =>
    readdirSync(folder, { recursive: true })
      .filter((name) => end.test(name) && !without.some((other) => name.startsWith(other)))
      .map((name) => join(folder, name))
      .filter(wanted)
      .map((path) => relative(projectFolder, path))
      .sort();
  const whole = (path) => asks(path) || everyBrowser.test(path);
  const onlyMarked = (path) => !whole(path) && hasDeepTest(path);
  return {
    unit: ending(/\.test\.tsx?$/, whole, 'desktop/', network),
    page: ending(/\.page\.ts$/, whole, network),
    network: ending(/\.test\.ts$/, whole).filter(isInNetwork),
    'network-page': ending(/\.page\.ts$/, (path) => whole(path) || hasDeepTest(path)).filter(isInNetwork),
    e2e: ending(/\.e2e\.ts$/, whole, 'e2e/wayland'),
    marked: {
      page: ending(/\.page\.ts$/, onlyMarked, network),
      e2e: ending(/\.e2e\.ts$/, onlyMarked, 'e2e/wayland'),
    },
  };
}

function importsOf(path) {
  const names = [...readFileSync(path, 'utf8').matchAll(/ from '(\.[^']+)';$/gm)];
  return names
    .flatMap(([, name]) => ['.ts', '.tsx'].map((end) => join(dirname(path), `${name}${end}`)))
    .filter((found) => found.startsWith(folder) && existsSync(found));
}
