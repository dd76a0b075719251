// The type of one language's catalogue, and of the words that code reads from it; both follow from English.

/** CLDR's names; `Intl.PluralRules` says which of them a language needs. */
type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';

/** The names between `{{` and `}}`. */
type Names<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Names<Rest> : never;

/** `count` chooses the plural form; every number is written the way the language writes numbers. */
type Values<Name extends string> = { readonly [N in Name]: N extends 'count' ? number : string | number };

/** `files_one` and `files_other` are one text: `files`. */
type KeyOf<Key> = Key extends `${infer Base}_${PluralForm}` ? Base : Key;

type Reading<Text, Key> = Key extends `${string}_${PluralForm}`
  ? (values: Values<Names<Text> | 'count'>) => string
  : [Names<Text>] extends [never]
    ? string
    : (values: Values<Names<Text>>) => string;

/** The catalogue as code reads it: a text, or a function of what its placeholders name. */
export type Words<Texts> = {
  readonly [Key in keyof Texts as KeyOf<Key>]: Texts[Key] extends string ? Reading<Texts[Key], Key> : Words<Texts[Key]>;
};

/** The catalogue as a translator writes it: every key of English, in the plural forms of the language. */
export type Translation<Texts> = {
  readonly [Key in keyof Texts as Key extends `${string}_${PluralForm}` ? never : Key]: Texts[Key] extends string
    ? string
    : Translation<Texts[Key]>;
} & { readonly [Key in keyof Texts as Key extends `${string}_other` ? Key : never]: string } & {
  readonly [
    Key in keyof Texts as Key extends `${infer Base}_other` ? `${Base}_${Exclude<PluralForm, 'other'>}` : never
  ]?: string;
};
