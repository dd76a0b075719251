// The documents name tests and source files: each of them exists.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

/** As GitHub makes an anchor of a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

const headingsOf = (path: string) =>
  Array.from(readFileSync(path, 'utf8').matchAll(/^#+ (.*)$/gm), ([, heading = '']) => anchorOf(heading));

test('every link of a document leads to a file, and to a heading, that is there', () => {
  const links = ['SECURITY.md', 'CHANGELOG.md', ...documents]
    .filter((name) => name.endsWith('.md'))
    .flatMap((document) =>
      Array.from(
        readFileSync(join(projectDir, document), 'utf8').matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)/g),
        ([, file = '', anchor]) => {
          const path = file === '' ? join(projectDir, document) : join(projectDir, dirname(document), file);
          const isThere = existsSync(path) && (anchor === undefined || headingsOf(path).includes(anchor));
          return { link: `${document}: ${file}#${anchor ?? ''}`, isThere };
        },
      ),
    );
  expect(links.length).toBeGreaterThan(100);
  expect(links.filter(({ isThere }) => !isThere)).toEqual([]);
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
