// Rules of the organisation by the built command: each rule, and each way around it that a person would try.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { someOf } from '../volume';
import { hasMounts, openRuledComputer, type RuledComputer } from './ruled-computer';
import { cliPath, interrupt, runCli, startCli, type Ended } from './run-cli';
import { serveBucket, type ServedBucket } from './served-bucket';

const elsewhere = { allowedEndpoints: ['https://files.example.com'] };

let served: ServedBucket;
let home: string;
let computer: RuledComputer;
let env: NodeJS.ProcessEnv;

/** `WORD` in an argument stands for what is only known when the suite runs. */
let words: Readonly<Record<string, string>> = {};
const filled = (text: string) =>
  Object.entries(words).reduce((now, [word, value]) => now.replaceAll(word, value), text);

type Runner = readonly string[];
const run = (runner: Runner, line: string, more: NodeJS.ProcessEnv = {}): Promise<Ended> => {
  const args = line.split(' ').map(filled);
  const inProfile = args.includes('--profile-dir') || more['MAYFLY_PROFILE_DIR'] !== undefined;
  const there = inProfile ? args : [...args, '--profile-dir', join(home, 'profile')];
  return runCli([...there, '--json'], { env: { ...env, ...more }, runner, cwd: home });
};
/** The exit code, and the code of the failure where it has one. */
const outcome = ({ code, stderr }: Ended): readonly [number | null, unknown] => {
  const failed = stderr.split('\n').findLast((line) => line.startsWith('{'));
  return [code, failed === undefined ? stderr : (JSON.parse(failed) as { error?: { code: string } }).error?.code];
};
const shared = async (
  line: string,
): Promise<{ readonly id: string; readonly url: string; readonly expiresAt: string }> => {
  const ended = await run([], line);
  if (ended.code !== 0) throw new Error(ended.stderr);
  return JSON.parse(ended.stdout);
};

beforeAll(async () => {
  computer = await openRuledComputer();
  served = await serveBucket();
  home = served.folder;
  env = { ...(await served.awsProfile()), AWS_PROFILE: 'suite' };
  await writeFile(join(home, 'a.txt'), 'a file');
  for (const name of ['profile', 'other']) served.connect(name);
  const exported = await run([], 'connections export');
  await writeFile(join(home, 'connections.json'), exported.stdout);
  const { id } = await shared('share a.txt --no-page');
  const asked = await shared('request --title Files');
  const { endpoint, bucket } = served.place;
  words = { ENDPOINT: endpoint, BUCKET: bucket, SHARE: id, REQUEST: asked.url, HOME: home };
});

afterAll(async () => {
  await served.close();
  await computer.close();
});

interface Way {
  readonly line: string;
  readonly env?: NodeJS.ProcessEnv;
}
const way = (line: string, more?: NodeJS.ProcessEnv): Way => ({ line, ...(more !== undefined && { env: more }) });
const once = 'share a.txt --bucket BUCKET --endpoint ENDPOINT --path-style';

/** What the rules make impossible, and how somebody would try it. */
const ruleSets: readonly (readonly [what: string, rules: object, ways: readonly Way[]])[] = [
  [
    'another server than these',
    elsewhere,
    [
      way('share a.txt'),
      way('share a.txt --profile-dir HOME/other'),
      way(once),
      way('share a.txt --bucket BUCKET --path-style', { AWS_ENDPOINT_URL_S3: 'ENDPOINT' }),
      // The bucket on this computer is no server that is named.
      way('share a.txt --profile-dir HOME/empty'),
      way('connections add New --endpoint ENDPOINT --bucket BUCKET --aws-profile suite --no-test'),
      way('connections edit Work --endpoint ENDPOINT/base --no-test'),
      way('connections import HOME/connections.json --profile-dir HOME/empty'),
      way('connections test Work'),
      way('copy SHARE --print'),
      way('extend SHARE --expires 1h'),
      way('keep SHARE --until 6w'),
      way('link s3://BUCKET/any'),
      way('sign get s3://BUCKET/any'),
      way('sign put s3://BUCKET/any --i-know'),
      way('request --title Files'),
      way('send REQUEST a.txt'),
    ],
  ],
  [
    'another bucket than these',
    { allowedBuckets: ['company'] },
    [way('share a.txt'), way(once), way('link s3://BUCKET/any')],
  ],
  ['a bucket that takes what is sent', { allowedBuckets: ['company'] }, [way('send REQUEST a.txt')]],
  ['another bucket of the same server', { allowedBuckets: ['BUCKET'] }, [way('link s3://another/any')]],
  [
    'a longer life',
    { longestLifetimeSeconds: 3_600 },
    [
      way('share a.txt --expires 2h'),
      way(`${once} --expires 2h`),
      way('share a.txt --keep-until 6w'),
      way('extend SHARE --expires 2h'),
      way('keep SHARE --until 6w'),
      way('sign get s3://BUCKET/any --expires 2h'),
      way('request --title Files --expires 2h'),
      way('link s3://BUCKET/any --expires 2h'),
    ],
  ],
  [
    'something readable',
    { encryption: 'demanded' },
    [
      way('share a.txt --no-encrypt'),
      way('send REQUEST a.txt'),
      way('share a.txt --no-encrypt --profile-dir HOME/other'),
      way('link s3://BUCKET/any'),
      way('sign get s3://BUCKET/any'),
      way('copy SHARE --print'),
      way('extend SHARE --expires 1h'),
    ],
  ],
  [
    'a short link',
    { shortLinks: false },
    [
      way('share a.txt --door'),
      way('copy SHARE --door --print'),
      way('connections doors Work --bucket doors --address https://go.example.com'),
    ],
  ],
  [
    'files of others',
    { fileRequests: false },
    [
      way('request --title Files'),
      way('sign put s3://BUCKET/any --i-know'),
      way('sign post s3://BUCKET/any --max-size 1MB --i-know'),
      way('sign multipart s3://BUCKET/any --content-length 7340032 --i-know'),
    ],
  ],
  [
    'the local network',
    { network: false },
    [
      way('nearby --accept'),
      way('nearby --list'),
      way('share a.txt --to 127.0.0.1'),
      way('share a.txt --nearby --profile-dir HOME/empty'),
    ],
  ],
];
const table = ruleSets.flatMap(([what, rules, ways]) =>
  someOf(ways, 6).map((one) => [what, one.line, rules, one] as const),
);

describe.skipIf(!hasMounts)('rules of the organisation', () => {
  test.each(table)('%s: %s', async (_what, _line, rules, { line, env: more = {} }) => {
    const runner = await computer.under(filled(JSON.stringify(rules)));
    const given = Object.fromEntries(Object.entries(more).map(([name, value = '']) => [name, filled(value)]));
    const ended = await run(runner, line, given);
    expect(outcome(ended)).toEqual([2, 'set-by-organisation']);
  });

  test('what was not said in so many words is as the rules have it', async () => {
    const hour = await computer.under({ longestLifetimeSeconds: 3_600, encryption: 'demanded', shortLinks: false });
    const ended = await run(hour, once);
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    const { url, expiresAt } = JSON.parse(ended.stdout);
    expect(Date.parse(expiresAt)).toBeLessThan(Date.now() + 3_700_000);
    expect(new URL(url).hash).not.toBe('');
  });

  test('an allowed place is used as ever, and rules lay nothing on it for good', async () => {
    const allowed = await computer.under({
      allowedEndpoints: [served.place.endpoint],
      allowedBuckets: [served.place.bucket],
      encryption: 'demanded',
    });
    expect((await run(allowed, once)).code).toBe(0);
    expect((await run(allowed, 'connections rename Work Work2')).code).toBe(0);
    const listed = await run([], 'connections list');
    expect(listed.stdout).not.toContain('demanded');
    expect((await run([], 'connections rename Work2 Work')).code).toBe(0);
  });

  const unreadable: [what: string, text: string, options: { readonly mode?: number; readonly uid?: number }][] = [
    ['cut off', '{"shortLinks": fa', {}],
    ['with a rule that nobody knows', '{"shortLink": false}', {}],
    ['with a value that cannot be', '{"longestLifetimeSeconds": "1d"}', {}],
    ['with an endpoint that matches nothing', '{"allowedEndpoints": ["https://Files.example.com/"]}', {}],
    ['that everybody may write', '{}', { mode: 0o666 }],
    ...(process.getuid?.() === 0
      ? [['of somebody else', '{}', { uid: 12_345 }] satisfies [string, string, object]]
      : []),
  ];
  test.each(someOf(unreadable, 4))(
    'a file %s keeps everything from being shared, and nothing from being taken back',
    async (_what, text, options) => {
      const { id } = await shared('share a.txt --no-page');
      const runner = await computer.under(text, options);
      expect(outcome(await run(runner, 'share a.txt'))).toEqual([2, 'policy-unreadable']);
      expect(outcome(await run(runner, 'policy'))).toEqual([2, 'policy-unreadable']);
      const listed = await run(runner, 'list');
      expect([listed.code, listed.stdout.includes(id)]).toEqual([0, true]);
      expect((await run(runner, `revoke ${id}`)).code).toBe(0);
    },
  );

  /** Serves agents where rules hold; gives the client, and what a call of its answers. */
  async function agentUnder(rules: object) {
    const [command = '', ...before] = await computer.under(rules);
    const client = new Client({ name: 'Test agent', version: '1' });
    const args = [...before, process.execPath, cliPath, 'mcp', '--profile-dir', join(home, 'other')];
    await client.connect(new StdioClientTransport({ command, args, env: { PATH: process.env['PATH'] ?? '' } }));
    const call = async () => {
      const { isError, content } = await client.callTool({ name: 'list_shares', arguments: {} });
      return isError === true ? JSON.stringify(content) : 'listed';
    };
    return { client, call };
  }

  test('agents are served, and no call of theirs does anything', async () => {
    const { client, call } = await agentUnder({ agents: false });
    expect(await call()).toContain('set-by-organisation');
    await client.close();
  });

  const within = { timeout: 20_000 };
  test('a command that runs takes rules that are changed, damaged and mended meanwhile', async () => {
    const { client, call } = await agentUnder({});
    expect(await call()).toBe('listed');
    for (const [rules, told] of [
      [{ agents: false }, 'set-by-organisation'],
      ['{', 'policy-unreadable'],
      [{}, 'listed'],
    ] as const) {
      await computer.change(rules);
      await expect.poll(call, within).toContain(told);
    }
    await client.close();
  }, 90_000);

  test('a watched folder is shared by the rules of the moment', async ({ onTestFinished }) => {
    const runner = await computer.under({});
    const folder = join(home, 'watched');
    await mkdir(folder);
    const args = ['watch', folder, '--json', '--verbose', '--profile-dir', join(home, 'profile')];
    const watching = startCli(args, { env, runner });
    onTestFinished(() => void watching.child.kill('SIGKILL'));
    const isWatched = () => {
      const { ledger } = openLedger(join(home, 'profile'));
      const { length } = ledger.watchedFolders();
      ledger.close();
      return length;
    };
    await expect.poll(isWatched, within).toBe(1);
    await writeFile(join(folder, 'one.txt'), 'one');
    expect(await watching.firstLine()).toContain('one.txt');
    await computer.change(elsewhere);
    await expect.poll(() => watching.said(), within).toContain('the rules of the organisation are others now');
    await writeFile(join(folder, 'two.txt'), 'two');
    await expect.poll(() => watching.said(), within).toContain('"set-by-organisation"');
    const { code, stdout } = await interrupt(watching);
    expect([code, stdout.includes('two.txt')]).toEqual([130, false]);
  }, 90_000);

  test('at a place that is not allowed any more, shares are listed and taken back', async () => {
    const { id, url } = await shared('share a.txt --no-page');
    const runner = await computer.under(elsewhere);
    expect((await run(runner, 'list')).stdout).toContain(id);
    expect((await run(runner, `revoke ${id}`)).code).toBe(0);
    expect((await fetch(url)).status).toBe(404);
  });

  test('mayfly policy says what holds and where it is from', async () => {
    const rules = { ...elsewhere, longestLifetimeSeconds: 86_400, agents: false };
    const runner = await computer.under(rules);
    expect(JSON.parse((await run(runner, 'policy')).stdout)).toEqual({
      schemaVersion: 1,
      holds: true,
      from: '/etc/mayfly/policy.json',
      rules,
    });
    expect((await runCli(['policy'], { runner })).stdout).toBe(
      [
        'Set by your organisation in /etc/mayfly/policy.json:',
        'Servers           https://files.example.com',
        'Longest lifetime  1 day',
        'Agents            off',
        '',
      ].join('\n'),
    );
  });
});

test('without rules mayfly policy says where they would be', async () => {
  const { code, stdout } = await run([], 'policy');
  expect([code, JSON.parse(stdout)]).toMatchObject([0, { holds: false, rules: {} }]);
});
