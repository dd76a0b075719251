// A catalogue as code reads it, whoever says the texts: the library, or the share page, which carries none.

export type Values = Readonly<Record<string, string | number>>;
export type Say = (key: string, values?: Values) => string;

/** The texts below `prefix`: plain ones as properties, those with placeholders or plural forms as functions. */
export function wordsOf(texts: object, prefix: string, say: Say): object {
  const words = {};
  for (const [key, text] of Object.entries(texts) as [string, string | object][]) {
    const plural = /^(.+)_(zero|one|two|few|many|other)$/.exec(key)?.[1];
    const path = prefix + (plural ?? key);
    const how: PropertyDescriptor =
      typeof text === 'object'
        ? { value: wordsOf(text, `${path}.`, say) }
        : plural === undefined && !text.includes('{{')
          ? { get: () => say(path) }
          : { value: (values: Values) => say(path, values), configurable: true };
    Object.defineProperty(words, plural ?? key, { ...how, enumerable: true });
  }
  return words;
}
