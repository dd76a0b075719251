// The XML reader takes documents and nothing cleverer; the writer's output survives any parser.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { childOf, element, parseXml, textOf, xmlDocument } from '../../../main/local-bucket/protocol/xml';
import { processorMs } from '../../processor-time';
import { anyCharacter } from '../../any-character';

test('reads elements, entities, CDATA, comments, attributes and prefixes', () => {
  const root = parseXml(
    '\ufeff<?xml version="1.0"?>\r\n<!-- c --><s3:Delete xmlns:s3="x" a=\'1\'><Key>a&amp;&#x62;&#99;<![CDATA[<d>&]]></Key><Empty/><Sp> x </Sp></s3:Delete>\n',
  );
  expect(root.name).toBe('Delete');
  expect(textOf(root, 'Key')).toBe('a&bc<d>&');
  expect(textOf(root, 'Empty')).toBe('');
  expect(textOf(root, 'Sp')).toBe(' x ');
  expect(childOf(root, 'Missing')).toBeUndefined();
});

test.each([
  ['nothing', ''],
  ['text alone', 'hello'],
  ['an open element', '<a>'],
  ['a closing alone', '</a>'],
  ['crossing elements', '<a><b></a></b>'],
  ['two roots', '<a/><b/>'],
  ['text beside the root', '<a/>x'],
  ['a document type', '<!DOCTYPE a><a/>'],
  ['an internal entity', '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'],
  ['an external entity', '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'],
  ['an unknown entity', '<a>&nbsp;</a>'],
  ['an entity named like a property', '<a>&constructor;</a>'],
  ['a bare ampersand', '<a>a & b</a>'],
  ['a reference beyond Unicode', '<a>&#x110000;</a>'],
  ['a reference to a surrogate', '<a>&#xd800;</a>'],
  ['an unquoted attribute', '<a b=c/>'],
  ['an open comment', '<a><!-- </a>'],
  ['an open CDATA', '<a><![CDATA[ </a>'],
  ['deep nesting', '<a>'.repeat(50) + '</a>'.repeat(50)],
])('refuses %s', (_name, text) => {
  expect(() => parseXml(text)).toThrow(/well-formed/);
});

test('two elements where one may stand are refused', () => {
  expect(() => textOf(parseXml('<a><k>1</k><k>2</k></a>'), 'k')).toThrow(/well-formed/);
});

test('hostile sizes take linear time', () => {
  const hostile = ['<a '.repeat(100_000), '<!--'.repeat(100_000), '&'.repeat(300_000), '<a b="'.repeat(60_000)];
  const refused = (text: string) => expect(() => parseXml(text)).toThrow(/well-formed/);
  expect(processorMs(() => hostile.forEach(refused))).toBeLessThan(1_500);
});

test('what is written is what is read, for any text', () => {
  const text = fc.string({ unit: anyCharacter, maxLength: 60 });
  fc.assert(
    fc.property(text, (value) => {
      const document = xmlDocument(element('Root', [element('Key', value)]));
      expect(textOf(parseXml(document), 'Key')).toBe(value);
    }),
  );
});
