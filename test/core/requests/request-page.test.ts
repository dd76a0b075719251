// A guest's page carries every link as it was signed, what they have in common once, and is not made of links that are not signed alike.
import { describe, expect, test } from 'vitest';
import { slotKey, type SlotPart } from '../../../main/core/model/keys/object-key';
import {
  buildRequestPage,
  type AskLinks,
  type RequestPage,
  type SlotLinks,
  type SlotWrite,
} from '../../../main/core/requests/rules/request-page';
import { caught } from '../../fakes/failing';
import { memoryRequestPage } from '../../fakes/memory-share-page';

const origin = 'https://s.example';
const folder = 'in/AAAAAAAAAAAAAAAAAAAAAA/';
const pathOf = (slot: number, part: SlotPart) => `/files/${slotKey(folder, slot, part)}`;
/** 32 bytes, and how the page writes them. */
const hex = (byte: number) => Buffer.alloc(32, byte).toString('hex');
const short = (byte: number) => Buffer.alloc(32, byte).toString('base64url');
const urlOf = (path: string, byte: number, query = 'X-Amz-Expires=60') =>
  `${origin}${path}?${query}&X-Amz-Signature=${hex(byte)}`;

const policyOf = (key: string) => `{"conditions":[{"key":"${key}"},{"acl":"private"}]}`;
const form = (
  slot: number,
  part: SlotPart,
  change: Readonly<Record<string, string>> = {},
  at = '/files',
): SlotWrite => {
  const key = slotKey(folder, slot, part);
  const { policy = policyOf(key), ...fields } = change;
  const signed = {
    'content-type': 'x/"y"',
    policy: Buffer.from(policy).toString('base64'),
    'x-amz-signature': hex(slot),
  };
  return { url: `${origin}${at}`, fields: { key, ...signed, ...fields } };
};
const put = (slot: number, part: SlotPart, query?: string, type = 'x/y'): SlotWrite => ({
  url: urlOf(pathOf(slot, part), slot, query),
  headers: { 'content-type': type },
});
const links = (slot: number, write: typeof form | typeof put, change: Partial<SlotLinks> = {}): SlotLinks => ({
  slot,
  folder,
  isTaken: { url: urlOf(pathOf(slot, 'about'), 10 + slot), headers: {} },
  about: write(slot, 'about'),
  data: write(slot, 'data'),
  ...change,
});

const made = (change: Partial<RequestPage> = {}): string =>
  buildRequestPage(memoryRequestPage, {
    title: 'Photos',
    state: 'open',
    way: 'forms',
    limits: { files: 3, bytes: 600_000_000, types: 'pictures' },
    isOnce: false,
    createdAtMs: 1,
    expiresAtMs: Date.UTC(2026, 10, 27, 14, 5),
    leaseEndsAtMs: 3,
    slots: [],
    ...change,
  });
const jsonIn = (html: string, id: string): unknown =>
  JSON.parse(new RegExp(`id="${id}">(.*)</script>`).exec(html)?.[1] ?? '');
const dataOf = (change: Partial<RequestPage>) => jsonIn(made(change), 'data');

const bare = {
  way: 'forms',
  state: 'open',
  limits: { files: 3, bytes: 600_000_000, types: 'pictures' },
  mostInOne: 600_000_000,
  once: false,
};
const taken = { query: 'X-Amz-Expires=60', signatures: [short(11), short(12)] };
const place = { path: `/files/${folder}`, folder };
const ask: AskLinks = {
  folder,
  on: { url: urlOf(`/files/${folder}on`, 5, 'X-Amz-Expires=9'), headers: {} },
  answers: [4, 7].map((slot) => ({ slot, url: urlOf(pathOf(slot, 'answer'), slot) })),
};

describe('the script of a page reads', () => {
  const forms = (part: SlotPart) => ({
    action: '/files',
    fields: { 'content-type': 'x/"y"' },
    policy: policyOf(`${folder}\\SLOT/${part}`),
    signatures: [short(1), short(2)],
  });
  const puts = { query: 'X-Amz-Expires=60', headers: { 'content-type': 'x/y' }, signatures: [short(1), short(2)] };

  test.each<[what: string, change: Partial<RequestPage>, wanted: object]>([
    ['no slots where it has none', {}, bare],
    [
      'the forms of its slots',
      { slots: [links(1, form), links(2, form)] },
      { ...bare, ...place, slots: [1, 2], taken, about: forms('about'), data: forms('data') },
    ],
    [
      'the PUTs of its slots',
      { way: 'put', slots: [links(1, put), links(2, put)] },
      { ...bare, way: 'put', ...place, slots: [1, 2], taken, about: puts, data: puts },
    ],
    [
      'that files are encrypted, and how large one can be',
      { recipient: 'age1' },
      { ...bare, recipient: 'age1', mostInOne: 500_000_000 },
    ],
    ['that it takes one file', { isOnce: true, state: 'full' }, { ...bare, once: true, state: 'full' }],
    ['that it sends at once', { home: {} }, { ...bare, atOnce: true }],
    ['its short link', { home: { address: '/k7' } }, { ...bare, atOnce: true, address: '/k7' }],
    [
      'where a guest asks',
      { ask },
      {
        ...bare,
        ...place,
        ask: {
          on: { query: 'X-Amz-Expires=9', signature: short(5) },
          answers: { query: 'X-Amz-Expires=60', slots: [4, 7], signatures: [short(4), short(7)] },
          directBytes: 67_108_864,
        },
      },
    ],
  ])('%s', (_what, change, wanted) => {
    expect(dataOf(change)).toEqual(wanted);
  });
});

describe('no page is made of', () => {
  const alike = (write: typeof form | typeof put, second: Partial<SlotLinks>) => [
    links(1, write),
    links(2, write, second),
  ];
  const only = (about: SlotWrite) => [links(2, form, { about })];
  const policy = policyOf(`${folder}0002/about`);

  test.each<[what: string, slots: readonly SlotLinks[]]>([
    ['the key of another slot', only(form(2, 'about', { key: `${folder}0003/about` }))],
    ['a key that only ends alike', only(form(2, 'about', { key: `${folder}x0002/about` }))],
    ['a form without a key', only({ url: origin, fields: {} })],
    ['the policy of another slot', only(form(2, 'about', { policy: policyOf(`${folder}0003/about`) }))],
    ['a policy with its key twice', only(form(2, 'about', { policy: policy + policy }))],
    ['a policy that allows more', alike(form, { about: form(2, 'about', { policy: `${policy} ` }) })],
    ['another field', alike(form, { data: form(2, 'data', { acl: 'public-read' }) })],
    ['another bucket', alike(form, { data: form(2, 'data', {}, '/others') })],
    ['a form and a PUT', alike(form, { data: put(2, 'data') })],
    ['PUTs that end otherwise', alike(put, { data: put(2, 'data', 'X-Amz-Expires=61') })],
    ['PUTs of other headers', alike(put, { data: put(2, 'data', undefined, 'x/z') })],
    ['a look at something else', [links(1, form, { isTaken: { url: urlOf(pathOf(1, 'data'), 1), headers: {} } })]],
  ])('%s', (_what, slots) => {
    const { code, detail } = caught(() => made({ slots }));
    expect([code, detail]).toEqual(['unexpected', { reason: 'links of one page that do not share their query' }]);
  });
});

describe('without script', () => {
  test('a guest sends one file, to the last slot', () => {
    const hidden = (name: string, value: string) => `<input type="hidden" name="${name}" value="${value}">`;
    const policy = Buffer.from(policyOf(`${folder}0003/data`)).toString('base64');
    expect(made({ slots: [1, 2, 3].map((slot) => links(slot, form)) })).toContain(
      `\n<form id="plain-form" method="post" enctype="multipart/form-data" action="/files">${[
        hidden('key', `${folder}0003/data`),
        hidden('content-type', 'x/&quot;y&quot;'),
        hidden('policy', policy),
        hidden('x-amz-signature', hex(3)),
      ].join('')}<input type="file" name="file" required aria-labelledby="plain-words"></form>\n`,
    );
  });

  test.each<[what: string, change: Partial<RequestPage>]>([
    ['a page without slots', {}],
    ['PUTs', { slots: [links(1, put)] }],
    ['what has to be encrypted', { slots: [links(1, form)], recipient: 'age1' }],
  ])('nothing is sent by %s', (_what, change) => {
    // The lines of the page and the end stand between what was asked and the data.
    expect(made(change)).toContain('2026-11-27 14:05 UTC</p>\n\n<script');
  });
});

test('what the owner typed is text, and the times are those of the server', () => {
  const html = made({ title: 'a <b>\u202e', message: ' One\r\n<i>two</i> ', asker: ' Kim & Co ' });
  expect(html).toContain(
    '<title>a &lt;b&gt;\ufffd</title>\n\n<p id="asker">Kim &amp; Co</p>\n<p>One\n&lt;i&gt;two&lt;/i&gt;</p>',
  );
  expect(jsonIn(html, 'times')).toEqual({ created: 1, expires: Date.UTC(2026, 10, 27, 14, 5), leaseEnds: 3 });
  expect(made()).toContain('<title>Photos</title>\n\n<p id="asker"></p>\n<p></p>');
});

test('a page for the home screen has its name and icon there', () => {
  const icon = 'href="data:image/png;base64,[A-Za-z0-9+/]+=*"';
  const [, head = ''] = made({ title: '"Home"', home: {} }).split('\n');
  expect(head).toMatch(
    new RegExp(
      '^<meta name="apple-mobile-web-app-title" content="&quot;Home&quot;"><meta name="application-name" content="&quot;Home&quot;">' +
        `<meta name="theme-color" content="#b4530a"><link rel="apple-touch-icon" ${icon}><link rel="icon" sizes="180x180" ${icon}>$`,
    ),
  );
});
