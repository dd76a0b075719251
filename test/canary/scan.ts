// Secrets and signatures, planted once and looked for in bytes of any kind, whatever they were wrapped in on their way there.

export interface Canary {
  /** What a finding is called by: never the value. */
  readonly name: string;
  /** At least 32 characters, of this run alone. */
  readonly value: string;
}

export interface Finding {
  readonly canary: string;
  readonly form: string;
  /** In bytes. */
  readonly at: number;
}

export interface Scanner {
  /** One finding per canary and form. */
  find(bytes: Uint8Array): readonly Finding[];
}

interface Needle {
  readonly canary: string;
  readonly form: string;
  readonly bytes: Buffer;
}

/** Shorter ones are found by accident. */
const shortestBytes = 10;
const shortestValue = 32;

const percentAll = (text: string) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`);
const unicodeEscape = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

/** In base64 the first and the last group depend on what stands beside the text. */
const base64At = (text: string, offset: number) =>
  Buffer.from(`${'\0'.repeat(offset)}${text}`)
    .toString('base64')
    .slice(offset === 0 ? 0 : 4, -4);

function formsOf(text: string): readonly (readonly [string, Buffer | string])[] {
  const escaped = encodeURIComponent(text);
  const json = JSON.stringify(text).slice(1, -1);
  return [
    ['raw', text],
    ['percent', escaped],
    ['percent, lower case', escaped.replaceAll(/%../g, (code) => code.toLowerCase())],
    ['percent, twice', encodeURIComponent(escaped)],
    ['percent, every byte', percentAll(text).join('')],
    ...[0, 1, 2].flatMap((offset) => {
      const encoded = base64At(text, offset);
      return [
        [`base64 at ${offset}`, encoded],
        [`base64url at ${offset}`, encoded.replaceAll('+', '-').replaceAll('/', '_')],
      ] as const;
    }),
    ['UTF-16', Buffer.from(text, 'utf16le')],
    ['UTF-16, big end first', utf16be(text)],
    ['JSON', json],
    ['JSON, slashes escaped', json.replaceAll('/', '\\/')],
    ['JSON, all but letters and digits', text.replaceAll(/[^A-Za-z0-9]/g, unicodeEscape)],
    ['HTML', text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')],
    ['hexadecimal', Buffer.from(text).toString('hex')],
    ['backwards', Buffer.from(text).reverse()],
  ];
}

/** Either half is enough: a border between two pages of a database, or two pieces of a joined string, cuts a value in two. */
function needlesOf({ name, value }: Canary): readonly Needle[] {
  if (value.length < shortestValue) throw new Error(`the canary ${name} is too short to be told from an accident`);
  const middle = value.length >> 1;
  const needles = [value.slice(0, middle), value.slice(middle)].flatMap((half) =>
    formsOf(half).map(([form, bytes]) => ({ canary: name, form, bytes: Buffer.from(bytes) })),
  );
  // Of what several forms write alike, the first names it.
  const seen = new Set<string>();
  return needles.filter(({ bytes }) => {
    const key = bytes.toString('latin1');
    const isNew = bytes.length >= shortestBytes && !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

const slots = 1 << 18;
const slotOf = (a: number, b: number, c: number, d: number) =>
  (Math.imul(a | (b << 8) | (c << 16) | (d << 24), 0x9e3779b1) >>> 14) & (slots - 1);

/** Looks for all of them in one pass, so that hundreds of signatures cost what one costs. */
export function createScanner(canaries: readonly Canary[]): Scanner {
  const needles = canaries.flatMap(needlesOf);
  const taken = new Uint8Array(slots);
  const bySlot = new Map<number, Needle[]>();
  for (const needle of needles) {
    const [a = 0, b = 0, c = 0, d = 0] = needle.bytes;
    const slot = slotOf(a, b, c, d);
    taken[slot] = 1;
    bySlot.set(slot, [...(bySlot.get(slot) ?? []), needle]);
  }
  return {
    find(bytes) {
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const found = new Map<string, Finding>();
      let [a = 0, b = 0, c = 0] = buffer;
      for (let at = 0; at + 3 < buffer.length; at += 1) {
        const d = buffer[at + 3] ?? 0;
        const slot = slotOf(a, b, c, d);
        if (taken[slot] === 1) {
          for (const { canary, form, bytes: needle } of bySlot.get(slot) ?? []) {
            if (at + needle.length > buffer.length) continue;
            if (buffer.compare(needle, 0, needle.length, at, at + needle.length) !== 0) continue;
            const key = `${canary}, ${form}`;
            if (!found.has(key)) found.set(key, { canary, form, at });
          }
        }
        a = b;
        b = c;
        c = d;
      }
      return [...found.values()];
    },
  };
}

/** How findings are told: where and what, without a byte of it. */
export const toldOf = (place: string, findings: readonly Finding[]): readonly string[] =>
  findings.map(({ canary, form, at }) => `${place}: ${canary} (${form}, at ${at})`);
