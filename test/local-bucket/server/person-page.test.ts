// A person whose link opens nothing reads words; a client of S3 reads the same XML as ever.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Fixture, bucketName, serve } from '../fixture';

let s3: Fixture;
beforeAll(async () => {
  s3 = await serve();
});
afterAll(async () => s3.stop());

const browser = {
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0',
};
const target = `/${bucketName}/p/a-secret-name/index.html`;
const dayMs = 86_400_000;

const links: readonly (readonly [
  what: string,
  status: number,
  title: string,
  ask: (headers: object) => Promise<Answer>,
])[] = [
  [
    'of a share that was taken back',
    404,
    'Nothing is here any more',
    (headers) => s3.presigned({ target, headers: { ...headers } }),
  ],
  [
    'whose time is over',
    403,
    'This link has ended',
    (headers) => s3.presigned({ target, headers: { ...headers }, dateMs: Date.now() - 8 * dayMs }),
  ],
  [
    'without its signature',
    403,
    'This link does not open',
    (headers) => s3.raw({ target, headers: { host: s3.host, ...headers } }),
  ],
  [
    'that was cut off',
    400,
    'This link does not open',
    (headers) =>
      s3.raw({ target: `${target}?X-Amz-Algorithm=AWS4-HMAC-SHA256`, headers: { host: s3.host, ...headers } }),
  ],
];

describe.each(links)('a link %s', (_what, status, title, ask) => {
  test('is a page in words, with the status of the XML, and holds nothing of what was asked for', async () => {
    const { headers, text, ...answer } = await ask(browser);
    expect(answer.status).toBe(status);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(text).toContain(`<h1>${title}</h1>`);
    expect(text).not.toMatch(/secret|mayfly|X-Amz|<script|src=|href=/);
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[^ ]+'; .*frame-ancestors 'none'$/,
    );
    expect((await ask({ ...browser, 'accept-language': 'ko-KR,ko;q=0.9,en;q=0.8' })).text).toContain(
      '<html lang="ko">',
    );
  });

  test.each([
    ['a program', { accept: '*/*', 'user-agent': 'curl/8.5.0' }],
    ['a program that takes HTML too', { accept: 'text/html, image/gif, */*; q=.2', 'user-agent': 'Java/21' }],
    ['a script of a page', { ...browser, accept: '*/*' }],
    ['a script that asks for HTML', { ...browser, 'sec-fetch-mode': 'cors' }],
  ])('is S3’s XML to %s', async (_who, headers) => {
    const { text, ...answer } = await ask(headers);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/xml');
    expect(text).toContain('<Error><Code>');
  });
});
