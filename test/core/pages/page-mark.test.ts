// A page carries what writes its mark as a browser sends it, at the origin of the page.
import { expect, test } from 'vitest';
import { pageMark } from '../../../main/core/pages/rules/page-mark';

const endsMs = 60_000;
const form = { url: 'https://files.example.com/bucket', fields: { key: 'p/m', policy: 'x' } };
const put = {
  url: 'https://files.example.com/bucket/p/m?X-Amz-Signature=1',
  headers: { 'content-length': '1', 'content-type': 'x/y' },
};

test.each([
  ['a form', { ...form, expiresAtMs: endsMs }, { url: '/bucket', fields: form.fields }],
  [
    'a form that ends before the page',
    { ...form, expiresAtMs: endsMs - 1 },
    { url: '/bucket', fields: form.fields, ends: endsMs - 1 },
  ],
  [
    'a PUT, without its length',
    { ...put, expiresAtMs: endsMs + 1 },
    { url: '/bucket/p/m?X-Amz-Signature=1', headers: { 'content-type': 'x/y' } },
  ],
  [
    'a PUT that ends before the page',
    { ...put, expiresAtMs: 1 },
    { url: '/bucket/p/m?X-Amz-Signature=1', headers: { 'content-type': 'x/y' }, ends: 1 },
  ],
])('%s', (_what, write, mark) => {
  expect(pageMark(write, endsMs)).toStrictEqual(mark);
});
