// Who gives away the code of others gives their licences along: of every package that is in a bundle or packed beside it, each once.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'vite';
import { afterAll, describe, expect, test } from 'vitest';
import { licencesFilePlugin, licencesPlugin, licenceTexts } from '../../scripts/build/licences';
import { projectDir, sourceFiles } from '../source-files';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mayfly-licences-')));
afterAll(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function writePackage(name: string, texts: Readonly<Record<string, string>>): string {
  write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.2.3', license: 'MIT' }));
  write(`node_modules/${name}/index.js`, `export const x = () => console.log('${name}');`);
  for (const [file, text] of Object.entries(texts)) write(`node_modules/${name}/${file}`, text);
  return join(folder, 'node_modules', name);
}

const titlesIn = (text: string) => text.match(/^\S+ \d\S* \(.+\)$/gm) ?? [];
const written = readFileSync(join(projectDir, 'out', 'licences.txt'), 'utf8');

describe('the licences beside the built app', () => {
  test('are those of every package that a source file imports and of what is packed as it is, each once and in order', () => {
    const titles = titlesIn(written);
    expect(titles).toEqual([...new Set(titles)]);
    const names = new Set(titles.map((title) => title.slice(0, title.indexOf(' '))));
    const imported = ['main', 'preload', 'renderer', 'resources']
      .flatMap(sourceFiles)
      .flatMap(({ imports }) => imports.flatMap(({ ours, typeOnly, target }) => (ours || typeOnly ? [] : [target])));
    const wanted = [...new Set(imported)].filter((name) => !isBuiltin(name) && !['electron', 'keytar'].includes(name));
    expect(wanted.length).toBeGreaterThan(20);
    expect(wanted.filter((name) => !names.has(name))).toEqual([]);
    for (const name of ['@github/keytar', 'node-addon-api', 'node-gyp-build', 'vite']) expect(names).toContain(name);
  });

  test('begin with those of Mayfly and of Electron', () => {
    expect(written).toMatch(/^[^=]*LICENSES\.chromium\.html[^=]*=+\nMayfly \(MIT\)\n=+\n\nMIT License\n/);
  });

  test('are asked of every build whose scripts are packed', () => {
    const ofBuild = readdirSync(join(projectDir, 'scripts/build')).filter((name) => name !== 'first-view.ts');
    const counts = ['electron.vite.config.ts', ...ofBuild.map((name) => `scripts/build/${name}`)]
      .map((path) => readFileSync(join(projectDir, path), 'utf8'))
      .map((text) => [text.match(/\bawait build\(/g)?.length ?? 0, text.match(/\blicencesPlugin\(\)/g)?.length ?? 0]);
    // Main, preload and the window are built by electron-vite.
    expect(counts.reduce((sum, [builds = 0]) => sum + builds, 3)).toBe(
      counts.reduce((sum, [, plugins = 0]) => sum + plugins, 0),
    );
  });
});

test('a build lists what Vite finds in it, by all files of a package that hold its licence', async () => {
  writePackage('one', { 'LICENSE.md': 'Text of one\r\nin two lines', NOTICE: 'Made by one', 'README.md': 'Read me' });
  writePackage('@of/two', { LICENCE: 'Text shared' });
  writePackage('three', { 'LICENSE-MIT': 'Text shared' });
  writePackage('unused', { LICENSE: 'Text of unused' });
  write(
    'entry.js',
    `import { x } from 'one'; import { x as y } from '@of/two'; import { x as z } from 'three';
    import { x as u } from 'unused'; x(); y(); z();`,
  );
  const file = join(folder, 'licences.txt');
  await build({
    configFile: false,
    root: folder,
    logLevel: 'error',
    plugins: [licencesPlugin(), licencesFilePlugin(file)],
    build: { license: { fileName: 'found.json' }, rolldownOptions: { input: join(folder, 'entry.js') } },
  });
  const text = readFileSync(file, 'utf8');
  const found = JSON.parse(readFileSync(join(folder, 'dist/found.json'), 'utf8')) as readonly { name: string }[];
  expect(found.map(({ name }) => name).sort()).toEqual(['@of/two', 'one', 'three']);
  for (const { name } of found) expect(titlesIn(text)).toContain(`${name} 1.2.3 (MIT)`);
  expect(text).toMatch(/=\none 1\.2\.3 \(MIT\)\n=+\n\nText of one\nin two lines\n\nMade by one\n/);
  expect(text).toMatch(/=\n@of\/two 1\.2\.3 \(MIT\)\nthree 1\.2\.3 \(MIT\)\n=+\n\nText shared\n/);
  expect(text).not.toMatch(/unused|Read me/);
});

test('a package without a text of its licence ends the build', () => {
  expect(() => licenceTexts([writePackage('bare', { 'README.md': 'MIT' })])).toThrow(/^bare 1\.2\.3 .* no text/);
});
