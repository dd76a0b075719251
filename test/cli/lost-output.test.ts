// What a command prints is its result: where it cannot be written the command failed, and says how the link is had again.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { interrupt, runCli, startCli, type Ended, type Running } from './run-cli';
import { isDeep, someOf } from '../volume';

let folder: string;
let server: Running;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mayfly-lost-'));
  await writeFile(join(folder, 'a.txt'), 'abc');
  server = startCli(['bucket', 'serve', '--profile-dir', profile()]);
  await server.firstLine();
});
afterAll(async () => {
  await interrupt(server);
  await rm(folder, { recursive: true, force: true });
});

const profile = (name = 'profile') => join(folder, name);
/** The command by a shell that sends its output elsewhere. */
const through = (script: string) => ['sh', '-c', script, 'sh'];
const codeOf = ({ stderr }: Ended): unknown =>
  stderr.split('\n').flatMap((line) => {
    if (!line.startsWith('{')) return [];
    return (JSON.parse(line) as { error?: { code: string } }).error?.code ?? [];
  });
const onFullDisk = through('exec "$@" > /dev/full');
const shareIt = (json: readonly string[] = []) => ['share', join(folder, 'a.txt'), '--profile-dir', profile(), ...json];
/** What the command says on standard error, and its exit code, where nobody reads its output. */
async function endedUnread(args: readonly string[], stdin = ''): Promise<string> {
  const runner = through('{ "$@"; echo "ended $?" >&2; } | true');
  return (await runCli([...args, '--profile-dir', profile()], { runner, stdin })).stderr;
}
const names = async () => {
  const { stdout } = await runCli(['list', '--json', '--profile-dir', profile()]);
  return (JSON.parse(stdout) as readonly { name: string }[]).map(({ name }) => name);
};

test('a link that a full disk did not take is a failure, and its share stays in the history', async () => {
  const before = (await names()).length;
  const { code, stderr } = await runCli(shareIt(), { runner: onFullDisk });
  expect(code).toBe(5);
  expect(stderr).toContain(
    'mayfly: What this command prints could not be written: there is no space left. What the command did is done. If it made a link, mayfly list shows it, and mayfly copy ID --print prints it again; of sign and --bucket no link is kept: run the command again.\n',
  );
  expect((await names()).length).toBe(before + 1);
});

test('a link that nobody read is a failure, and what would have served it ends', async () => {
  const gone = through('{ "$@"; echo "ended $?" >&2; } | true');
  const alone = ['share', join(folder, 'a.txt'), '--profile-dir', profile('alone'), '--json'];
  for (const args of [shareIt(['--json']), alone]) {
    const { stderr } = await runCli(args, { runner: gone });
    expect([codeOf({ stderr, stdout: '', code: 0 }), /ended (\d+)/.exec(stderr)?.[1]]).toEqual([['output-lost'], '5']);
  }
});

test.each(
  someOf(
    [
      ['--help'],
      ['--version'],
      ['completion', 'bash'],
      ['list', '--json'],
      ['connections', 'list'],
      ['connections', 'providers', '--json'],
      ['uploads', '--json'],
      ['bucket', 'serve', '--json'],
    ],
    4,
    3,
  ).map((args) => [args.join(' '), args] as const),
)('mayfly %s on a full disk is a failure', async (_what, args) => {
  const ended = await runCli(args, { runner: onFullDisk, env: { MAYFLY_PROFILE_DIR: profile('other') } });
  expect([ended.code, ended.stderr.includes('could not be written')]).toEqual([5, true]);
});

test('a disk that took a part of the output did not take it', async ({ skip }) => {
  skip(!isDeep, 'held by npm run test:deep');
  const path = join(folder, 'part.txt');
  const whole = (await runCli(['completion', 'bash'])).stdout;
  const some = through(`ulimit -f 1; exec "$@" > ${path}`);
  const ended = await runCli(['completion', 'bash'], { runner: some, env: { XDG_CACHE_HOME: join(folder, 'cache') } });
  expect([ended.code, whole.startsWith(await readFile(path, 'utf8'))]).toEqual([5, true]);
});

test.each([
  ['connections', 'providers', '--json'],
  ['mcp', 'list', '--json'],
  ['policy', '--json'],
])('who has read enough of mayfly %s %s is no failure', async (...args) => {
  expect(await endedUnread(args)).toBe('ended 0\n');
});

test('who has read enough of the names behind a link is no failure', async () => {
  const sharing = startCli(shareIt());
  const link = await sharing.firstLine();
  expect(await endedUnread(['get', '-', '--list', '--json'], link)).toBe('ended 0\n');
  await interrupt(sharing);
});
