// Any web page can make a link and any browser passes it on; the few that mean something are known, and nothing else does.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDeepLink, type DeepLink } from '../../../main/shell/startup/deep-link';
import { volume } from '../../volume';

const id = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

const known: readonly (readonly [string, DeepLink])[] = [
  ['mayfly://open/shares', { kind: 'open', screen: 'shares' }],
  ['mayfly://open/connections', { kind: 'open', screen: 'connections' }],
  ['mayfly://open/settings', { kind: 'open', screen: 'settings' }],
  [`mayfly://open/share/${id}`, { kind: 'open-share', shareId: id }],
  ['mayfly://share/files', { kind: 'propose', what: 'files' }],
  ['mayfly://share/clipboard', { kind: 'propose', what: 'clipboard' }],
];

test.each(known)('%s', (text, link) => {
  expect(parseDeepLink(text)).toEqual(link);
});

/** Every way to say nearly the same. */
function mutationsOf(text: string): readonly string[] {
  const rest = text.slice('mayfly://'.length);
  const [verb = '', ...path] = rest.split('/');
  const tail = path.join('/');
  return [
    `MAYFLY://${rest}`,
    `Mayfly://${rest}`,
    `mayfly:${rest}`,
    `mayfly:/${rest}`,
    `mayfly:///${rest}`,
    `mayfly:////${rest}`,
    `mayfly:\\\\${rest}`,
    ` ${text}`,
    `${text} `,
    `${text}\n`,
    `\t${text}`,
    `\u0000${text}`,
    `${text}\u0000`,
    `${text}%00`,
    `${text}%0a--inspect`,
    `${text}/`,
    `${text}//`,
    `${text}/..`,
    `${text}/../settings`,
    `${text}/%2e%2e/settings`,
    `${text}?`,
    `${text}?endpoint=https://evil.example`,
    `${text}?path=/etc/passwd`,
    `${text}?confirm=no&yes=1`,
    `${text}#x`,
    `${text};x`,
    `${text}&x`,
    `mayfly://user@${rest}`,
    `mayfly://user:secret@${rest}`,
    `mayfly://${verb}:80/${tail}`,
    `mayfly://${verb.toUpperCase()}/${tail}`,
    `mayfly://${verb}.example/${tail}`,
    `mayfly://${verb}//${tail}`,
    `mayfly://${verb}/./${tail}`,
    `mayfly://${verb}\\${tail}`,
    `mayfly://${verb}/${tail.toUpperCase()}`,
    `mayfly://${verb}/${encodeURIComponent(tail)}%20`,
    `mayfly://%6fpen/${tail}`,
    `mayfly://${verb}/\u202e${tail}`,
    `mayfly://${verb}/\u200b${tail}`,
    `m\u0430yfly://${rest}`,
    `mayfly\u2044//${rest}`,
    `web+mayfly://${rest}`,
    `mayfly-app://${rest}`,
    `"${text}"`,
    `'${text}'`,
    `${text}" --inspect --no-sandbox "`,
    `--${text}`,
    `${text} ${text}`,
    `${text}\r\n${text}`,
  ];
}

const others: readonly string[] = [
  '',
  'mayfly:',
  'mayfly://',
  'mayfly://open',
  'mayfly://share',
  'mayfly://share/file',
  'mayfly://share/screenshot',
  'mayfly://share/files/etc/passwd',
  'mayfly://share?path=/home/u/.ssh/id_rsa',
  'mayfly://share/paths?p=%2Fetc%2Fpasswd',
  'mayfly://upload/clipboard',
  'mayfly://connections/add?endpoint=https://evil.example&bucket=b',
  'mayfly://connect/https://evil.example',
  'mayfly://settings/set?expirySeconds=604800',
  'mayfly://credentials?accessKeyId=AK&secretAccessKey=SK',
  'mayfly://revoke/all',
  'mayfly://open/share/',
  'mayfly://open/share/../settings',
  'mayfly://open/share/__proto__',
  'mayfly://open/share/1',
  `mayfly://open/share/${id.toUpperCase()}`,
  `mayfly://open/share/${id}0`,
  `mayfly://open/share/${id.slice(1)}`,
  `mayfly://open/share/{${id}}`,
  'mayfly://open/constructor',
  'mayfly://__proto__/shares',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'https://example.com/?mayfly://open/shares',
  'data:text/html,mayfly://open/shares',
  '-rf',
  '--inspect=9229',
  '--no-sandbox',
  '--profile-dir=/tmp/evil',
  '/etc/passwd',
  `mayfly://${'a'.repeat(5_000)}`,
  `mayfly://open/${'../'.repeat(500)}settings`,
  'mayfly://open/shares'.repeat(200),
];

const hostile = [...new Set([...known.flatMap(([text]) => mutationsOf(text)), ...others])];

describe('hostile links', () => {
  test('are at least three hundred', () => {
    expect(hostile.length).toBeGreaterThanOrEqual(300);
  });

  test.each(hostile)('%j means nothing', (text) => {
    expect(parseDeepLink(text)).toBeUndefined();
  });

  test('of any kind mean nothing and raise nothing', () => {
    const meant = new Set(known.map(([text]) => text));
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }).map((rest) => `mayfly://${rest}`),
      fc.webUrl().map((url) => url.replace(/^https?/, 'mayfly')),
      fc.tuple(fc.constantFrom('open', 'share'), fc.webPath()).map(([verb, path]) => `mayfly://${verb}${path}`),
    );
    const found = fc.check(
      fc.property(texts, (text) => meant.has(text) || parseDeepLink(text) === undefined),
      { numRuns: volume(3_000) },
    );
    expect(found.failed).toBe(false);
  });
});
