// Words that went stay away: docs/glossary.md lists what replaced them. The commands keep their verbs.
import { expect, test } from 'vitest';
import { catalogues } from '../../resources/words/catalogues';

type Texts = { readonly [key: string]: string | Texts };

const textsOf = (texts: Texts): readonly string[] =>
  Object.values(texts).flatMap((text) => (typeof text === 'string' ? [text] : textsOf(text)));

const { terminal: _commands, ...seen } = catalogues.en;

test.each([
  /\bextend(ed|s)?\b/i,
  /\blater end…/i,
  /\bkeep alive\b/i,
  /\bpoints? elsewhere\b/i,
  /\bclose (this |the )?short link/i,
  /\bcopied upload links?\b/i,
  /\bwithout this page\b/i,
])('nothing that is seen says %s', (gone) => {
  expect(textsOf(seen).filter((text) => gone.test(text))).toEqual([]);
});
