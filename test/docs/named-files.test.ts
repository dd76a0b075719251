// The documents name tests and source files: each of them exists.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectDir } from '../source-files';

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(projectDir, 'docs')).map((name) => `docs/${name}`),
];

test('every file that a document names by its path is there', () => {
  const named = documents
    .filter((name) => name.endsWith('.md'))
    .flatMap((document) => {
      const text = readFileSync(join(projectDir, document), 'utf8');
      const paths =
        text.match(/(?<=`)(?:test|main|renderer|preload|scripts|resources)\/[\w./-]+\.(?:tsx?|mjs)(?=[`, ])/g) ?? [];
      return paths.map((path) => [document, path] as const);
    });
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter(([, path]) => !existsSync(join(projectDir, path)))).toEqual([]);
});

test('the tree in the README names every folder of the rooms, and none that is not there', () => {
  const tree = /```\n(preload\/[^]*?)```/.exec(readFileSync(join(projectDir, 'README.md'), 'utf8'))?.[1] ?? '';
  const foldersIn = (path: string) =>
    readdirSync(join(projectDir, path)).filter((name) => statSync(join(projectDir, path, name)).isDirectory());
  const named = new Set(Array.from(tree.matchAll(/(?<![\w/.-])([\w-]+)\/(?=[\s:;]|$)/gm), ([, name]) => name));
  const rooms = ['main', 'preload', 'renderer', 'resources', 'test', 'scripts'];
  for (const name of [...rooms, ...foldersIn('main'), ...foldersIn('renderer')]) expect(named).toContain(name);
  const there = new Set([...rooms, ...[...rooms, 'main/core', 'main/core/links'].flatMap(foldersIn)]);
  expect([...named].filter((name) => name !== 'out' && !there.has(name ?? ''))).toEqual([]);
});
