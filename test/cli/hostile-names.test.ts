// Names that could steer a terminal or a script, as arguments of the real program, to the file that a recipient saves.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostileNames, type HostileName } from '../hostile-names';
import { runCli } from './run-cli';
import { keys, serveBucket, type ServedBucket } from './served-bucket';
import { displayName } from '../../main/core/model/file-name';
import { volume } from '../volume';

let served: ServedBucket;
let folder: string;

beforeAll(async () => {
  served = await serveBucket();
  ({ folder } = served);
});
afterAll(() => served.close());

const share = (path: string, more: readonly string[] = []) =>
  runCli(['share', path, ...served.there, '--profile-dir', join(folder, 'client'), ...more], { env: keys });

/** What the recipient's browser saves the file as. */
async function savedName(json: string): Promise<string> {
  const { url } = JSON.parse(json) as { readonly url: string };
  const header = (await fetch(url)).headers.get('content-disposition') ?? '';
  return decodeURIComponent(/; filename\*=UTF-8''(\S+)$/.exec(header)?.[1] ?? '');
}

/** What an argument can carry: it ends at a NUL and is UTF-8. */
const canBeTyped = (name: string) => name.isWellFormed() && !name.includes('\0');
const canBeStored = (name: string) => canBeTyped(name) && !/^\.{0,2}$|\//.test(name) && Buffer.byteLength(name) <= 255;
/** Those with characters that terminals, shells or headers obey; every process takes its time, so every so many of them. */
const obeyed = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069"'$`;%<-]/u;
const some = (names: readonly HostileName[], count: number) =>
  names.filter((_name, index) => index % Math.ceil(names.length / count) === 0);

// Not on Windows, whose disks refuse most of these names themselves.
describe.runIf(process.platform !== 'win32')('a file of that name', () => {
  const names = some(
    hostileNames.filter(([, name]) => canBeStored(name) && obeyed.test(name)),
    volume(14),
  );

  test.each(names)('%s: is shared under it, and the terminal gets one plain line', async (what, name) => {
    const inside = join(folder, what.replaceAll(/[^A-Za-z0-9]+/g, '-'));
    await mkdir(inside);
    await writeFile(join(inside, name), `content of ${what}`);
    const { code, stdout, stderr } = await share(join(inside, name), ['--json']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^[^\p{Cc}\u2028-\u202e\u2066-\u2069]+\n$/u);
    const { url, files } = JSON.parse(stdout) as { url: string; files: readonly { name: string }[] };
    expect(files.map((file) => file.name)).toEqual([displayName(name)]);
    const answer = await fetch(url);
    expect(await answer.text()).toBe(`content of ${what}`);
    expect(await savedName(stdout)).toBe(displayName(name));
  });

  test.each(some(names, volume(4)))('%s: when it is missing, the words obey nothing in it', async (_what, name) => {
    const { code, stdout, stderr } = await share(join(folder, 'nowhere', name));
    expect([code, stdout]).toEqual([5, '']);
    expect(stderr).toMatch(/^mayfly: [^\p{Cc}\u2028-\u202e\u2066-\u2069]+\n$/u);
  });
});

describe('a file whose name is an option', () => {
  const inside = (name: string) => join(folder, `as-option${name}`);
  const given = async (name: string, ...args: readonly string[]) => {
    await mkdir(inside(name), { recursive: true });
    for (const each of [name, 'a.txt']) await writeFile(join(inside(name), each), each);
    const more = [...served.there, '--profile-dir', join(folder, 'client')];
    return runCli(['share', ...more, ...args], { env: keys, cwd: inside(name) });
  };

  test.each(['--no-encrypt', '--json', '-x', '-x=1'])(
    '%s is no option because a shell wrote it for *',
    async (name) => {
      const { code, stdout, stderr } = await given(name, name, 'a.txt');
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain(
        `“${name}” is read as an option, and a file here has that name: type ./${name} for the file`,
      );
    },
  );

  test('is shared by ./ and behind --', async () => {
    for (const args of [['./--json'], ['--', '--json']]) {
      const { code, stdout } = await given('--json', ...args);
      expect(code).toBe(0);
      expect(await savedName(JSON.stringify({ url: stdout.trim() }))).toBe('--json');
    }
  });

  test('is still an option before --', async () => {
    const { code, stdout } = await given('--json', '--json', '--', 'a.txt');
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { name: 'a.txt' }]);
  });
});

describe.runIf(process.platform === 'linux')('bytes that are no UTF-8', () => {
  // Node gives a child process UTF-8 alone.
  const withRaw = (option: string) => ['sh', '-c', `exec "$0" "$@" ${option} "$(printf 'caf\\351')"`];

  test.each(['--to', '--output', '--profile-dir'])(
    'are refused as the value of %s, and nothing is made',
    async (option) => {
      const cwd = join(folder, `raw${option}`);
      await mkdir(cwd);
      const { code, stderr } = await runCli(['get', 'http://127.0.0.1:1/a'], { cwd, runner: withRaw(option) });
      expect([code, stderr]).toEqual([
        2,
        `mayfly: That cannot be done: ${option} takes a value in UTF-8. Nothing was sent. See mayfly --help.\n`,
      ]);
      expect(await readdir(cwd)).toEqual([]);
    },
  );
});

describe('a name chosen for the recipient', () => {
  const names = hostileNames.filter(([, name]) => canBeTyped(name) && (obeyed.test(name) || name.includes('/')));
  const isKept = ([, name]: HostileName) => displayName(name.trim()) === name.trim();
  const choose = async (name: string) => {
    const path = join(folder, 'plain.txt');
    await writeFile(path, 'plain');
    return share(path, [`--name=${name}`, '--json']);
  };

  test.each(some(names.filter(isKept), volume(7)))('%s: is what the recipient gets', async (_what, name) => {
    const { code, stdout, stderr } = await choose(name);
    expect([code, stderr, await savedName(stdout)]).toEqual([0, '', name.trim()]);
  });

  const refused = names.filter((named) => !isKept(named));
  test.each(some(refused, volume(7)))('%s: is refused before anything is sent', async (_what, name) => {
    const { code, stdout, stderr } = await choose(name);
    expect([code, stdout]).toEqual([2, '']);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'bad-request' } });
  });
});
