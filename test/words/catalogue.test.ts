// A text that is missing, left over or short of a placeholder in any language fails here; a new language needs no new test.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { languageChoices, languages, type Language } from '../../resources/words/languages';
import { catalogues } from '../../resources/words/catalogues';
import { projectDir, sourceFiles } from '../source-files';
import { strayEnglish } from './stray-english';

type Texts = { readonly [key: string]: string | Texts };
type Entry = readonly [path: string, text: string];

const entries = (texts: Texts, prefix = ''): readonly Entry[] =>
  Object.entries(texts).flatMap(([key, text]): readonly Entry[] =>
    typeof text === 'string' ? [[prefix + key, text]] : entries(text, `${prefix}${key}.`),
  );
const plural = /_(zero|one|two|few|many|other)$/;
const placeholders = (text: string) => [...text.matchAll(/\{\{(.*?)\}\}/g)].map(([, name = '']) => name).sort();

const codes = Object.keys(languages) as Language[];
const english = entries(catalogues.en);
const others = codes.filter((code) => code !== 'en');

/** What English says under this key, of a plural text the most general form. */
function englishOf(path: string): string | undefined {
  const base = path.replace(plural, '');
  return english.find(([key]) => key === path)?.[1] ?? english.find(([key]) => key === `${base}_other`)?.[1];
}

/** The keys a language must have: English's, each plural text in the forms of that language. */
function keysOf(code: Language): readonly string[] {
  const forms = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
  const keys = english.flatMap(([path]) =>
    plural.test(path) ? forms.map((form) => `${path.replace(plural, '')}_${form}`) : [path],
  );
  return [...new Set(keys)].sort();
}

describe.each(codes)('the catalogue: %s', (code) => {
  const own = entries(catalogues[code]);

  test('has every key in every plural form of the language, and no other', () => {
    expect(own.map(([path]) => path).sort()).toEqual(keysOf(code));
  });

  test('knows every placeholder of English, and no other', () => {
    const differing = own
      .filter(([path, text]) => {
        const wanted = new Set(placeholders(englishOf(path) ?? ''));
        const found = new Set(placeholders(text));
        // "One file is stored" needs no number, and another language may want one where English does not.
        if (plural.test(path)) for (const names of [wanted, found]) names.delete('count');
        const same = wanted.size === found.size && [...found].every((name) => wanted.has(name));
        return !same || [...found].some((name) => /[^a-zA-Z]/.test(name));
      })
      .map(([path, text]) => `${path}: ${text}`);
    expect(differing).toEqual([]);
  });

  test('is set as print: no blank text, no stray space, real quotes and dots', () => {
    const sloppy = own.filter(([, text]) => text === '' || /^\s(?!\()|\s$| {2}|\.\.\.|"| - |\{\{ | \}\}/.test(text));
    expect(sloppy).toEqual([]);
  });
});

test.each(others)('%s is translated: what equals English is a name, a sign or a command', (code) => {
  const known = new Map(english);
  const same = entries(catalogues[code])
    .filter(([path, text]) => known.get(path) === text && /[a-z]{2}/i.test(text.replaceAll(/\{\{.*?\}\}/g, '')))
    .map(([, text]) => text);
  expect(same.filter((text) => !sameEverywhere.has(text))).toEqual([]);
});

test('every language can be chosen', () => {
  expect(languageChoices).toEqual(['system', ...codes]);
});

/** Texts that no language changes. */
const sameEverywhere: ReadonlySet<string> = new Set([
  'Mayfly',
  'Mayfly {{version}}',
  'English',
  'ID',
  '한국어',
  'Markdown',
]);

test('nothing English is left in Korean, in no front door', () => {
  const texts = entries(catalogues.ko).map(([, text]) => text.replaceAll(/\{\{.*?\}\}/g, '1'));
  // Commands of other programs, and what a console calls a role.
  const foreign = [
    'mc admin policy create ALIAS mayfly policy.json',
    'mc admin policy create ALIAS mayfly-intake policy.json',
    'radosgw-admin user create',
    'radosgw-admin subuser create',
    'radosgw-admin key create',
    'rclone config show',
    'garage key create',
    'garage bucket allow',
    'Storage Object Admin',
    'Storage Object Creator',
    'Storage Legacy Object Reader',
    'Object Viewer',
    'mc anonymous set-json POLICY.json ALIAS/BUCKET',
    'garage bucket website --allow BUCKET',
    'garage bucket website --allow 1',
    'POLICY.json',
    'mc anonymous set-json',
  ];
  expect(strayEnglish(texts, foreign)).toEqual([]);
});

test('every text is read somewhere', () => {
  const sources = ['main', 'renderer'].flatMap((folder) => sourceFiles(folder).map(({ text }) => text));
  const all = [...sources, readFileSync(join(projectDir, 'scripts/build/pages.ts'), 'utf8')].join('\n');
  const names = new Set(all.match(/[A-Za-z][\w-]*/g));
  // Looked up by the ids of providers, the codes of steps, the names of rights and of commands, and by their English text.
  const byKey = /^(providers|failures\.rights|failures\.reasons|doctor\.doorsSteps|terminal\.help\.commands)\./;
  const unread = english
    .map(([path]) => path.replace(plural, ''))
    .filter((path) => !byKey.test(path) && !names.has(path.split('.').at(-1) ?? ''));
  const reasons = Object.values(catalogues.en.failures.reasons);
  // A reason is found by its English text: of two with the same one, one is never read.
  const twice = reasons.filter((reason, index) => reasons.indexOf(reason) < index);
  expect([...new Set(unread), ...reasons.filter((reason) => !all.includes(reason)), ...twice]).toEqual([]);
});

test('no Korean particle depends on how a name ends', () => {
  // These end in a noun of ours, whatever they name: “a.txt” 파일, s3.example.com 서버.
  const phrases = 'server|host|otherHost|proxy|file|theFile|bucket|verb|action|bucketIn|otherAddressing|fingerprint';
  const particle = new RegExp(
    `\\{\\{(?!(?:${phrases})\\}\\})\\w+\\}\\}[”’]?(은|는|이|가|을|를|과|와|로|으로|예요|이에요|이나|나|이라|라)(?=[\\s.,!?(]|$)`,
  );
  expect(entries(catalogues.ko).filter(([, text]) => particle.test(text))).toEqual([]);
});

test('Korean speaks to people: 해요체, never 합니다 or plain style', () => {
  const stiff = entries(catalogues.ko).filter(([, text]) =>
    /(니다|십시오|세요요|이다|한다|된다|는다|하라)(?=[.!?…]|$)/m.test(text),
  );
  expect(stiff).toEqual([]);
});
