// A text has links of Mayfly only where each of its presigned URLs and short links leads to a share that this computer knows.
import { expect, test } from 'vitest';
import { ownLinks } from '../../../main/core/links/rules/own-links';
import type { Share } from '../../../main/core/model/share';
import { sampleShare } from '../../fakes/samples';

const uploaded: Share = { ...sampleShare, id: 'uploaded', bucket: 'files', key: 'AAA/a b.txt' };
const linked: Share = { ...sampleShare, id: 'linked', origin: 'linked', bucket: 'files', key: 'docs/b.txt' };
const behind: Share = { ...sampleShare, id: 'behind' };
const door = 'https://go.example/k7';
const known = {
  shares: () => [linked, uploaded],
  shareBehind: (address: string) => (address === door ? behind : undefined),
};

const signature = `X-Amz-Signature=${'0a'.repeat(32)}`;
const signed = (place: string) => `https://${place}?X-Amz-Expires=60&${signature}`;
const own = signed('files.s3.example/AAA/a%20b.txt');

test.each<[what: string, text: string, ids: string]>([
  ['an uploaded file in its bucket’s host', own, 'uploaded'],
  ['in its bucket’s path, of any server', signed('127.0.0.1:9000/files/AAA/a%20b.txt'), 'uploaded'],
  ['at a domain of one’s own', signed('cdn.example/AAA/a%20b.txt'), 'uploaded'],
  ['below a path of its server', signed('cdn.example/x/AAA/a%20b.txt'), 'uploaded'],
  ['at a server without TLS', own.replace('https', 'http'), 'uploaded'],
  ['whose signature comes first', `https://files.s3.example/AAA/a%20b.txt?${signature}`, 'uploaded'],
  ['a linked file in its bucket’s host', signed('files.s3.example/docs/b.txt'), 'linked'],
  ['in its bucket’s path', signed('s3.example/files/docs/b.txt'), 'linked'],
  ['below a path of its server, in its bucket’s path', signed('s3.example/x/files/docs/b.txt'), 'linked'],
  ['in another bucket’s host', signed('others.s3.example/docs/b.txt'), ''],
  ['in the host of a longer name', signed('files-old.s3.example/docs/b.txt'), ''],
  ['deeper in its bucket’s host', signed('files.s3.example/x/docs/b.txt'), ''],
  ['an uploaded file whose name only ends alike', signed('files.s3.example/xAAA/a%20b.txt'), ''],
  ['another file', signed('files.s3.example/BBB/a.txt'), ''],
  ['a path that is no text', signed('files.s3.example/%ff'), ''],
  ['no host', `https://[?${signature}`, ''],
  ['a signature that is cut off', own.slice(0, -1), ''],
  ['a signature that is none', own.replace('0a', 'xx'), ''],
  ['a signature that is a part of a name', `https://files.s3.example/AAA/a%20b.txt-${signature}`, ''],
  ['a short link', door, 'behind'],
  ['a short link with the key of its share', `${door}#key#more`, 'behind'],
  ['another address', 'https://go.example/k8', ''],
  [
    'several, with words between them',
    `a: <${own}>\n(${door}) [b](${own}) "${own}" '${door}'`,
    'uploaded behind uploaded uploaded behind',
  ],
  ['one beside an address of no storage', `${own} https://example.com`, 'uploaded'],
  ['one of them, a signed one, not known', `${own} ${signed('files.s3.example/BBB/a.txt')}`, ''],
  ['no URL', 'files.s3.example/AAA/a b.txt', ''],
])('%s', (_what, text, ids) => {
  expect(
    ownLinks(text, known)
      .map(({ share }) => share.id)
      .join(' '),
  ).toBe(ids);
});

test('the URL is given as it stands in the text', () => {
  expect(ownLinks(`${door}#key`, known)).toEqual([{ url: `${door}#key`, share: behind }]);
});

test('a text without links asks for no shares', () => {
  const shares = () => {
    throw new Error('asked');
  };
  expect(ownLinks('words', { ...known, shares })).toEqual([]);
  expect(ownLinks('https://example.com', { ...known, shares })).toEqual([]);
});
