// What is typed means one thing, and what means nothing is refused with the reason before anything is touched.
import { describe, expect, test } from 'vitest';
import { readArguments } from '../../../main/terminal/arguments/arguments';
import { commands } from '../../../main/terminal/arguments/grammar';
import { caught } from '../../fakes/failing';
import { reasonOf } from '../../fakes/reason-of';

const common = { json: false, profileDir: undefined };
const noLimits = { bytesPerSecond: undefined, parallel: undefined };
const share = {
  kind: 'share',
  ...common,
  paths: ['a.txt'],
  lifetimeSeconds: undefined,
  connectionName: undefined,
  ephemeral: undefined,
  keepUntil: undefined,
  name: undefined,
  page: undefined,
  plainPage: false,
  linkFirst: undefined,
  follow: false,
  tellWhenOpened: false,
  encrypt: undefined,
  passwordFromInput: false,
  door: false,
  doorName: undefined,
  title: undefined,
  message: undefined,
  inline: false,
  copy: false,
  quiet: false,
  qr: false,
  nearby: false,
  noServe: false,
  limits: noLimits,
};
const added = {
  kind: 'connections-add',
  ...common,
  name: 'Work',
  change: { endpoint: 'https://s3.example.com', bucket: 'files' },
  keys: { kind: 'typed', accessKeyId: 'AKIDEXAMPLE', withSessionToken: false, sessionExpiresAtMs: undefined },
  test: true,
};
const edited = { kind: 'connections-edit', ...common, name: 'Work', change: {}, keys: undefined, test: true };
const lifecycle = { kind: 'connections-lifecycle', ...common, name: 'Work', days: undefined, yes: false };
const doors = {
  ...common,
  kind: 'connections-doors',
  name: 'Work',
  place: { bucket: undefined, prefix: undefined, address: undefined },
  usual: false,
  off: false,
  makePublic: false,
  yes: false,
};
const link = {
  kind: 'link',
  ...common,
  address: 's3://b/k',
  lifetimeSeconds: undefined,
  connectionName: undefined,
  inline: false,
  title: undefined,
  message: undefined,
  copy: false,
};
const sign = {
  kind: 'sign',
  ...common,
  bucket: 'bkt',
  key: 'k',
  toSign: { kind: 'get' },
  lifetimeSeconds: undefined,
  connectionName: undefined,
  ephemeral: undefined,
  unproven: false,
};
const list = {
  kind: 'list',
  ...common,
  states: undefined,
  unverified: false,
  search: undefined,
  connectionName: undefined,
  sort: 'newest',
  limit: undefined,
};
const needs =
  'a connection needs --endpoint (or --provider), --bucket and --access-key-id, or --paste, or --aws-profile';
const once = { endpoint: undefined, region: undefined, profile: undefined, addressing: 'automatic' };
const exactly = (text: string) => new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
const words = (line: string) => (line === '' ? [] : line.split(' '));
const add = 'connections add Work --endpoint https://s3.example.com --bucket files --access-key-id AKIDEXAMPLE';

const knows =
  'connections takes one of list, providers, add, edit, rename, duplicate, default, order, passphrase, test, policy, lifecycle, doors, export, import, remove';

describe('what is understood', () => {
  test.each([
    ['--help', { kind: 'help', about: '' }],
    ['-h', { kind: 'help', about: '' }],
    ['share --help', { kind: 'help', about: 'share' }],
    ['share a.txt --expires abc --help', { kind: 'help', about: 'share' }],
    ['connections --help', { kind: 'help', about: 'connections' }],
    ['connections add Work -h', { kind: 'help', about: 'connections add' }],
    ['--remove-my-data --help', { kind: 'help', about: '--remove-my-data' }],
    ['completion zsh', { kind: 'completion', shell: 'zsh' }],
    ['help', { kind: 'help', about: '' }],
    ['help connections add', { kind: 'help', about: 'connections add' }],
    ['--version', { kind: 'version', json: false }],
    ['-V', { kind: 'version', json: false }],
    ['list --version --json', { kind: 'version', json: true }],

    ['share a.txt', share],
    ['share a.txt b.txt c', { ...share, paths: ['a.txt', 'b.txt', 'c'] }],
    ['--json share a.txt', { ...share, json: true }],
    ['share --json a.txt', { ...share, json: true }],
    ['--remove-my-data', { kind: 'remove-my-data', yes: false, ...common }],
    ['--remove-my-data --yes --json', { kind: 'remove-my-data', yes: true, ...common, json: true }],
    ['share a.txt --profile-dir /p', { ...share, profileDir: '/p' }],
    ['--profile-dir=/p share a.txt', { ...share, profileDir: '/p' }],
    ['share a.txt --expires 90s', { ...share, lifetimeSeconds: 90 }],
    ['share a.txt --expires=15m', { ...share, lifetimeSeconds: 900 }],
    ['share --expires 7d a.txt', { ...share, lifetimeSeconds: 604_800 }],
    ['share a.txt --expires 3600', { ...share, lifetimeSeconds: 3_600 }],
    ['share a.txt --connection Work', { ...share, connectionName: 'Work' }],
    ['share a.txt --name -x.txt', { ...share, name: '-x.txt' }],
    ['share a.txt --name --json', { ...share, name: '--json' }],
    ['share a.txt --page', { ...share, page: 'always' }],
    ['share a.txt --no-page', { ...share, page: 'never' }],
    ['share a.txt --encrypt', { ...share, encrypt: true }],
    ['share a.txt --no-encrypt', { ...share, encrypt: false }],
    ['share a.txt --password-stdin', { ...share, passwordFromInput: true }],
    ['password s1 --password-stdin', { kind: 'password', id: 's1', fromInput: true, copy: false, ...common }],
    ['password s1 --no-password --copy', { kind: 'password', id: 's1', fromInput: false, copy: true, ...common }],
    ['connections edit Work --encryption demanded', { ...edited, change: { encryption: 'demanded' } }],
    ['connections edit Work --encryption none', { ...edited, change: { encryption: undefined } }],
    ['share a.txt --title Photos --message Look', { ...share, title: 'Photos', message: 'Look' }],
    ['share a.txt --keep-until 2027-06-30', { ...share, keepUntil: '2027-06-30' }],
    ['share a.txt --qr', { ...share, qr: true }],
    ['share a.txt --inline --copy --quiet', { ...share, inline: true, copy: true, quiet: true }],
    ['share -- --json', { ...share, paths: ['--json'] }],
    ['share a.txt -- -b', { ...share, paths: ['a.txt', '-b'] }],
    ['share a.txt --limit 500K', { ...share, limits: { ...noLimits, bytesPerSecond: 512_000 } }],
    ['share a.txt --limit 2M --parallel 8', { ...share, limits: { bytesPerSecond: 2_097_152, parallel: 8 } }],
    ['share a.txt --limit 0', { ...share, limits: { ...noLimits, bytesPerSecond: 0 } }],
    [
      'share a.txt --endpoint http://127.0.0.1:9000 --bucket files',
      {
        ...share,
        ephemeral: { ...once, endpoint: 'http://127.0.0.1:9000', bucket: 'files' },
      },
    ],
    [
      'share a.txt --endpoint e --bucket b --region r --path-style',
      { ...share, ephemeral: { ...once, endpoint: 'e', bucket: 'b', region: 'r', addressing: 'path' } },
    ],
    [
      'share a.txt --endpoint e --bucket b --virtual-host',
      { ...share, ephemeral: { ...once, endpoint: 'e', bucket: 'b', addressing: 'virtual-host' } },
    ],
    ['share a.txt --bucket b', { ...share, ephemeral: { ...once, bucket: 'b' } }],
    ['share a.txt --profile work --bucket b', { ...share, ephemeral: { ...once, bucket: 'b', profile: 'work' } }],

    ['link s3://b/k', link],
    [
      'link s3://b/f/ --expires 1h --connection Work --inline --title T --message M --copy --json',
      {
        ...link,
        address: 's3://b/f/',
        lifetimeSeconds: 3_600,
        connectionName: 'Work',
        inline: true,
        title: 'T',
        message: 'M',
        copy: true,
        json: true,
      },
    ],
    ['list', list],
    ['list --json', { ...list, json: true }],
    ['list --state live', { ...list, states: ['live'] }],
    [
      'list --state live,expired,revoked,missing --unverified',
      { ...list, states: ['live', 'expired', 'revoked', 'missing'], unverified: true },
    ],
    ['list --search plan --connection Work', { ...list, search: 'plan', connectionName: 'Work' }],
    ['list --sort ending --limit 20', { ...list, sort: 'ending', limit: 20 }],
    ['show s-1', { kind: 'show', id: 's-1', qr: false, ...common }],
    ['show s-1 --qr', { kind: 'show', id: 's-1', qr: true, ...common }],
    ['show s-1 --json', { kind: 'show', id: 's-1', qr: false, ...common, json: true }],
    ['copy s-1', { kind: 'copy', id: 's-1', form: undefined, short: false, door: false, print: false, ...common }],
    [
      'copy s-1 --form markdown --short --print',
      { kind: 'copy', id: 's-1', form: 'markdown', short: true, door: false, print: true, ...common },
    ],
    ['extend s-1 --expires 1d', { kind: 'extend', id: 's-1', lifetimeSeconds: 86_400, copy: false, ...common }],
    ['extend s-1 --expires 90s --copy', { kind: 'extend', id: 's-1', lifetimeSeconds: 90, copy: true, ...common }],
    ['keep s-1 --until 2027-06-30', { kind: 'keep', id: 's-1', until: '2027-06-30', ...common }],
    ['keep s-1 --until never', { kind: 'keep', id: 's-1', until: undefined, ...common }],
    ['revoke s-1', { kind: 'revoke', dryRun: false, ids: ['s-1'], ...common }],
    [
      'revoke s3://b/k s3://c/f/x/ --endpoint https://s3.example.com --profile work',
      {
        kind: 'revoke-stored',
        dryRun: false,
        addresses: ['s3://b/k', 's3://c/f/x/'],
        place: {
          endpoint: 'https://s3.example.com',
          region: undefined,
          profile: 'work',
          addressing: 'automatic',
        },
        ...common,
      },
    ],
    ['revoke s-1 s-2 --json', { kind: 'revoke', dryRun: false, ids: ['s-1', 's-2'], ...common, json: true }],
    ['forget s-1', { kind: 'forget', id: 's-1', ...common }],
    ['uploads', { kind: 'uploads', ...common }],
    ['resume', { kind: 'resume', ids: [], limits: noLimits, quiet: false, ...common }],
    [
      'resume u-1 u-2 --quiet --parallel 1',
      { kind: 'resume', ids: ['u-1', 'u-2'], limits: { ...noLimits, parallel: 1 }, quiet: true, ...common },
    ],
    ['cancel u-1', { kind: 'cancel', uploadId: 'u-1', ...common }],
    ['sign get s3://bkt/k --expires 15m', { ...sign, lifetimeSeconds: 900 }],
    ['sign put s3://bkt/k', { ...sign, toSign: { kind: 'put' } }],
    [
      'sign put s3://bkt/k --content-type image/png --content-length 5 --connection Work --i-know',
      {
        ...sign,
        toSign: { kind: 'put', contentType: 'image/png', contentLength: 5 },
        connectionName: 'Work',
        unproven: true,
      },
    ],
    ['sign post s3://bkt/k --max-size 2KiB', { ...sign, toSign: { kind: 'post', leastBytes: 0, mostBytes: 2_048 } }],
    ['sign post s3://bkt/k --content-length 7', { ...sign, toSign: { kind: 'post', leastBytes: 7, mostBytes: 7 } }],
    [
      'sign multipart s3://bkt/k --content-length 6000000000',
      { ...sign, toSign: { kind: 'multipart', sizeBytes: 6_000_000_000 } },
    ],
    [
      'sign get s3://bkt/k --endpoint https://s3.example.com',
      { ...sign, ephemeral: { ...once, endpoint: 'https://s3.example.com', bucket: 'bkt' } },
    ],
    ['sign get s3://bkt/k --bucket bkt', { ...sign, ephemeral: { ...once, bucket: 'bkt' } }],
    ['sweep', { kind: 'sweep', yes: false, ...common }],
    ['sweep --yes', { kind: 'sweep', yes: true, ...common }],

    ['connections list', { kind: 'connections-list', names: false, ...common }],
    [add, added],
    [
      `${add} --prefix mayfly/ --max-expiry 1d --when-expired keep`,
      { ...added, change: { ...added.change, prefix: 'mayfly/', maxExpirySeconds: 86_400, whenExpired: 'keep' } },
    ],
    [
      `${add} --session-token --session-expires 2026-11-24T22:00:00+01:00`,
      { ...added, keys: { ...added.keys, withSessionToken: true, sessionExpiresAtMs: Date.UTC(2026, 10, 24, 21) } },
    ],
    [
      'connections add --provider wasabi --region eu-west-1 --bucket b --access-key-id A',
      {
        ...added,
        name: '',
        change: {
          provider: 'wasabi',
          endpoint: 'https://s3.eu-west-1.wasabisys.com',
          bucket: 'b',
          region: 'eu-west-1',
        },
        keys: { ...added.keys, accessKeyId: 'A' },
      },
    ],
    [
      `${add} --default-expiry 1h --bandwidth 500K --colour teal --key-template {name} --share-endpoint f --ca-file /a`,
      {
        ...added,
        change: {
          ...added.change,
          defaultExpirySeconds: 3_600,
          bandwidthBytesPerSecond: 512_000,
          colour: 'teal',
          keyTemplate: '{name}',
          shareEndpoint: 'f',
          caFile: '/a',
        },
      },
    ],
    ['connections edit Work', edited],
    ['connections edit Work --bucket b --region r', { ...edited, change: { bucket: 'b', region: 'r' } }],
    [
      'connections edit Work --colour none --bandwidth 0 --default-expiry none',
      {
        ...edited,
        change: { colour: undefined, bandwidthBytesPerSecond: undefined, defaultExpirySeconds: undefined },
      },
    ],
    ['connections edit Work --intake-key-id none', { ...edited, change: { intakeKeyId: undefined } }],
    ['connections edit Work --intake-key-id K', { ...edited, change: { intakeKeyId: 'K' } }],
    ['connections edit Work --new-secret', { ...edited, keys: { ...added.keys, accessKeyId: undefined } }],
    ['connections edit Work --access-key-id AKIDEXAMPLE', { ...edited, keys: added.keys }],
    ['connections providers', { kind: 'connections-providers', ...common }],
    ['connections rename Work Office', { kind: 'connections-rename', ...common, name: 'Work', newName: 'Office' }],
    ['connections duplicate Work', { kind: 'connections-duplicate', ...common, name: 'Work', newName: undefined }],
    ['connections duplicate Work Two', { kind: 'connections-duplicate', ...common, name: 'Work', newName: 'Two' }],
    ['connections default Work', { kind: 'connections-default', ...common, name: 'Work' }],
    ['connections order B A', { kind: 'connections-order', ...common, names: ['B', 'A'] }],
    ['connections export', { kind: 'connections-export', ...common, names: [] }],
    ['connections export A B', { kind: 'connections-export', ...common, names: ['A', 'B'] }],
    ['connections import -', { kind: 'connections-import', ...common, path: '-' }],
    [
      'connections remove Work --links revoke',
      { kind: 'connections-remove', ...common, name: 'Work', links: 'take-back' },
    ],
    [
      'connections doors Work --bucket doors --address https://go.example.com --usual',
      {
        ...doors,
        place: { bucket: 'doors', prefix: undefined, address: 'https://go.example.com' },
        usual: true,
      },
    ],
    ['connections doors Work --off --yes --json', { ...doors, off: true, yes: true, json: true }],
    ['connections lifecycle Work', lifecycle],
    ['connections lifecycle Work --days 30 --yes --json', { ...lifecycle, days: 30, yes: true, json: true }],
    [
      `${add} --region eu-west-1 --session-token`,
      {
        ...added,
        change: { ...added.change, region: 'eu-west-1' },
        keys: { ...added.keys, withSessionToken: true },
      },
    ],
    ['connections add Work --paste', { ...added, change: {}, keys: { kind: 'pasted' } }],
    [
      'connections add Work --aws-profile work --bucket files',
      { ...added, change: { bucket: 'files' }, keys: { kind: 'profile', profile: 'work' } },
    ],
    ['connections edit Work --aws-profile work', { ...edited, keys: { kind: 'profile', profile: 'work' } }],
    [`${add} --path-style --json`, { ...added, change: { ...added.change, addressing: 'path' }, json: true }],
    ['connections test Work', { kind: 'connections-test', name: 'Work', report: false, ...common }],
    ['connections test Work --report', { kind: 'connections-test', name: 'Work', report: true, ...common }],
    ['connections policy Work', { kind: 'connections-policy', name: 'Work', intake: false, ...common }],
    ['connections policy Work --intake', { kind: 'connections-policy', name: 'Work', intake: true, ...common }],
    [`${add} --no-test`, { ...added, test: false }],
    ['connections remove Work', { kind: 'connections-remove', name: 'Work', links: 'keep', ...common }],

    ['bucket serve', { kind: 'bucket-serve', port: undefined, ...common }],
    ['bucket serve --port 0', { kind: 'bucket-serve', port: 0, ...common }],
    ['bucket serve --port 65535 --json', { kind: 'bucket-serve', port: 65_535, ...common, json: true }],
  ])('%s', (line, command) => {
    expect(readArguments(words(line))).toEqual(command);
  });
});

test.each(Object.entries(commands))('%s names each of its options once', (_name, { options }) => {
  expect(options).toEqual([...new Set(options)]);
});

describe('what is not', () => {
  test.each([
    ['', 'a command is missing'],
    ['--json', 'a command is missing'],
    ['paste a.txt', 'there is no command “paste”'],
    ['Share a.txt', 'there is no command “Share” (did you mean share?)'],
    ['uplaods', 'there is no command “uplaods” (did you mean uploads?)'],
    ['conections list', 'there is no command “conections” (did you mean connections?)'],
    ['connections tset Work', 'there is no command “connections tset” (did you mean connections test?)'],
    ['connections tset --help', 'there is no command “connections tset” (did you mean connections test?)'],
    ['help shar', 'there is no command “shar” (did you mean share?)'],
    ['paste --help', 'there is no command “paste”'],
    ['completion', 'the shell is missing: bash, zsh or fish'],
    ['completion tcsh', 'completion takes one of bash, zsh, fish'],
    ['completion zsh fish', '“fish” is too much'],
    ['a.txt share', 'there is no command “a.txt”'],

    ['share', 'the files to share are missing'],
    ['share --json', 'the files to share are missing'],
    ['share a.txt --region r', '--region, --path-style and --virtual-host need --bucket'],
    ['share a.txt --path-style', '--region, --path-style and --virtual-host need --bucket'],
    ['share a.txt --virtual-host', '--region, --path-style and --virtual-host need --bucket'],
    ['share a.txt --endpoint e', '--endpoint and --profile need --bucket'],
    ['share a.txt --profile p', '--endpoint and --profile need --bucket'],
    ['share a.txt --endpoint e --bucket b --connection c', '--endpoint, --bucket and --profile exclude --connection'],
    ['share a.txt --bucket b --connection c', '--endpoint, --bucket and --profile exclude --connection'],
    [
      'share a.txt --endpoint e --bucket b --path-style --virtual-host',
      '--path-style and --virtual-host exclude each other',
    ],
    ['share a.txt --page --no-page', '--page and --no-page exclude each other'],
    ['share a.txt --no-page --title x', '--title and --message belong to a page'],
    ['share a.txt --no-page --message x', '--title and --message belong to a page'],
    ['share a.txt --limit fast', 'a rate is a number of KiB per second, or like 60MB/s, 1.5M or 500K'],
    ['share a.txt --limit -1', 'a rate is a number of KiB per second, or like 60MB/s, 1.5M or 500K'],
    ['share a.txt --parallel 0', '--parallel takes a number from 1 to 128'],
    ['share a.txt --parallel 129', '--parallel takes a number from 1 to 128'],
    ['share a.txt --parallel 1.5', '--parallel takes a number from 1 to 128'],
    ['share a.txt --parallel many', '--parallel takes a number from 1 to 128'],
    ['share a.txt --port 1', '--port does not belong to this command'],
    ['share a.txt --yes', '--yes does not belong to this command'],
    ['share a.txt --access-key-id AK', '--access-key-id does not belong to this command'],
    ['share a.txt --session-token', '--session-token does not belong to this command'],
    ['--remove-my-data --copy', '--copy does not belong to this command'],
    ['--remove-my-data everything', '“everything” is too much'],
    ['share a.txt --profile-dir=', '--profile-dir needs a folder'],

    ['list a', '“a” is too much'],
    ['list --copy', '--copy does not belong to this command'],
    ['list --expires 1h', '--expires does not belong to this command'],
    ['revoke', 'the ID of the share is missing'],
    ['link', 'the address is missing, like s3://bucket/key'],
    ['link s3://b/k s3://b/l', '“s3://b/l” is too much'],
    ['link s3://b/k --name x', '--name does not belong to this command'],
    ['revoke s-1 --endpoint https://s3.example.com', '--endpoint does not belong to this command'],
    ['revoke s-1 s3://b/k', 'IDs and addresses do not go together'],
    ['share a.txt --plain-page --no-page', '--plain-page and --no-page exclude each other'],
    ['share a.txt --link-first --no-link-first', '--link-first and --no-link-first exclude each other'],
    ['share a.txt --link-first --no-page', '--link-first and --no-page exclude each other'],
    ['share a.txt --link-first --plain-page', '--link-first and --plain-page exclude each other'],
    ['share a.txt --link-first --bucket b', '--link-first and --bucket exclude each other'],
    ['share a.txt --tell-when-opened --no-page', '--tell-when-opened and --no-page exclude each other'],
    ['share a --follow --no-page', '--follow and --no-page exclude each other'],
    ['share a b --follow', '--follow keeps a page in step with one folder'],
    ['revoke --copy a', '--copy does not belong to this command'],
    ['list --state dead', '--state takes one of live, expired, revoked, missing'],
    ['list --state live,', '--state takes one of live, expired, revoked, missing'],
    ['list --sort size', '--sort takes one of newest, ending, largest, name'],
    ['list --limit 0', '--limit takes a number of shares, from 1'],
    ['list --limit 2M', '--limit takes a number of shares, from 1'],
    ['show', 'the ID of the share is missing'],
    ['show a b', '“b” is too much'],
    ['show a --qr --json', '--qr and --json exclude each other'],
    ['show a --form link', '--form does not belong to this command'],
    ['copy', 'the ID of the share is missing'],
    ['copy a --form word', '--form takes one of link, text, markdown, html, template'],
    ['extend a', 'extend needs --expires'],
    ['extend a b --expires 1d', '“b” is too much'],
    ['keep a', 'keep needs --until, a day like 2027-06-30 or never'],
    ['forget', 'the ID of the share is missing'],
    ['forget a --yes', '--yes does not belong to this command'],
    ['uploads a', '“a” is too much'],
    ['resume --yes', '--yes does not belong to this command'],
    ['cancel', 'the ID of the upload is missing'],
    ['cancel a b', '“b” is too much'],
    ['sign', 'sign takes one of get, put, post, multipart'],
    ['sign get', 'the address is missing, like s3://bucket/key'],
    ['sign get s3://bkt/folder/', 'the address names a folder, and one object is signed'],
    ['sign get s3://bkt/k --max-size 5', '--max-size does not belong to this command'],
    ['sign get s3://bkt/k --i-know', '--i-know does not belong to this command'],
    ['sign get s3://bkt/k --bucket other', '--bucket and the address name two buckets'],
    ['sign get s3://bkt/k --region r --connection Work', '--endpoint, --bucket and --profile exclude --connection'],
    ['sign put s3://bkt/k --content-length 0', '--content-length takes a number of bytes, from 1'],
    ['sign put s3://bkt/k --content-length 5MB', '--content-length takes a number of bytes, from 1'],
    [
      'sign put s3://bkt/k --content-length 5368709121',
      'one request carries at most 5 GiB; larger files go by mayfly sign multipart',
    ],
    ['sign put s3://bkt/k --content-type png', '--content-type takes a type, like image/png'],
    ['sign post s3://bkt/k', 'post needs --max-size or --content-length'],
    ['sign post s3://bkt/k --max-size 5Mb', '--max-size takes a size, like 10MB or 4GiB'],
    ['sign post s3://bkt/k --max-size 0', '--max-size takes a size, like 10MB or 4GiB'],
    ['sign post s3://bkt/k --max-size 1 --content-length 1', '--max-size and --content-length exclude each other'],
    ['sign multipart s3://bkt/k', 'multipart needs --content-length'],
    ['sweep a', '“a” is too much'],
    ['sweep --quiet', '--quiet does not belong to this command'],

    ['connections', knows],
    ['connections show', knows],
    ['connections list a', '“a” is too much'],
    ['connections add', needs],
    ['connections add Work', needs],
    ['connections add Work --endpoint e --bucket b', needs],
    ['connections add Work --bucket b --access-key-id A', needs],
    ['connections add --provider nobody --bucket b --access-key-id A', /^--provider takes one of aws, r2, /],
    ['connections add --provider other --bucket b --access-key-id A', '--provider other needs --endpoint'],
    ['connections add --provider b2 --bucket b --access-key-id A', '--provider b2 needs --region'],
    [
      'connections add --provider r2 --bucket b --access-key-id A',
      '--provider r2 needs --endpoint https://ACCOUNT_ID.r2.cloudflarestorage.com',
    ],
    [
      'connections add --provider oracle --region eu-frankfurt-1 --bucket b --access-key-id A',
      /^--provider oracle needs --endpoint https:\/\/NAMESPACE\./,
    ],
    [`${add} --colour pink`, /^--colour takes one of grey, red, .*, none$/],
    [`${add} --bandwidth fast`, 'a rate is a number of KiB per second, or like 60MB/s, 1.5M or 500K'],
    [`${add} --new-secret`, '--new-secret does not belong to this command'],
    ['connections edit', 'the name of the connection is missing'],
    ['connections edit Work --days 8', '--days does not belong to this command'],
    ['connections rename Work', 'the new name is missing'],
    ['connections rename Work a b', '“b” is too much'],
    ['connections duplicate', 'the name of the connection is missing'],
    ['connections test Work --report --json', '--report and --json exclude each other'],
    ['connections default', 'the name of the connection is missing'],
    ['connections order', 'the name of the connection is missing'],
    ['connections import', 'the file is missing (“-” reads standard input)'],
    ['connections import a b', '“b” is too much'],
    ['connections remove Work --links burn', '--links takes one of keep, revoke'],
    [`${add} --paste`, '--access-key-id, --paste and --aws-profile exclude each other'],
    ['connections edit Work --aws-profile x --store file', '--store and --aws-profile exclude each other'],
    [`${add} --store disk`, '--store takes one of keychain, file'],
    [
      'connections add Work --paste --aws-profile work',
      '--access-key-id, --paste and --aws-profile exclude each other',
    ],
    ['connections add Work --paste --session-token', '--session-token needs --access-key-id'],
    ['connections add Work --profile work', '--profile does not belong to this command'],
    [`${add} more`, '“more” is too much'],
    [`${add} --expires 1h`, '--expires does not belong to this command'],
    [`${add} --path-style --virtual-host`, '--path-style and --virtual-host exclude each other'],
    [`${add} --when-expired never`, '--when-expired takes one of keep, delete'],
    [`${add} --session-expires 2026-11-24T22:00:00Z`, '--session-expires needs --session-token'],
    [
      `${add} --session-token --session-expires 2026-11-24`,
      '--session-expires takes a moment like 2026-11-24T22:00:00Z',
    ],
    [
      `${add} --session-token --session-expires 2026-11-24T99:00:00Z`,
      '--session-expires takes a moment like 2026-11-24T22:00:00Z',
    ],
    [`${add} --days 8`, '--days does not belong to this command'],
    ['connections doors', 'the name of the connection is missing'],
    ['connections doors a --off --bucket b', '--off and --bucket exclude each other'],
    ['connections lifecycle', 'the name of the connection is missing'],
    ['connections lifecycle a --days x', '--days takes a whole number of days'],
    ['connections lifecycle a --days -1', '--days takes a whole number of days'],
    ['connections lifecycle a --prefix b', '--prefix does not belong to this command'],
    ['connections test', 'the name of the connection is missing'],
    ['connections test a b', '“b” is too much'],
    ['connections test a --bucket b', '--bucket does not belong to this command'],
    ['connections remove', 'the name of the connection is missing'],

    ['bucket', 'bucket takes one of serve'],
    ['bucket list', 'bucket takes one of serve'],
    ['bucket serve a', '“a” is too much'],
    ['bucket serve --port -1', 'a port is a number from 0 to 65535'],
    ['bucket serve --port 65536', 'a port is a number from 0 to 65535'],
    ['bucket serve --port 1e3', 'a port is a number from 0 to 65535'],
    ['bucket serve --port http', 'a port is a number from 0 to 65535'],
    ['bucket serve --quiet', '--quiet does not belong to this command'],

    ['share - a.txt', '“-” is standard input, which is shared alone'],
    ['share - -', '“-” is standard input, which is shared alone'],
    ['share - --page', 'standard input gets a link of its own, and no page'],
    ['share - --link-first', 'standard input gets a link of its own, and no page'],
    ['share - --plain-page', 'standard input gets a link of its own, and no page'],
    ['share - --tell-when-opened', 'standard input gets a link of its own, and no page'],
    ['share - --title x', 'standard input gets a link of its own, and no page'],
    ['share - --message x', 'standard input gets a link of its own, and no page'],
    ['share https://example.com/a?CANARY', /^Mayfly shares files and folders, not addresses; [^?]*$/],
    ['share a.txt FILE:///etc/passwd', /^Mayfly shares files and folders, not addresses/],
    ['share s3://bucket/key', 'Mayfly shares files and folders; mayfly link makes a link to what is in a bucket'],

    ['share a.txt --expire 1h', 'there is no option --expire (did you mean --expires?)'],
    ['share a.txt --quite', 'there is no option --quite (did you mean --quiet?)'],
    ['list --con', 'there is no option --con (did you mean --connection?)'],
    ['bucket serve --prot 1', 'there is no option --prot (did you mean --port?)'],
    // An option of another command is no suggestion.
    ['uploads --expire 1h', 'there is no option --expire'],
    ['share a.txt -x', 'there is no option -x'],
    ['share a.txt --json=yes', '--json takes no value'],
    ['share a.txt --expires', '--expires needs a value'],
  ] as const)('%j: %s', (line, reason) => {
    const failure = caught(() => readArguments(words(line)));
    expect(failure.code).toBe('bad-request');
    const said = reasonOf(failure) ?? '';
    expect(said).toMatch(typeof reason === 'string' ? exactly(reason) : reason);
  });

  test.each(['0', '-1', '1.5', '7776001', 'abc', '', '91d'])(
    'a link that lives %j is refused as what it is',
    (text) => {
      expect(caught(() => readArguments(['share', 'a.txt', '--expires', text])).code).toBe('expiry-out-of-range');
      expect(caught(() => readArguments(['share', 'a.txt', `--expires=${text}`])).code).toBe('expiry-out-of-range');
    },
  );

  test.each(['share a', 'watch a', 'link s3://bkt/k', 'extend s-1', 'sign get s3://bkt/k', 'request'])(
    '%s keeps the moment that was typed',
    (line) => {
      const endsAtMs = Date.now() + 3_600_000;
      const typed = new Date(endsAtMs).toISOString();
      expect(readArguments([...words(line), '--expires', typed])).toMatchObject({ endsAtMs });
    },
  );

  test.each(['./missing', '../no such.txt', String.raw`C:\missing.txt`])('%s names no file', (path) => {
    expect(() => readArguments([path])).toThrow(
      expect.objectContaining({ code: 'file-missing', detail: { fileName: path } }),
    );
  });

  test('a file in place of a command is told how it is shared', () => {
    expect(reasonOf(caught(() => readArguments(['./a.txt', 'b.txt'], {}, (path) => path === './a.txt')))).toBe(
      'there is no command “./a.txt” (did you mean share ./a.txt?)',
    );
  });

  test.each([['connections list'], ['--', '--remove-my-data']])('%s is no command', (...args) => {
    expect(reasonOf(caught(() => readArguments(args)))).toMatch(/^there is no command/);
  });

  test.each([
    ['--secret-access-key', 'CANARY'],
    ['--secret-access-key=CANARY'],
    ['--password=CANARY'],
    ['--session-token=CANARY'],
  ])('a secret on the command line is never repeated: %s', (...args) => {
    const failure = caught(() => readArguments(['connections', 'add', 'Work', ...args]));
    expect(failure.code).toBe('bad-request');
    expect(JSON.stringify(failure.detail)).not.toContain('CANARY');
  });
});
