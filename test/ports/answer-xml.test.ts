// What stands in an answer is read as XML says, and others' lifecycle rules come back letter by letter.
import { expect, test } from 'vitest';
import { readErrorBody } from '../../main/adapters/s3/wire/response-errors';
import { splitRules } from '../../main/adapters/s3/lifecycle-xml';
import { childrenOf, firstOf, readXml, textOf } from '../../main/adapters/s3/wire/xml';

const configuration = (content: string) =>
  `<?xml version="1.0"?>\n<LifecycleConfiguration xmlns="urn:a">${content}</LifecycleConfiguration>\n`;

test.each<readonly [string, readonly string[]]>([
  ['', []],
  ['<Rule><ID>a</ID></Rule>\n <Rule ><ID>b</ID></Rule >', ['<Rule><ID>a</ID></Rule>', '<Rule ><ID>b</ID></Rule >']],
  ['<!-- <Rule>no</Rule> --><Rule><ID>a</ID></Rule>', ['<Rule><ID>a</ID></Rule>']],
  ['<Rule><!-- </Rule> --><ID>a</ID></Rule>', ['<Rule><!-- </Rule> --><ID>a</ID></Rule>']],
  ['<Rule><ID><![CDATA[</Rule>]]></ID></Rule>', ['<Rule><ID><![CDATA[</Rule>]]></ID></Rule>']],
  ['<Rule a="</Rule>"><New>&#x41;</New></Rule>', ['<Rule a="</Rule>"><New>&#x41;</New></Rule>']],
  ['<ExpiryUpdatedAt>2026</ExpiryUpdatedAt><Rule/>', ['<Rule/>']],
])('rules are split where they end and kept as they are: %s', (content, rules) => {
  expect(splitRules(configuration(content))).toEqual(rules);
});

test.each([
  ['', 'nothing'],
  ['<ListBucketResult/>', 'something else'],
  [configuration('<Rule><ID>a</ID>').slice(0, -30), 'half of one'],
  [configuration('<Rule><ID>a</Rule></ID>'), 'one that closes in another order'],
  [configuration('<a:Rule xmlns:a="urn:a"/>'), 'one with rules of another namespace'],
])('%s is no configuration: %s', (xml) => {
  expect(splitRules(xml)).toBeUndefined();
});

test('a document is read as far as it is one', () => {
  const { root, whole, trap } = readXml(
    '\uFEFF<?xml version="1.0"?><R a="1 > 0"><K>a&amp;&#38;<![CDATA[&lt;]]></K><K/><L><K>in',
  );
  expect([root?.name, whole, trap]).toEqual(['R', false, false]);
  expect(childrenOf(root, 'K').map(({ text }) => text)).toEqual(['a&&&lt;', '']);
  expect([textOf(root, 'K'), textOf(root, 'L'), firstOf(root, 'L')]).toEqual(['a&&&lt;', undefined, undefined]);
});

test.each([
  ['<E><Code>A</Code></E>', 'A'],
  ['<ErrorResponse><Error><Code> A </Code></Error></ErrorResponse>', 'A'],
  ['<Error><!-- <Code>B</Code> --><Code>A</Code><Code>C</Code>', 'A'],
  ['<Error><Code>a b</Code></Error>', undefined],
  ['{"Code":"A"}', undefined],
])('the code of %s is %s', (body, code) => {
  expect(readErrorBody(body).code).toBe(code);
});

test('a thousand of what servers list is no trap', () => {
  const version = `<Version>${'<Fact>&quot;1&quot;</Fact>'.repeat(12)}<Owner><ID>1</ID></Owner></Version>`;
  expect(readXml(`<ListVersionsResult>${version.repeat(500)}</ListVersionsResult>`)).toMatchObject({ whole: true });
  const rule =
    '<Rule><ID>a</ID><Filter><And><Prefix>p</Prefix><Tag><Key>k</Key></Tag></And></Filter><Status>Enabled</Status></Rule>';
  expect(splitRules(configuration(rule.repeat(1_000)))).toHaveLength(1_000);
});
