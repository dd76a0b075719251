// The documents name tests and source files: each of them exists.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
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
