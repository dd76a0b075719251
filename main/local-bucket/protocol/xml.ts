// Writes and reads the subset of XML that S3 uses; the writer escapes all text, the reader refuses document types.

import { S3Error } from './errors';

export type XmlContent = string | number | boolean | undefined | readonly XmlNode[];
export interface XmlNode {
  readonly name: string;
  readonly content: XmlContent;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** One element; `undefined` content leaves the element out of the document. */
export function element(name: string, content: XmlContent, attributes?: Readonly<Record<string, string>>): XmlNode {
  return attributes === undefined ? { name, content } : { name, content, attributes };
}

/** Escapes text so that a parser returns it unchanged: line ends and other controls become character references. */
function escapeXml(text: string): string {
  // oxlint-disable-next-line no-control-regex -- keys may hold any control character and S3 answers with references to them
  return text.replace(/[&<>"'\u0000-\u001f\u007f\ufffe\uffff]/g, (character) => {
    switch (character) {
      case '&':
        return '&amp;';
      case '<':
        return '&lt;';
      case '>':
        return '&gt;';
      case '"':
        return '&quot;';
      default:
        return `&#x${character.codePointAt(0)?.toString(16) ?? '0'};`;
    }
  });
}

function write(node: XmlNode): string {
  const { name, content } = node;
  if (content === undefined) return '';
  const attributes = Object.entries(node.attributes ?? {})
    .map(([key, value]) => ` ${key}="${escapeXml(value)}"`)
    .join('');
  const inner = typeof content === 'object' ? content.map(write).join('') : escapeXml(String(content));
  return `<${name}${attributes}>${inner}</${name}>`;
}

/** A whole document around `root`, with S3's namespace unless `namespace` is null (error documents have none). */
export function xmlDocument(
  root: XmlNode,
  namespace: string | null = 'http://s3.amazonaws.com/doc/2006-03-01/',
): string {
  const attributes = namespace === null ? root.attributes : { xmlns: namespace, ...root.attributes };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${write(element(root.name, root.content, attributes))}`;
}

export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

interface OpenElement {
  readonly name: string;
  text: string;
  readonly children: XmlElement[];
}

const maximumDepth = 12;
const namedEntities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const token =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<\/([^\s<>/]+)\s*>|<([^\s<>/!?]+)((?:\s+[^\s=<>]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;

/** The refusal of a document that is not well-formed or not of S3's schema. */
export function malformedXml(): S3Error {
  return new S3Error('MalformedXML');
}

function decodeText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/&([^;&]{0,12});|&/g, (_whole: string, name: string | undefined) => {
    if (name === undefined) throw malformedXml();
    const named = Object.hasOwn(namedEntities, name) ? namedEntities[name] : undefined;
    if (named !== undefined) return named;
    const digits = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
    if (digits === null) throw malformedXml();
    const code = digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16);
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) throw malformedXml();
    return String.fromCodePoint(code);
  });
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Reads a document; throws `MalformedXML` when it is not well-formed or has a DOCTYPE, so it expands no entity. */
export function parseXml(source: string): XmlElement {
  const text = source.startsWith('\ufeff') ? source.slice(1) : source;
  const root: OpenElement = { name: '', text: '', children: [] };
  const open: OpenElement[] = [root];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    const current = open.at(-1);
    if (match === null || current === undefined) throw malformedXml();
    const [, cdata, closing, opening, , selfClosing, plain] = match;
    if (plain !== undefined) current.text += decodeText(plain);
    else if (cdata !== undefined) current.text += cdata;
    else if (opening !== undefined) {
      const child: OpenElement = { name: localName(opening), text: '', children: [] };
      current.children.push(child);
      if (selfClosing === '') open.push(child);
      if (open.length > maximumDepth) throw malformedXml();
    } else if (closing !== undefined) {
      if (open.length < 2 || current.name !== localName(closing)) throw malformedXml();
      open.pop();
    }
  }
  const [only, ...others] = root.children;
  if (open.length !== 1 || only === undefined || others.length > 0 || root.text.trim() !== '') throw malformedXml();
  return only;
}

/** All children with that name. */
export function childrenOf(parent: XmlElement, name: string): readonly XmlElement[] {
  return parent.children.filter((child) => child.name === name);
}

/** The only child with that name, or undefined; two are `MalformedXML`. */
export function childOf(parent: XmlElement, name: string): XmlElement | undefined {
  const [first, second] = childrenOf(parent, name);
  if (second !== undefined) throw malformedXml();
  return first;
}

/** The text of the only child with that name, or undefined. */
export function textOf(parent: XmlElement, name: string): string | undefined {
  return childOf(parent, name)?.text;
}
