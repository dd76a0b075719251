// What the window may touch is a table, and a machine reads it.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../../renderer');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

const packages = ['react', 'react-dom', '@base-ui/react', 'lucide-react', '@tanstack/react-virtual'];
/** The reader of age files works without WebCrypto, which pages have over HTTPS only. */
const ciphers = ['@noble/ciphers', '@noble/curves', '@noble/hashes'];
const packagesOf = (path: string) => (path.startsWith('page/age/') ? ciphers : packages);

const pageRooms = ['page', 'guest', 'share-page', 'encrypted-page', 'request-page', 'encrypted-request-page'];
const windowWords = ['formats', 'languages', 'translator', 'typed-units'];
const pageWords = ['formats', 'message-types', 'message-tree'];

/** The window has its own part of the catalogue; the pages in buckets carry theirs and no library. */
function mayRead(path: string, target: string): boolean {
  const isPage = pageRooms.some((room) => path.startsWith(`${room}/`));
  const name = /^\.\.\/resources\/words\/(.+)$/.exec(target)?.[1] ?? '';
  if (/^(en|ko)\//.test(name)) return (isPage ? /^..\/pages\// : /^..\/window$/).test(name);
  return (isPage ? pageWords : windowWords).includes(name);
}

/** What a file imports and may not: anything outside the room, and values of the border. */
function strayImports(path: string, text: string): readonly string[] {
  const imports = text.matchAll(/^(?:import|export)\s+(type\s)?(?:[^'"]*?\sfrom\s)?['"]([^'"]+)['"]/gm);
  return [...imports].flatMap(([line, type, from = '']) => {
    if (!from.startsWith('.')) {
      return packagesOf(path).some((name) => from === name || from.startsWith(`${name}/`)) ? [] : [line];
    }
    const target = relative(root, resolve(root, dirname(path), from));
    const allowed =
      !target.startsWith('..') || mayRead(path, target) || (target.startsWith('../preload/') && type !== undefined);
    return allowed ? [] : [line];
  });
}

const forbidden =
  /localStorage|sessionStorage|indexedDB|document\.cookie|serviceWorker|\bfetch\(|XMLHttpRequest|WebSocket|innerHTML|insertAdjacent|\beval\(|document\.write|export default/i;

/** A page in a bucket asks its own origin, in one place; that of guests keeps begun files for its tab, in one place. */
const only: Readonly<Record<string, RegExp>> = {
  'share-page/live/fetch-page.ts': /XMLHttpRequest/g,
  'share-page/receipts/tell-sender.ts': /sessionStorage/g,
  'page/ask-here.ts': /fetch\(/g,
  'request-page/server.ts': /XMLHttpRequest/g,
  'request-page/remembered.ts': /sessionStorage/g,
};

test('the reader of imports sees strays', () => {
  const text =
    "import { x } from '../../preload/contract';\nimport type { Y } from '../../preload/contract';\nimport 'zod';";
  expect(strayImports('app/a.ts', text)).toEqual(["import { x } from '../../preload/contract'", "import 'zod'"]);
});

test('there is something to read', () => {
  expect(sources.length).toBeGreaterThan(40);
});

describe.each(sources)('$path', ({ path, text }) => {
  test('imports itself, its packages, and of the border only types', () => {
    expect(strayImports(path, text)).toEqual([]);
  });

  test('reaches for nothing the page must not use', () => {
    expect(text.replaceAll(only[path] ?? /^(?!)/g, '')).not.toMatch(forbidden);
  });

  test('is small and says why it exists', () => {
    expect(text.split('\n').length).toBeLessThanOrEqual(250);
    expect(text).toMatch(/^\/\/ /);
  });
});

test('one file touches the bridge', () => {
  const touching = sources.filter(({ text }) => text.includes('window.mayfly')).map(({ path }) => path);
  expect(touching).toEqual(['app/state/bridge.ts']);
});
