// A failure carries its reason in English, as logs and tests read it; people read it in their language.
import { en } from './en';
import { words } from './messages';

const english = en.failures.reasons;
type Key = keyof typeof english;

/** The reasons there are; one that the catalogue does not have does not compile. Values of placeholders travel beside it. */
export type Reason = (typeof english)[Key];
export type ReasonValues = Readonly<Record<string, string | number>>;

const keys: ReadonlyMap<string, Key> = new Map(
  Object.entries(english).map(([key, text]) => [text as string, key as Key]),
);

/** The reason in the language of this moment; empty for one that no version of this catalogue knows. */
export function reasonWords(reason: string, values: ReasonValues = {}): string {
  const key = keys.get(reason);
  if (key === undefined) return '';
  const said = words.failures.reasons[key] as string | ((values: ReasonValues) => string);
  return typeof said === 'string' ? said : said(values);
}
