// Why this exists: a number with the form of the word that goes with it.

const plural = new Intl.PluralRules('en');

/** Picks the form for a count; English has two. */
export function count(n: number, one: string, other: string): string {
  return `${n.toLocaleString('en')} ${plural.select(n) === 'one' ? one : other}`;
}
