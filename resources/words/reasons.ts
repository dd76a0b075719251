// Translates the reason of a failure, which carries it in English for logs and tests.
import { en } from './en';
import { words } from './messages';

const english = en.failures.reasons;
type Key = keyof typeof english;

/** Every reason; one that the catalogue does not have does not compile. Values of placeholders travel beside it. */
export type Reason = (typeof english)[Key];
export type ReasonValues = Readonly<Record<string, string | number>>;

const keys: ReadonlyMap<string, Key> = new Map(
  Object.entries(english).map(([key, text]) => [text as string, key as Key]),
);

/** The reason in the language of this moment; empty for one that this catalogue does not know. */
export function reasonWords(reason: string, values: ReasonValues = {}): string {
  const key = keys.get(reason);
  if (key === undefined) return '';
  const text = words.failures.reasons[key] as string | ((values: ReasonValues) => string);
  return typeof text === 'string' ? text : text(values);
}
