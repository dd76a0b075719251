// A page names its short link in its policy: what is not exactly one address at another origin would widen it or break it.
import { expect, test } from 'vitest';
import { buildEncryptedPage } from '../../../main/core/pages/rules/encrypted-page';
import { askedDoor } from '../../../main/core/pages/rules/page-door';
import { buildSharePage } from '../../../main/core/pages/rules/share-page';
import { encryptedPageTemplate, sharePageTemplate } from '../../page-templates';

const page = 'https://files.s3.example.com/f/a/index.html?X-Amz-Signature=1';
const door = 'https://go.example.com/k7QmX2';

test.each([
  ['another host', door, page, door],
  ['another bucket in the host', 'https://go.s3.example.com/d/k7', page, 'https://go.s3.example.com/d/k7'],
  ['another port', 'https://files.s3.example.com:444/k7', page, 'https://files.s3.example.com:444/k7'],
  ['a host in Korean', 'https://링크.example.com/k7', page, 'https://xn--9y2bo82b.example.com/k7'],
  ['the same origin', 'https://files.s3.example.com/go/k7', page, undefined],
  ['a page without a link', door, undefined, undefined],
  ['an address that would end the directive', 'https://go.example.com/d;script-src/k7', page, undefined],
  ['an address that would end the policy', 'https://go.example.com/d,x/k7', page, undefined],
  ['an address that would name every path', 'https://go.example.com/*', page, undefined],
])('%s', (_, address, pageUrl, asked) => {
  expect(askedDoor(address, pageUrl)).toBe(asked);
});

const times = { createdAtMs: 1_000, expiresAtMs: 90_000 };
const makes = {
  'share page': async (own?: string) =>
    buildSharePage(await sharePageTemplate(), { ...times, title: 't', files: [], door: own }, 'signatures'),
  'page of an encrypted share': async (own?: string) =>
    buildEncryptedPage(await encryptedPageTemplate(), {
      ...times,
      files: [],
      manifest: new Uint8Array(),
      needsPassword: false,
      door: own,
    }),
};
test.each(Object.entries(makes))('the %s may ask that address, and tells it to its script', async (_name, make) => {
  const asks = (html: string) => /connect-src ([^;]+);/.exec(html)?.[1];
  expect(asks(await make())).toBe("'self'");
  expect(asks(await make(door))).toBe(`'self' ${door}`);
  expect(await make(door)).toContain(`"door":"${door}"`);
  expect(await make()).not.toContain('"door"');
});
