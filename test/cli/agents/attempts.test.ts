// Fifty ways to get something out of this computer by `mayfly mcp`, each refused: nothing is stored, and no answer holds what it was after.
import { link, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLedger } from '../../../main/adapters/ledger/ledger';
import { onPosix } from '../../platform';
import { lines } from '../request-profile';
import { openAgentProfile, type Agent, type AgentProfile, type Answer } from './agent-profile';

const canary = 'canary-of-what-no-agent-may-have';
const key = `-----BEGIN OPENSSH PRIVATE KEY-----\n${canary}\n`;

let profile: AgentProfile;
let agent: Agent;
/** Allowed without asking. */
let open: string;
/** The id and the link of the owner's own share. */
let own: { readonly id: string; readonly url: string };

beforeAll(async () => {
  profile = await openAgentProfile();
  const { home } = profile;
  open = join(home, 'open');
  for (const folder of ['user/.ssh', 'user/Documents', 'open/sub', 'open/.git', 'open/mixed/.cache', 'open2', 'asking'])
    await mkdir(join(home, folder), { recursive: true });
  const files: Readonly<Record<string, string>> = {
    'user/.ssh/id_ed25519': key,
    'user/Documents/diary.txt': canary,
    'open2/beside.txt': canary,
    'asking/quiet.txt': canary,
    'open/a.txt': 'may leave',
    'open/.env': canary,
    'open/.git/config': canary,
    'open/mixed/fine.txt': 'may leave',
    'open/mixed/.cache/token': canary,
    'open/server.pem': canary,
    'open/ID_RSA': canary,
    'open/store.kdbx': canary,
    'open/credentials.json': canary,
    'open/production.env': canary,
    'open/harmless.txt': key,
    'open/age.txt': `# created\nAGE-SECRET-KEY-1${canary}`,
  };
  for (const [path, text] of Object.entries(files)) await writeFile(join(home, path), text);
  await link(join(home, 'user/Documents/diary.txt'), join(open, 'linked-hard.txt'));
  await symlink(join(home, 'user/Documents/diary.txt'), join(open, 'linked.txt'));
  await symlink(join(home, 'user/Documents'), join(open, 'linked'));
  await symlink(join(home, 'user/Documents/nothing'), join(open, 'dangling'));
  await symlink(profile.profile, join(open, 'state'));
  await profile.mayfly('mcp', 'allow', open, '--without-asking');
  await profile.mayfly('mcp', 'allow', join(home, 'asking'));
  await profile.mayfly('mcp', 'rules', '--longest', '1h');
  const shared = await profile.mayfly('share', join(home, 'user/Documents/diary.txt'), '--json');
  [own] = lines(shared.stdout) as [typeof own];
  agent = await profile.connect();
});
afterAll(async () => {
  await agent.close();
  await profile.close();
});

const share = (...paths: readonly string[]) => ['share_files', { paths }] as const;
const at = (path: string) => join(profile.home, path);
type Attempt = readonly [
  what: string,
  options: () => readonly [tool: string, options: Readonly<Record<string, unknown>>],
  code: string,
];

const refused = 'agent-path-refused';
const invalid = 'invalid';
const attempts: readonly Attempt[] = [
  ['a file of another folder', () => share(at('user/Documents/diary.txt')), refused],
  ['a whole other folder', () => share(at('user/Documents')), refused],
  ['the root', () => share('/'), refused],
  ['the home', () => share(at('user')), refused],
  ['the home by its sign', () => share('~/Documents/diary.txt'), refused],
  ['a folder whose name begins alike', () => share(at('open2/beside.txt')), refused],
  ['up and out', () => share(`${open}/../user/Documents/diary.txt`), refused],
  ['up and out from below', () => share(`${open}/sub/../../user/Documents/diary.txt`), refused],
  ['up and back in', () => share(`${open}/sub/../a.txt`), refused],
  ['through dots that stay', () => share(`${open}/./a.txt`), refused],
  ['a relative path', () => share('a.txt'), refused],
  ['a relative path that goes up', () => share('../user/Documents/diary.txt'), refused],
  ['a file address', () => share(`file://${at('user/Documents/diary.txt')}`), refused],
  ['an encoded way up', () => share(`${open}/%2e%2e/user/Documents/diary.txt`), 'file-missing'],
  ['a zero byte', () => share(`${open}/a.txt\0${at('user/Documents/diary.txt')}`), refused],
  ['a fine file beside a forbidden one', () => share(join(open, 'a.txt'), at('user/Documents/diary.txt')), refused],
  ['a symbolic link to a file outside', () => share(join(open, 'linked.txt')), refused],
  ['a file behind a link to a folder', () => share(join(open, 'linked/diary.txt')), refused],
  ['a link to a folder', () => share(join(open, 'linked')), refused],
  ['a link to what is not there', () => share(join(open, 'dangling')), refused],
  ['whether something is there, behind a link', () => share(join(open, 'linked/nothing')), refused],
  ['whether something is there, outside', () => share(at('user/nothing')), refused],
  ['a hard link', () => share(join(open, 'linked-hard.txt')), refused],
  ['the folder that has the hard link', () => share(open), refused],
  ['a hidden file', () => share(join(open, '.env')), refused],
  ['a file in a hidden folder', () => share(join(open, '.git/config')), refused],
  ['a hidden folder', () => share(join(open, '.git')), refused],
  ['a folder with a hidden one in it', () => share(join(open, 'mixed')), refused],
  ['a certificate’s key', () => share(join(open, 'server.pem')), refused],
  ['a key of ssh in capitals', () => share(join(open, 'ID_RSA')), refused],
  ['a store of passwords', () => share(join(open, 'store.kdbx')), refused],
  ['credentials', () => share(join(open, 'credentials.json')), refused],
  ['an environment', () => share(join(open, 'production.env')), refused],
  ['a key under another name', () => share(join(open, 'harmless.txt')), refused],
  ['a key of age under another name', () => share(join(open, 'age.txt')), refused],
  ['a key of ssh', () => share(at('user/.ssh/id_ed25519')), refused],
  ['the profile', () => share(profile.profile), refused],
  ['the ledger', () => share(join(profile.profile, 'mayfly.db')), refused],
  ['the profile behind a link', () => share(join(open, 'state/mayfly.db')), refused],
  ['the passphrase', () => share(at('passphrase')), refused],
  ['the environment of this process', () => share('/proc/self/environ'), refused],
  ['what this process has open', () => share('/proc/self/fd/0'), refused],
  ['the root of this process', () => share(`/proc/self/root${open}/../user/Documents/diary.txt`), refused],
  ['a device', () => share('/dev/mem'), refused],
  ['the passwords of the system', () => share('/etc/shadow'), refused],
  ['a path that is too long', () => share(`${open}/${'x'.repeat(5_000)}`), invalid],
  ['a name that no disk takes', () => share(`${open}/${'x'.repeat(300)}`), 'file-missing'],
  ['too many paths', () => share(...Array.from({ length: 101 }, () => join(open, 'a.txt'))), invalid],
  ['no path', () => share(), invalid],
  ['a path that is none', () => ['share_files', { paths: [{ toString: 'x' }] }], invalid],
  ['a field that there is not', () => ['share_files', { paths: [join(open, 'a.txt')], connection: 'Work' }], invalid],
  ['another profile', () => ['share_files', { paths: [join(open, 'a.txt')], profile_dir: '/tmp' }], invalid],
  ['no encryption', () => ['share_files', { paths: [join(open, 'a.txt')], encrypt: false }], invalid],
  [
    'a longer life',
    () => ['share_files', { paths: [join(open, 'a.txt')], lifetime_seconds: 3_601 }],
    'expiry-out-of-range',
  ],
  ['a life without an end', () => ['share_files', { paths: [join(open, 'a.txt')], lifetime_seconds: 1e12 }], invalid],
  ['a folder that asks, unasked', () => share(at('asking/quiet.txt')), 'agent-needs-approval'],
  ['to agree by itself', () => ['approve', { id: 'any' }], invalid],
  ['to allow a folder', () => ['allow', { folder: at('user') }], invalid],
  ['the owner’s share, extended', () => ['extend', { id: own.id, lifetime_seconds: 60 }], 'share-not-found'],
  ['the owner’s share, taken back', () => ['revoke', { id: own.id }], 'share-not-found'],
  ['the owner’s share by its beginning', () => ['revoke', { id: own.id.slice(0, 4) }], 'share-not-found'],
  ['the arrivals of another', () => ['list_arrivals', { id: own.id }], 'share-not-found'],
  ['to save what another asked for', () => ['save_arrivals', { id: own.id }], 'share-not-found'],
  ['an id that is a query', () => ['revoke', { id: "' OR 1=1 --" }], 'share-not-found'],
  ['a request into a folder outside', () => ['request_files', { title: 'x', folder: at('user/.ssh') }], refused],
  ['a request into a link', () => ['request_files', { title: 'x', folder: join(open, 'linked') }], refused],
  ['a request into a file', () => ['request_files', { title: 'x', folder: join(open, 'a.txt') }], 'file-missing'],
  [
    'a request above the longest',
    () => ['request_files', { title: 'x', folder: join(open, 'sub'), lifetime_seconds: 9_999 }],
    'expiry-out-of-range',
  ],
];

const isInvalid = async (answer: Promise<Answer>): Promise<string> => {
  try {
    const { isError, text, value } = await answer;
    if (!isError) return 'done';
    return value.error?.code ?? (/Invalid|not found/i.test(text) ? invalid : text);
  } catch (error) {
    return /Invalid|not found/i.test(String(error)) ? invalid : String(error);
  }
};

test.runIf(onPosix('symbolic links, hard links and /proc')).each(attempts)('%s', async (_what, options, code) => {
  const [tool, given] = options();
  const answer = agent.call(tool, given);
  expect(await isInvalid(answer)).toBe(code);
  const text = await answer.then(
    (told) => told.text,
    (error: unknown) => String(error),
  );
  for (const secret of [canary, own.url, 'correct horse battery']) expect(text).not.toContain(secret);
});

test('a file that is exchanged while it waits is not sent', async () => {
  const [victim, bait] = [join(open, 'swap.txt'), join(open, 'bait.txt')];
  const answers: string[] = [];
  for (let round = 0; round < 6; round += 1) {
    await writeFile(bait, 'may leave');
    await rename(bait, victim);
    const asked = isInvalid(agent.call(...share(victim)));
    await sleep(round * 4);
    await rm(victim);
    await symlink(at('user/Documents/diary.txt'), victim);
    answers.push(await asked);
    await rm(victim);
  }
  // Whoever was in time got what lay there, and nobody the diary.
  expect(
    answers.filter(
      (code) =>
        !['done', refused, 'file-changed', 'file-missing', 'file-not-regular', 'agent-too-often'].includes(code),
    ),
  ).toEqual([]);
  expect(await leaked()).toEqual([]);
});

test('what was refused is on no server and in no history, and the owner sees who tried', async () => {
  expect(await leaked()).toEqual([]);
  const calls = lines((await profile.mayfly('mcp', 'calls', '--json')).stdout) as readonly { outcome: string }[];
  expect(calls.filter(({ outcome }) => outcome === refused).length).toBeGreaterThan(40);
});

test('what a program calls itself and names moves no cursor and hides nothing', async () => {
  const named = '\u001b[2J\u202eliame\u0000 Trusted\n\n\nagent';
  const other = await profile.connect(named);
  await other.call('revoke', { id: 'x\u001b[31m\u202e' });
  await other.close();
  const { stdout } = await profile.mayfly('mcp', 'calls');
  expect(stdout).toContain('[2Jliame Trusted agent');
  expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
});

/** Names of what agents shared that holds the canary. */
async function leaked(): Promise<readonly string[]> {
  const { ledger } = openLedger(profile.profile);
  const shared = ledger.shares().filter(({ id }) => id !== own.id);
  ledger.close();
  const bodies = await Promise.all(
    shared.map(async ({ id, name }) => {
      const { stdout } = await profile.mayfly('copy', id, '--print');
      const answer = await fetch(stdout.trim());
      return (await answer.text()).includes(canary) ? name : '';
    }),
  );
  return bodies.filter((name) => name !== '');
}
