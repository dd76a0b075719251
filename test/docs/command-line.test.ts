// The list of commands at the head of docs/command-line.md has every command, with the options that it takes and no others.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandNames, commands } from '../../main/terminal/arguments/grammar';
import { fields } from '../../main/terminal/scripts/fields';
import { everywhere, type Option } from '../../main/terminal/arguments/options';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'command-line.md'), 'utf8');
const list = /```\n(mayfly share[^]*?)```/.exec(page)?.[1] ?? '';
/** Each command with all its options: an indented line belongs to the line before. */
const lines = list.replaceAll(/\n +/g, ' ').trimEnd().split('\n');
/** `mayfly list|calls` and `mayfly mcp list|calls` stand for two commands each. */
const wordsOf = (line: string) => /mayfly ([\w|-]+)(?: ([\w|-]+))?/.exec(line)?.slice(1).join(' ') ?? '';
/** The lines of one command end with what another line has. */
const borrowed = { 'the options of sign get': 'mayfly sign get', 'the options of add': 'mayfly connections add' };
/** What the text below the list says of these instead. */
const untold: ReadonlySet<Option> = new Set(['format', 'output', 'progress']);

const typedIn = (text: string) => Array.from(text.matchAll(/--([\w-]+)/g), ([, option = '']) => option);
const startsWith = (start: string) => lines.filter((line) => line.startsWith(start)).join(' ');
function optionsIn(line: string): readonly string[] {
  const [, start] = Object.entries(borrowed).find(([words]) => line.includes(words)) ?? [];
  const without = new Set(typedIn(/, without (.*?)\]/.exec(line)?.[1] ?? ''));
  return [...typedIn(line), ...typedIn(start === undefined ? '' : startsWith(start))].filter(
    (option) => !without.has(option),
  );
}

test('the list of commands has each with its options', () => {
  const told = commandNames.map((name) => {
    const [first = '', second] = name.split(' ');
    const own = lines.filter((line) => {
      const [one = '', two = ''] = wordsOf(line).split(' ');
      return name.startsWith('-')
        ? line.startsWith(`mayfly ${name}`)
        : one.split('|').includes(first) && (second === undefined || two.split('|').includes(second));
    });
    const options = own.flatMap(optionsIn).filter((option) => !(everywhere as readonly string[]).includes(option));
    return [name, own.length > 0, [...new Set(options)].toSorted()];
  });
  const taken = commandNames.map((name) => [
    name,
    true,
    commands[name].options.filter((option) => !untold.has(option)).toSorted(),
  ]);
  expect(told).toEqual(taken);
});

/** The names of an object's own fields, as the page writes it: `{"id"?,"kind":"file"|"page","files":[{"name"}]}`. */
function fieldsOf(shape: string): readonly string[] {
  let rest = shape.slice(1, -1);
  for (let before = ''; before !== rest;) [before, rest] = [rest, rest.replaceAll(/[{[][^{}[\]]*[}\]]/g, '')];
  return Array.from(rest.matchAll(/"(\w+)"\??(?::"[^,]*)?(?=,|:|$|\s)/g), ([, name = '']) => name);
}
/** The first object of JSON that follows these words. */
function shapeAfter(start: string): string {
  const text = page.slice(page.indexOf(start)).replaceAll('\n', ' ');
  const from = text.indexOf('{"');
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    depth += Number(text[at] === '{') - Number(text[at] === '}');
    if (depth === 0) return text.slice(from, at + 1);
  }
  return '';
}

const share = fieldsOf(shapeAfter('With `--json` each link is one line'));
const listed = fieldsOf(shapeAfter('`list --json` prints one array'));
const ofShow = page.slice(page.indexOf('`show --json` prints one object with the same fields')).split('```')[1] ?? '';
const signed = fieldsOf(shapeAfter('An example goes to standard error, with words in place of the URL'));

test.each([
  ...(['share', 'watch', 'link', 'extend', 'password', 'resume', 'replace', 'remove'] as const).map(
    (name) => [name, share] as const,
  ),
  ['list', listed],
  ['show', [...listed, ...fieldsOf(`{${ofShow.trim()}}`)]],
  ['request', fieldsOf(shapeAfter('With `--json` the request is one line'))],
  ['requests', [...fieldsOf(shapeAfter('`requests --json` prints a line for each request')), 'replaced']],
  ['receive', [...fieldsOf(shapeAfter('`receive` saves in DIR')), 'refusal', 'damaged']],
  ['get', fieldsOf(shapeAfter('With `--json` a file is a line `{"name","sizeBytes","sha256"'))],
  ['send', fieldsOf(shapeAfter('With `--json` a file is a line `{"name","sizeBytes","there"'))],
  ['sign', signed],
] as const)('--format of %s takes the fields that the page tells of its --json', (name, told) => {
  expect(told.length).toBeGreaterThan(2);
  const taken = commandNames
    .filter((each) => each === name || each.startsWith(`${name} `))
    .flatMap((each) => fields[each] ?? []);
  expect([...told].toSorted()).toEqual([...new Set(taken)].toSorted());
});

test('the table of --format has each command that takes it', () => {
  const rows = /\| command +\| its fields[^]*?\n\n/.exec(page)?.[0] ?? '';
  const named = rows
    .split('\n')
    .flatMap((row) => Array.from((row.split('|')[1] ?? '').matchAll(/`(.*?)`/g), ([, name = '']) => name));
  const taking = commandNames
    .filter((name) => commands[name].options.includes('format'))
    .map((name) => name.replace(/^sign .*/, 'sign'));
  expect(named.toSorted()).toEqual([...new Set(taking)].toSorted());
});
