// The JSON of `aws`, `mc` and MinIO's console holds its keys at different depths, and `mc` prints several documents in a row.

interface JsonRecord {
  readonly name?: string;
  /** By lower-case name. */
  readonly found: ReadonlyMap<string, string>;
}

const deepest = 8;
const mostObjects = 2_000;

/** Every object of the text with its own strings and numbers; none when the text is no JSON. Never raises. */
export function jsonRecords(text: string): readonly JsonRecord[] {
  const documents = parseAll(text) ?? [];
  const records: JsonRecord[] = [];
  const walk = (value: unknown, name: string | undefined, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > deepest || records.length > mostObjects) return;
    const entries = Object.entries(value);
    const found = new Map(
      entries.flatMap(([key, one]): [string, string][] =>
        typeof one === 'string' || typeof one === 'number' ? [[key.toLowerCase(), String(one)]] : [],
      ),
    );
    const own = found.get('alias') ?? name;
    records.push({ found, ...(own !== undefined && { name: own }) });
    const inAliases = name === 'aliases' || name === 'hosts';
    for (const [key, one] of entries)
      walk(one, inAliases || key === 'aliases' || key === 'hosts' ? key : undefined, depth + 1);
  };
  for (const document of documents) walk(document, undefined, 0);
  return records;
}

function parseAll(text: string): readonly unknown[] | undefined {
  const from = text.search(/[{[]/);
  const to = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  if (from < 0 || to < from) return undefined;
  const body = text.slice(from, to + 1);
  return parse(body) ?? parse(`[${body.replaceAll(/\}\s*\{/g, '},{')}]`);
}

function parse(text: string): readonly unknown[] | undefined {
  try {
    return [JSON.parse(text)];
  } catch {
    return undefined;
  }
}
