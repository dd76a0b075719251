// The rules for agents as tables: places, files, lifetimes, turns and names.
import { describe, expect, test } from 'vitest';
import { agentName, aboutWords } from '../../../main/core/agents/rules/agent-name';
import {
  checkExtended,
  initialRules,
  lifetimeFor,
  readRules,
  withFolder,
  withoutFolder,
  writeRules,
} from '../../../main/core/agents/rules/agent-rules';
import { folderOf, whyNotAllowed, whyNotFile, whyNotPlace } from '../../../main/core/agents/rules/allowed-paths';
import { hasTurn, mostCalls, withinMs } from '../../../main/core/agents/rules/turns';
import { caught } from '../../fakes/failing';

const ground = {
  folders: [
    { path: '/home/kim/work', asks: false },
    { path: '/home/kim/work/private', asks: true },
  ],
  own: ['/home/kim/work/mayfly-profile'],
  separator: '/',
};
const [outside, hidden, own] = [
  'it is in no folder that was allowed',
  'it is hidden, or in a hidden folder',
  'Mayfly keeps its own files there',
];

test.each([
  ['/home/kim/work', undefined],
  ['/home/kim/work/a.txt', undefined],
  ['/home/kim/work/a..b/c', undefined],
  ['/home/kim/workshop/a.txt', outside],
  ['/home/kim', outside],
  ['/home/kim/work\\..\\secret', outside],
  ['/home/kim/work/a\\.b', undefined],
  ['/home/kim/work/.env', hidden],
  ['/home/kim/work/.git/config', hidden],
  ['/home/kim/work/..', hidden],
  ['/home/kim/work/mayfly-profile/mayfly.db', own],
])('a place of an agent: %s', (path, reason) => {
  expect(whyNotPlace(path, ground)).toBe(reason);
});

test('the innermost folder decides whether the owner is asked, whatever the order', () => {
  for (const folders of [ground.folders, ground.folders.toReversed()])
    expect(
      ['/home/kim/work/a', '/home/kim/work/private/a'].map((path) => folderOf(path, { ...ground, folders })?.asks),
    ).toEqual([false, true]);
});

test.each([
  ['D:\\work\\a.txt', undefined],
  ['D:\\work\\.ssh/id', hidden],
  ['D:\\works\\a.txt', outside],
])('on Windows: %s', (path, reason) => {
  expect(whyNotPlace(path, { folders: [{ path: 'D:\\work', asks: true }], own: [], separator: '\\' })).toBe(reason);
});

describe('a file', () => {
  const keyName = 'its name is that of a key or a password';
  const at = (name: string, head = 'text', names = 1) =>
    whyNotFile({ path: `/home/kim/work/${name}`, names, head: Buffer.from(head) }, ground);
  test.each(
    [
      'a.pem a.KEY a.p12 a.pfx a.jks a.kdbx a.ppk a.gpg a.asc a.ovpn local.env a.tfstate id_rsa id_ed25519_sk',
      'credentials credentials.json secrets.yaml secret.txt passwords.csv keys.txt logins.json key4.db cookies.sqlite wallet.dat',
      'service-account-7.json client_secret_9.json',
    ]
      .join(' ')
      .split(' '),
  )('%s is a key by its name', (name) => {
    expect(at(name)).toBe(keyName);
  });
  test.each([
    'keynote.pdf',
    'monkey.txt',
    'environment.md',
    'id_card.jpg',
    'secretary.txt',
    'tokens.css',
    'id_rsa.pub',
  ])('%s is none', (name) => {
    expect(at(name)).toBeUndefined();
  });
  test.each([
    '-----BEGIN PRIVATE KEY-----',
    'Bag Attributes\n-----BEGIN ENCRYPTED PRIVATE KEY-----',
    '-----BEGIN PGP PRIVATE KEY BLOCK-----',
    'PuTTY-User-Key-File-3: ssh-ed25519',
    '# public key: age1\nAGE-SECRET-KEY-1ABC',
  ])('a key by what it begins with: %s', (head) => {
    expect(at('notes.txt', head)).toBe('it holds a private key');
  });
  test('a certificate is no key, a second name is one too many, and the place counts as well', () => {
    expect([at('a.pem/'), at('.notes/a.txt')]).toEqual([keyName, hidden]);
    expect(at('notes.txt', '-----BEGIN CERTIFICATE-----')).toBeUndefined();
    expect(at('notes.txt', 'text', 2)).toBe('it has another name elsewhere (a hard link)');
  });
});

test.each([
  ['/', 'it holds all your files: allow a folder in it'],
  ['/home', 'it holds all your files: allow a folder in it'],
  ['/home/kim', 'it holds all your files: allow a folder in it'],
  ['/home/kim/.config', hidden],
  ['/home/kim/data/mayfly/logs', own],
  ['/home/kim/data', own],
  ['/proc/self', 'it is no folder of files'],
  ['/home/kim/work', undefined],
  ['/mnt/disk', undefined],
])('whether a folder can be allowed: %s', (path, reason) => {
  expect(whyNotAllowed(path, { own: ['/home/kim/data/mayfly', '/caches'], separator: '/', home: '/home/kim' })).toBe(
    reason,
  );
});

describe('rules', () => {
  const rules = { folders: ground.folders, longestSeconds: 3_600, encrypt: true };
  test('come back as they were written, and damaged ones allow nothing', () => {
    expect(readRules(writeRules(rules))).toEqual(rules);
    for (const text of [undefined, '', '{}', '[]']) expect(readRules(text)).toEqual(initialRules);
    const [folder] = ground.folders;
    for (const damaged of [
      { folders: [folder, { path: '/', asks: 'no' }] },
      { folders: [folder, { path: '', asks: true }] },
      { folders: [folder, { path: 7, asks: true }] },
      { folders: [folder, null] },
      { longestSeconds: 0 },
      { longestSeconds: 0.5 },
      { encrypt: 'no' },
    ])
      expect(readRules(JSON.stringify({ ...rules, ...damaged }))).toEqual(initialRules);
  });
  test('a folder is allowed once, as it was said last, until it is not any more', () => {
    const [work, inner] = ground.folders;
    const asks = { path: '/home/kim/work', asks: true };
    expect(withFolder(rules, asks)).toEqual({ ...rules, folders: [inner, asks] });
    expect(withFolder({ ...rules, folders: [] }, asks).folders).toEqual([asks]);
    expect(withoutFolder(rules, '/home/kim/work/private')).toEqual({ ...rules, folders: [work] });
  });
  test.each([
    [undefined, 60, 60],
    [undefined, 86_400, 3_600],
    [3_600, 60, 3_600],
  ])('of %s requested and %d usual seconds', (requested, usual, expected) => {
    expect(lifetimeFor(requested, usual, rules)).toBe(expected);
  });
  test('more than the longest life is refused, and of one that was extended what is left of it', () => {
    const refused = (refuse: () => unknown) => {
      const { code, detail } = caught(refuse);
      return [code, detail.longestSeconds];
    };
    checkExtended(3_540, 0, 60_000, rules);
    expect([
      refused(() => lifetimeFor(3_601, 60, rules)),
      refused(() => checkExtended(3_541, 0, 60_000, rules)),
      refused(() => checkExtended(1, 0, 7_200_000, rules)),
    ]).toEqual([3_600, 3_540, 0].map((seconds) => ['expiry-out-of-range', seconds]));
  });
});

test('ten calls in ten minutes, and again when they are over', () => {
  const calls = (count: number, at: number) => Array.from({ length: count }, () => at);
  expect(hasTurn(calls(mostCalls - 1, 0), 1)).toBe(true);
  expect(hasTurn(calls(mostCalls, 0), withinMs - 1)).toBe(false);
  expect(hasTurn(calls(mostCalls, 0), withinMs)).toBe(true);
  // The clock was put back.
  expect(hasTurn(calls(mostCalls, 9_000_000), 1)).toBe(false);
});

test.each([
  ['Claude Code', 'Claude Code'],
  ['  a \n b ', 'a b'],
  ['\u202e\u200b\u0007', 'nobody'],
  [undefined, 'nobody'],
  ['x'.repeat(100), `${'x'.repeat(59)}…`],
  [' @@nightly', 'nightly'],
  ['\u200b@nightly', 'nightly'],
  ['@', 'nobody'],
  ['Claude” wants to share 1 file. “', 'Claude wants to share 1 file.'],
  ['Claude〞 ″shares‟ „it＂', 'Claude shares it'],
])('an agent that calls itself %j', (claimed, shown) => {
  expect(agentName(claimed, 'nobody')).toBe(shown);
});

test.each([
  ['nightly', '@nightly'],
  ['@nightly', '@nightly'],
  [' a \n b ', '@a b'],
])('an agent that its owner calls %j has that name, whatever it calls itself', (given, shown) => {
  expect(agentName('Claude Code', 'nobody', given)).toBe(shown);
});

test('what a call names is cut and made visible', () => {
  expect(aboutWords(['a\u001b[2J', 'b'])).toBe('a\ufffd[2J, b');
  expect(aboutWords(['y'.repeat(1_000)])).toHaveLength(300);
});
