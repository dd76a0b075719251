// A catalogue as code reads it; i18next translates in the app, a few lines of its own on the share page, which carries no library.

export type Values = Readonly<Record<string, string | number>>;
export type Translate = (key: string, values?: Values) => string;

/**
 * The texts below `prefix`: plain ones as properties, those with placeholders or plural forms as functions. A subtree is built when it is first
 * read: a command reads a few of them, and the whole catalogue takes as long to build as Node takes to load a library.
 */
export function wordsOf(texts: object, prefix: string, translate: Translate): object {
  const words = {};
  for (const [key, text] of Object.entries(texts) as [string, string | object][]) {
    const plural = /^(.+)_(zero|one|two|few|many|other)$/.exec(key)?.[1];
    const path = prefix + (plural ?? key);
    const property: PropertyDescriptor =
      typeof text === 'object'
        ? { get: once(() => wordsOf(text, `${path}.`, translate)) }
        : plural === undefined && !text.includes('{{')
          ? { get: () => translate(path) }
          : { value: (values: Values) => translate(path, values), configurable: true };
    Object.defineProperty(words, plural ?? key, { ...property, enumerable: true });
  }
  return words;
}

function once(build: () => object): () => object {
  let built: object | undefined;
  return () => (built ??= build());
}
