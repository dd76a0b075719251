// `--output`, `--format`, `--jsonl`, `--progress json` and `--timeout` of the built command: what a script reads, and when.
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { lstat, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fields } from '../../main/terminal/scripts/fields';
import { commands } from '../../main/terminal/arguments/grammar';
import type { CommandName } from '../../main/terminal/arguments/command-rule';
import { onPosix } from '../platform';
import { runCli } from './run-cli';
import { keys, serveBucket, type ServedBucket } from './served-bucket';
import { isDeep } from '../volume';

let served: ServedBucket;
let env: NodeJS.ProcessEnv;
const at = (...names: readonly string[]) => join(served.folder, ...names);

/** On a connection that is kept, with its keys in a file: no keychain is needed. */
const cli = (args: readonly string[], stdin = '') =>
  runCli([...args, '--profile-dir', at('client')], { stdin, noTerminal: true, env });

beforeAll(async () => {
  served = await serveBucket();
  env = await served.connectSealed('client');
  await writeFile(at('a.txt'), 'abc');
  await writeFile(at('b.txt'), 'abcd');
});
afterAll(() => served.close());

test('--format prints a line for each link with the fields of --json', async () => {
  const shared = await cli([
    'share',
    at('a.txt'),
    at('b.txt'),
    '--no-page',
    '--format',
    String.raw`{{.name}}\t{{ .kind }} {{.files}}{{.title}}`,
  ]);
  const line = (name: string, size: number) =>
    expect.stringMatching(
      new RegExp(
        `^${name}\tfile \\[\\{"name":"${name}","sizeBytes":${size},"contentType":"text/plain","key":"\\S+"\\}\\]$`,
      ),
    );
  expect(shared).toMatchObject({ code: 0, stderr: '' });
  expect(shared.stdout.trimEnd().split('\n')).toEqual([line('a.txt', 3), line('b.txt', 4)]);
  const listed = await cli(['list', '--sort', 'name', '--format', '{{.name}} {{.state}}']);
  expect(listed.stdout).toBe('a.txt live\nb.txt live\n');
});

test('--jsonl prints the items of the array of --json, a line each', async () => {
  const [array, lines] = [await cli(['list', '--json']), await cli(['list', '--jsonl'])];
  expect(
    lines.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual(JSON.parse(array.stdout));
  expect((await cli(['show', 'none', '--jsonl'])).code).toBe(2);
  expect((await cli(['list', '--state', 'none', '--jsonl'])).stderr).toMatch(
    /^\{"schemaVersion":1,"error":\{"code":"bad-request"/,
  );
});

test.each([
  ['{{.nmae}}', 'there is no field “nmae”; there are id, url, name, '],
  ['{{range .files}}', '--format takes fields like {{.url}}; there are id, url, '],
])('--format %s is refused before anything is stored', async (format, said) => {
  const { code, stdout, stderr } = await cli(['share', at('a.txt'), '--format', format]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(said);
});

test('failures beside --format stay in words', async () => {
  const { code, stderr } = await cli(['share', at('none.txt'), '--format', '{{.url}}']);
  expect({ code, stderr }).toEqual({
    code: 5,
    stderr: expect.stringMatching(/^mayfly: .*none\.txt.* could not be found\. /),
  });
});

test('--output writes the link into a file that only its owner reads, and prints nothing', async () => {
  await mkdir(at('out'));
  await writeFile(at('out', 'former'), 'former', { mode: 0o644 });
  const { code, stdout, stderr } = await cli(['share', at('a.txt'), '--output', at('out', 'link')]);
  expect({ code, stdout, stderr }).toEqual({
    code: 0,
    stdout: '',
    stderr: 'mayfly: the link opens on this computer only.\n',
  });
  const url = (await readFile(at('out', 'link'), 'utf8')).trimEnd();
  expect(await (await fetch(url)).text()).toBe('abc');
  expect(await readdir(at('out'))).toEqual(['former', 'link']);
});

test.runIf(onPosix('modes of files, and symbolic links'))(
  'the file of --output has mode 600, and a symbolic link to it stays',
  async () => {
    await symlink(at('out', 'former'), at('pointer'));
    expect(await cli(['list', '--jsonl', '--output', at('pointer')])).toMatchObject({ code: 0, stdout: '' });
    const [pointer, former, link] = await Promise.all([
      lstat(at('pointer')),
      lstat(at('out', 'former')),
      lstat(at('out', 'link')),
    ]);
    expect([pointer.isSymbolicLink(), former.mode & 0o777, link.mode & 0o777]).toEqual([true, 0o600, 0o600]);
    expect((await readFile(at('out', 'former'), 'utf8')).split('\n').length).toBeGreaterThan(2);
  },
);

test('a command that fails leaves the file of --output as it was', async () => {
  await writeFile(at('kept'), 'former');
  expect((await cli(['share', at('none.txt'), '--output', at('kept')])).code).toBe(5);
  expect(await readFile(at('kept'), 'utf8')).toBe('former');
});

test.each([
  ['no folder', ['nowhere', 'link'], 'folder-missing', 5],
  ['a folder', ['out'], 'bad-request', 2],
])('--output to %s is refused before anything is stored', async (_, path, failure, code) => {
  const before = (await cli(['list', '--jsonl'])).stdout;
  const refused = await cli(['share', at('a.txt'), '--json', '--output', at(...path)]);
  expect({ ...refused, stderr: (JSON.parse(refused.stderr) as { error: { code: string } }).error.code }).toEqual({
    code,
    stdout: '',
    stderr: failure,
  });
  expect((await cli(['list', '--jsonl'])).stdout).toBe(before);
});

test('--progress json tells on standard error how far it is', async () => {
  const { code, stderr } = await cli(['share', at('a.txt'), '--json', '--progress', 'json']);
  const lines = stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect({ code, last: lines.at(-1) }).toEqual({
    code: 0,
    last: {
      schemaVersion: 1,
      progress: { files: 1, doneBytes: expect.any(Number), sizeBytes: 3, bytesPerSecond: expect.any(Number) },
    },
  });
});

test('--timeout ends a command whose server is silent, with a code of its own', async () => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const where = ['--endpoint', `http://127.0.0.1:${port}`, '--bucket', 'files', '--region', 'us-east-1'];
  const ended = await runCli(
    ['share', at('a.txt'), ...where, '--json', '--timeout', '1s', '--profile-dir', at('other')],
    { env: keys },
  );
  silent.close();
  silent.closeAllConnections();
  expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code: 4, stdout: '' });
  const { error } = JSON.parse(ended.stderr.trimEnd().split('\n').at(-1) ?? '') as { error: { code: string } };
  expect(error.code).toBe('out-of-time');
});

test.runIf(isDeep)('the fields of --format are those of --json, and each command that takes it has some', async () => {
  const taking = (Object.keys(commands) as CommandName[]).filter((name) => commands[name].options.includes('format'));
  expect(Object.keys(fields).toSorted()).toEqual(taking.toSorted());
  const [{ id = '' } = {}] = JSON.parse((await cli(['list', '--json'])).stdout) as { id?: string }[];
  const request = await cli(['request', '--json']);
  const runs: readonly (readonly [CommandName, readonly string[]])[] = [
    ['share', ['share', at('a.txt'), '--page', '--title', 'T', '--message', 'M', '--encrypt']],
    ['list', ['list']],
    ['show', ['show', id]],
    ['copy', ['copy', id, '--print', '--form', 'html']],
    ['request', ['request', '--title', 'T']],
    ['requests', ['requests', (JSON.parse(request.stdout) as { id: string }).id]],
    ['policy', ['policy']],
    ['sign put', ['sign', 'put', `s3://${served.place.bucket}/in`, '--i-know']],
    ['sign post', ['sign', 'post', `s3://${served.place.bucket}/in`, '--max-size', '1MB', '--i-know']],
    ['sign multipart', ['sign', 'multipart', `s3://${served.place.bucket}/in`, '--content-length', '9', '--i-know']],
  ];
  for (const [name, args] of runs) {
    const { stdout, stderr } = await cli([...args, '--json']);
    const [item = {}] = [JSON.parse(stdout || stderr) as object | object[]].flat();
    const unknown = Object.keys(item).filter((key) => key !== 'schemaVersion' && fields[name]?.includes(key) !== true);
    expect([name, unknown]).toEqual([name, []]);
  }
});
