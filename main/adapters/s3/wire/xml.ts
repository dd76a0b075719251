// The one XML reader of all answers. It scans a document once, from front to back, without back-tracking, so
// that a hostile document costs as much time as an ordinary one of its size. Pure.

/** Text between two tags; plain text needs no decoding. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly plain: boolean;
}

export class XmlElement {
  /** The closed child elements, in document order. */
  readonly children: XmlElement[] = [];
  /** The end of the element in the document, its end tag included. */
  to: number;
  readonly pieces: Piece[] = [];

  constructor(
    private readonly document: string,
    readonly name: string,
    readonly from: number,
  ) {
    this.to = from;
  }

  /** The decoded text outside of its children; decoded on reading, because most text is never read. */
  get text(): string {
    return this.pieces
      .map(({ from, to, plain }) => (plain ? this.document.slice(from, to) : decoded(this.document.slice(from, to))))
      .join('');
  }
}

export interface XmlDocument {
  /** The root as far as it could be read; `undefined` without a first tag. */
  readonly root: XmlElement | undefined;
  /** True when the root has its end tag. */
  readonly whole: boolean;
  /** True for a document type, or more levels, marks or consecutive text than any answer of S3 has: no other parser should read it. */
  readonly trap: boolean;
  /** The number of characters read. */
  readonly read: number;
}

/** S3's own answers have seven levels at most (a rule's filter with tags). */
const mostLevels = 32;
/** Elements, attributes, comments, instructions, CDATA and `&`; a thousand lifecycle rules, or versions, have fifteen thousand at most. */
const mostMarks = 25_000;
/** A key has 1,024 bytes, percent-encoded three times as many. */
const longestText = 16_384;

const namesOfEntities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The five named and the numeric references; an invalid one stays as written. */
const decoded = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi, (whole, name, decimal, hex) => {
        if (typeof name === 'string') return namesOfEntities[name.toLowerCase()] ?? whole;
        const point = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
        return point <= 0x10_ff_ff ? String.fromCodePoint(point) : whole;
      })
    : text;

/** Escapes text for element content. */
export const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? character);

/** An element that holds only text; nothing for an undefined one. */
export const elementXml = (name: string, text: string | undefined): string =>
  text === undefined ? '' : `<${name}>${escaped(text)}</${name}>`;

const name = /[^\s<>/=!?"']+/y;
const space = /\s*/y;

/** The end of a match that begins at `at`; `at` itself without a match. */
function past(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

interface Attributes {
  /** The index of `>` or `/>`. */
  readonly end: number;
  readonly count: number;
}

/** The index behind the attributes that begin at `at`; `undefined` for a syntax error. */
function pastAttributes(xml: string, at: number): Attributes | undefined {
  for (let here = at, count = 0; ; count += 1) {
    const next = past(space, xml, here);
    if (xml[next] === '>' || xml.startsWith('/>', next)) return { end: next, count };
    const named = past(name, xml, next);
    if (next === here || named === next) return undefined;
    const sign = past(space, xml, named);
    if (xml[sign] !== '=') return undefined;
    const opens = past(space, xml, sign + 1);
    const quote = xml[opens];
    const closes = quote === '"' || quote === "'" ? xml.indexOf(quote, opens + 1) : -1;
    if (closes === -1 || closes - opens > longestText) return undefined;
    here = closes + 1;
  }
}

/** The delimiters of comments, instructions and CDATA. https://www.w3.org/TR/xml/ sections 2.5 to 2.7 */
const delimiters = [
  ['<!--', '-->'],
  ['<?', '?>'],
  ['<![CDATA[', ']]>'],
] as const;

const ampersandsIn = (xml: string): number => {
  let count = 0;
  for (let at = xml.indexOf('&'); at !== -1; at = xml.indexOf('&', at + 1)) count += 1;
  return count;
};

/**
 * Reads a document up to the end of its root or the first syntax error. Never raises; takes a time that grows with the
 * length alone.
 */
export function readXml(xml: string): XmlDocument {
  let root: XmlElement | undefined;
  const open: XmlElement[] = [];
  let marks = ampersandsIn(xml);
  // Only a byte order mark may stand before the first tag.
  let at = xml.startsWith('\uFEFF') ? 1 : 0;
  const ends = (how: 'whole' | 'broken' | 'trap'): XmlDocument => {
    for (const left of open) left.to = at;
    return { root, whole: how === 'whole', trap: how === 'trap', read: at };
  };
  while (at < xml.length) {
    if (marks > mostMarks) return ends('trap');
    const tag = xml.indexOf('<', at);
    const textEnd = tag === -1 ? xml.length : tag;
    const holder = open.at(-1);
    if (holder === undefined) {
      if (past(space, xml, at) < textEnd) return ends('broken');
    } else if (textEnd - at > longestText) return ends('trap');
    else if (textEnd > at) holder.pieces.push({ from: at, to: textEnd, plain: false });
    at = textEnd;
    if (tag === -1) break;

    const mark = xml[tag + 1];
    const found = mark === '!' || mark === '?' ? delimiters.find(([begin]) => xml.startsWith(begin, tag)) : undefined;
    if (found !== undefined) {
      const [begin, end] = found;
      const over = xml.indexOf(end, tag + begin.length);
      marks += 1;
      if (over === -1) return ends('broken');
      if (over - tag > longestText) return ends('trap');
      if (begin === '<![CDATA[') holder?.pieces.push({ from: tag + begin.length, to: over, plain: true });
      at = over + end.length;
      continue;
    }
    if (mark === '!') return ends(/^<!d/i.test(xml.slice(tag, tag + 3)) ? 'trap' : 'broken');

    if (mark === '/') {
      const nameEnd = past(name, xml, tag + 2);
      const over = past(space, xml, nameEnd);
      const closed = open.pop();
      if (closed === undefined) return ends('broken');
      if (xml[over] !== '>' || xml.slice(tag + 2, nameEnd) !== closed.name) {
        open.push(closed);
        return ends('broken');
      }
      at = over + 1;
      closed.to = at;
      open.at(-1)?.children.push(closed);
      if (open.length === 0) return ends('whole');
      continue;
    }

    const nameEnd = past(name, xml, tag + 1);
    const attributes = nameEnd === tag + 1 ? undefined : pastAttributes(xml, nameEnd);
    if (attributes === undefined) return ends('broken');
    const { end: tagEnd, count } = attributes;
    marks += 1 + count;
    const element = new XmlElement(xml, xml.slice(tag + 1, nameEnd), tag);
    root ??= element;
    at = tagEnd + (xml[tagEnd] === '/' ? 2 : 1);
    if (xml[tagEnd] === '>') {
      open.push(element);
      if (open.length > mostLevels) return ends('trap');
      continue;
    }
    element.to = at;
    holder?.children.push(element);
    if (holder === undefined) return ends('whole');
  }
  return ends('broken');
}

/** The text of a child, without the white space around it. */
export const textOf = (element: XmlElement | undefined, child: string): string | undefined =>
  element?.children.find((one) => one.name === child)?.text.trim();

/** The children with that name. */
export const childrenOf = (element: XmlElement | undefined, child: string): readonly XmlElement[] =>
  element?.children.filter((one) => one.name === child) ?? [];

/** The first element with that name in document order, at any depth. */
export function firstOf(element: XmlElement | undefined, wanted: string): XmlElement | undefined {
  if (element === undefined || element.name === wanted) return element;
  for (const child of element.children) {
    const found = firstOf(child, wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}
