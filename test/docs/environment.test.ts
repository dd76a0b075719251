// Docs/command-line.md and the man page list the same environment variables, in the same words.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { variables } from '../../main/terminal/shells/environment-variables';
import { words } from '../../resources/words/messages';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'command-line.md'), 'utf8');
const part = /## Environment variables\n(.*?)\n## /s.exec(page)?.[1] ?? '';

test('docs/command-line.md has the variables of the man page, with its words', () => {
  const rows = [...part.matchAll(/^\| (`.*?) +\| (.*?) +\|$/gm)].map(([, names = '', meaning = '']) => [
    names.replaceAll('`', ''),
    // A link to another part of the page is the page's own.
    meaning.replace(/ \(\[.*?\]\(.*?\)\)$/, '').replaceAll('`', ''),
  ]);
  const names = Object.keys(variables) as (keyof typeof variables)[];
  expect(rows).toEqual(names.map((name) => [variables[name], words.terminal.manual.environment[name]]));
});
