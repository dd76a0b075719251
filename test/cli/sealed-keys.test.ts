// Without a keychain, over ssh and in CI, a connection's keys lie in a file that a passphrase opens: the real program, asked on a real terminal.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onPosix } from '../platform';
import { isDeep, someOf } from '../volume';
import { cheapenKeys } from './cheap-keys';
import { cliPath, runCli, type RunOptions } from './run-cli';
import { keys, serveBucket, type ServedBucket } from './served-bucket';

const passphrase = 'correct horse battery';

let served: ServedBucket;
let folder: string;
let profile: string;
let report: string;

beforeAll(async () => {
  served = await serveBucket();
  ({ folder } = served);
  profile = join(folder, 'client');
  report = join(folder, 'report.txt');
  await writeFile(report, 'over ssh');
  await put('good', `${passphrase}\n`);
});
afterAll(() => served.close());

const put = (name: string, text: string, mode = 0o600) => writeFile(join(folder, name), text, { mode });
/** As in CI: nobody can be asked. `file` is what `MAYFLY_PASSPHRASE_FILE` names. */
const run = (args: readonly string[], file?: string, more: RunOptions = {}) =>
  runCli([...args, '--profile-dir', profile], {
    ...more,
    noTerminal: true,
    env: file === undefined ? {} : { MAYFLY_PASSPHRASE_FILE: join(folder, file) },
  });

test('without a key in a file there is no passphrase to change, which standard error says', async () => {
  const ended = await runCli(['connections', 'passphrase', '--profile-dir', join(folder, 'none')], {
    noTerminal: true,
  });
  const lines = [`there is no profile in ${join(folder, 'none')} yet.`, 'no connection keeps its keys in a file.', ''];
  expect([ended.code, ended.stdout, ended.stderr.replaceAll('mayfly: ', '').split('\n')]).toEqual([0, '', lines]);
  expect(ended.stderr.match(/^mayfly: /gm)).toHaveLength(2);
});

const adding = (name: string) => [
  'connections',
  'add',
  name,
  ...served.there,
  '--access-key-id',
  keys.AWS_ACCESS_KEY_ID,
];
const secret = { stdin: `${keys.AWS_SECRET_ACCESS_KEY}\n` };
const add = (name: string, file?: string, more: readonly string[] = ['--store', 'file']) =>
  run([...adding(name), ...more], file, secret);
const codeOf = (stderr: string) => (JSON.parse(stderr) as { error: { code: string } }).error.code;
const sealed = () => {
  const at = join(profile, 'secrets');
  return existsSync(at) ? readdirSync(at).map((name) => join(at, name)) : [];
};
const listed = async () =>
  (JSON.parse((await run(['connections', 'list', '--json'])).stdout) as { name: string; keys: string }[]).map(
    ({ name, keys: at }) => [name, at],
  );

test('nothing is kept in a file unless it is asked for, and a missing keychain says how', async () => {
  const refused = await add('Silent', 'good', []);
  expect([refused.code, refused.stderr]).toEqual([6, expect.stringContaining('connections add --store file')]);
  expect([sealed(), await listed()]).toEqual([[], []]);
});

test.runIf(onPosix('sessions and file modes'))('without a passphrase nothing is saved, and why is said', async () => {
  const unasked = await add('Work');
  expect([unasked.code, unasked.stderr]).toEqual([3, expect.stringContaining('MAYFLY_PASSPHRASE_FILE')]);
  await put('open', `${passphrase}\n`, 0o640);
  await put('short', 'seven77\n');
  await put('empty', '\n');
  const codes = ['open', 'empty', 'none', '.'].map(async (file) =>
    codeOf((await add('Work', file, ['--store', 'file', '--json'])).stderr),
  );
  expect(await Promise.all(codes)).toEqual(Array.from({ length: 4 }, () => 'passphrase-unusable'));
  expect((await add('Work', 'open')).stderr).toContain('others may read it');
  expect((await add('Work', 'short')).stderr).toContain('a passphrase has at least 8 characters');
  expect([sealed(), await listed()]).toEqual([[], []]);
});

test.runIf(onPosix('descriptors and file modes'))(
  'the passphrase comes from an open file, or from a credential of systemd, in this order',
  async () => {
    const other = (name: string) => ['--profile-dir', join(folder, `by-${name}`)];
    const adds = (name: string, args: readonly string[], env: NodeJS.ProcessEnv, runner?: readonly string[]) =>
      runCli([...adding('Work'), '--store', 'file', '--no-test', '--json', ...args, ...other(name)], {
        ...secret,
        env,
        noTerminal: true,
        ...(runner && { runner }),
      });
    const open = ['sh', '-c', `exec "$@" 3< ${join(folder, 'good')}`, 'sh'];
    const bad = { MAYFLY_PASSPHRASE_FILE: join(folder, 'none') };
    expect((await adds('fd', ['--passphrase-fd', '3'], bad, open)).code).toBe(0);
    // As `3< <(cat FILE)` of bash gives it: the process has its reading end twice.
    const piped = ['sh', '-c', `exec 4<&0; cat ${join(folder, 'good')} | "$@" 3<&0 5<&0 <&4`, 'sh'];
    expect((await adds('pipe', ['--passphrase-fd', '3'], bad, piped)).code).toBe(0);
    // From 3 on are Node's own, each release's in its order: to close one of them would end the process.
    const own = someOf([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 250], 5).map(async (fd) => {
      const closed = await adds(`closed-${String(fd)}`, ['--passphrase-fd', String(fd)], {});
      return [closed.code, codeOf(closed.stderr)];
    });
    expect(await Promise.all(own)).toEqual(own.map(() => [3, 'passphrase-unusable']));
    expect((await adds('number', ['--passphrase-fd', 'x'], {})).code).toBe(2);

    const given = join(folder, 'credentials');
    mkdirSync(given);
    writeFileSync(join(given, 'mayfly-passphrase'), passphrase, { mode: 0o440 });
    const service = { CREDENTIALS_DIRECTORY: given };
    expect(codeOf((await adds('named', [], { ...service, ...bad })).stderr)).toBe('passphrase-unusable');
    expect((await adds('service', [], service)).code).toBe(0);
    const share = ['share', report, ...other('service')];
    expect(await runCli(share, { env: service, noTerminal: true })).toMatchObject({ code: 0 });
    expect((await runCli(share, { noTerminal: true })).code).toBe(3);
  },
);

describe('with the file of CI', () => {
  test('a connection is saved, tested, shared to, taken back and swept, and no file or word holds a secret', async () => {
    const added = await add('Work', 'good');
    expect([added.code, added.stderr]).toEqual([0, '']);
    expect(await listed()).toEqual([['Work', 'file']]);
    expect(sealed().map((path) => statSync(path).mode & 0o777)).toEqual([process.platform === 'win32' ? 0o666 : 0o600]);
    expect(JSON.parse(readFileSync(sealed()[0] ?? '', 'utf8'))).toMatchObject({
      kdf: 'scrypt',
      N: 131_072,
      r: 8,
      p: 1,
    });
    await cheapenKeys(profile, passphrase);

    const tested = await run(['connections', 'test', 'Work', '--json'], 'good');
    expect([tested.code, JSON.parse(tested.stdout)]).toMatchObject([0, { ok: true }]);
    const shared = await run(['share', report, '--json'], 'good');
    const { id, url } = JSON.parse(shared.stdout) as { id: string; url: string };
    expect(await (await fetch(url)).text()).toBe('over ssh');
    expect((await run(['revoke', id], 'good')).code).toBe(0);
    expect((await fetch(url)).status).not.toBe(200);
    expect((await run(['sweep'], 'good')).code).toBe(0);

    const kept = readdirSync(profile, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const texts = kept.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
    expect(texts.length).toBeGreaterThan(1);
    for (const text of [...texts, added.stdout, tested.stdout, tested.stderr, shared.stdout, shared.stderr])
      expect(text).not.toMatch(/test-secret|correct horse/);
  });

  test('a wrong passphrase and a changed file are told apart, and change nothing', async () => {
    await put('wrong', 'incorrect horse\n');
    const [path = ''] = sealed();
    const before = readFileSync(path, 'utf8');
    const wrong = await run(['share', report], 'wrong');
    expect([wrong.code, wrong.stdout]).toEqual([3, '']);
    expect(wrong.stderr).toContain('The passphrase does not open the file. Nothing was changed.');
    expect([readFileSync(path, 'utf8'), sealed().length]).toEqual([before, 1]);
    writeFileSync(path, before.replace(/"sealed": ".{4}/, '"sealed": "AAAA'));
    const changed = await run(['share', report, '--json'], 'good');
    expect([changed.code, codeOf(changed.stderr)]).toEqual([3, 'secret-file-unusable']);
    writeFileSync(path, before);
  });

  test('other keys go into the file too, and without a keychain they stay there', async () => {
    const edited = ['connections', 'edit', 'Work', '--new-secret', '--no-test'];
    const before = readFileSync(sealed()[0] ?? '', 'utf8');
    expect((await run(edited, 'good', secret)).code).toBe(0);
    expect([await listed(), readFileSync(sealed()[0] ?? '', 'utf8') === before]).toEqual([[['Work', 'file']], false]);
    // There is no keychain to move them to: they stay.
    expect((await run(['connections', 'edit', 'Work', '--store', 'keychain'], 'good')).code).toBe(6);
    expect(await listed()).toEqual([['Work', 'file']]);
  });
});

const works = (...command: readonly string[]) => spawnSync(command[0] ?? '', command.slice(1)).status === 0;

describe('a write that ends early', () => {
  const edit = ['connections', 'edit', 'Work', '--new-secret', '--no-test', '--json'];

  test.runIf(isDeep && works('strace', '-qq', '-e', 'trace=none', 'true'))(
    'by a kill between write and rename leaves the former keys whole, and the next write nothing else',
    async () => {
      const [path = ''] = sealed();
      const before = readFileSync(path, 'utf8');
      const kill = 'inject=/^rename:error=EIO:signal=SIGKILL:when=1';
      const runner = ['strace', '-f', '-qq', '-o', '/dev/null', '-e', 'trace=/^rename', '-e', kill];
      const killed = await run(edit, 'good', { ...secret, runner });
      expect([killed.code === 0, readFileSync(path, 'utf8') === before, sealed().length]).toEqual([false, true, 2]);
      expect((await run(edit, 'good', secret)).code).toBe(0);
      expect(sealed()).toEqual([path]);
    },
  );

  /** A disk of one page, which the former file takes; some containers forbid that. */
  test.runIf(isDeep && works('unshare', '-rm', 'true'))(
    'by a full disk leaves the former keys alone there, and says so',
    async () => {
      const at = join(profile, 'secrets');
      const script =
        'cp -a "$0" "$0.aside" && mount -t tmpfs -o size=4k none "$0" && cp "$0.aside"/* "$0" && "$@"; code=$?; diff -r "$0" "$0.aside" && rm -r "$0.aside" && exit $code; exit 99';
      const full = await run(edit, 'good', { ...secret, runner: ['unshare', '-rm', 'sh', '-c', script, at] });
      expect([full.code, codeOf(full.stderr)]).toEqual([5, 'disk-full']);
    },
  );
});

/** `script` (util-linux) gives the program a terminal of its own; `answers` are typed as each prompt comes. */
async function onTerminal(args: readonly string[], answers: readonly (readonly [prompt: string, typed: string])[]) {
  const quoted = [process.execPath, cliPath, ...args, '--profile-dir', profile].map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['-qec', quoted, '/dev/null'], {
    env: {
      ...process.env,
      DBUS_SESSION_BUS_ADDRESS: undefined,
      XDG_RUNTIME_DIR: undefined,
      DISPLAY: undefined,
      LC_ALL: 'C.UTF-8',
    },
  });
  let shown = '';
  let asked = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    const [prompt = '', typed = ''] = answers[asked] ?? [];
    if (
      prompt === '' ||
      shown.split(prompt).length <= answers.slice(0, asked).filter(([same]) => same === prompt).length + 1
    )
      return;
    asked += 1;
    // Raw mode is on a moment after the prompt.
    setTimeout(() => child.stdin.write(typed), 100);
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, shown, asked };
}

describe.runIf(process.platform === 'linux')('on a terminal', () => {
  const once = ['Passphrase of the stored keys:', `${passphrase}\r`] as const;
  const fresh = ['New passphrase for the stored keys:', `${passphrase}\r`] as const;
  const again = ['The same again:', `${passphrase}\r`] as const;

  test('the first passphrase is typed twice without echo, the same both times, and a command asks once', async () => {
    profile = join(folder, 'terminal');
    const key = ['Secret access key:', `${keys.AWS_SECRET_ACCESS_KEY}\r`] as const;
    const unlike = await onTerminal(
      [...adding('Work'), '--store', 'file'],
      [key, fresh, ['The same again:', 'other words\r']],
    );
    expect([unlike.code, unlike.shown]).toEqual([2, expect.stringContaining('the two passphrases differ')]);
    expect(sealed()).toEqual([]);
    const added = await onTerminal([...adding('Work'), '--store', 'file'], [key, fresh, again]);
    expect([added.code, added.asked, added.shown]).toEqual([0, 3, expect.stringContaining('Saved “Work”')]);
    await cheapenKeys(profile, passphrase);
    const shared = await onTerminal(['share', report, report], [once]);
    expect([shared.code, shared.asked, shared.shown]).toEqual([0, 1, expect.stringContaining('X-Amz-Signature')]);
    expect(shared.shown.split('Passphrase of').length).toBe(2);
    for (const { shown } of [unlike, added, shared]) expect(shown).not.toMatch(/test-secret|correct horse/);
  });

  test('Ctrl-C at the prompt ends the command as everywhere', async () => {
    const ended = await onTerminal(['share', report], [[once[0], '\u0003']]);
    expect(ended.code).toBe(130);
  });

  test('another passphrase opens the files, the former one no more; and removing needs none', async () => {
    const better = 'a better passphrase';
    const changed = await onTerminal(
      ['connections', 'passphrase'],
      [once, [fresh[0], `${better}\r`], [again[0], `${better}\r`]],
    );
    expect([changed.code, changed.shown]).toEqual([
      0,
      expect.stringContaining('The keys of 1 connection have another passphrase now.'),
    ]);
    await cheapenKeys(profile, better);
    await put('better', better);
    expect((await run(['share', report], 'good')).code).toBe(3);
    expect((await run(['share', report], 'better')).code).toBe(0);
    expect((await run(['connections', 'remove', 'Work'])).code).toBe(0);
    expect([sealed(), await listed()]).toEqual([[], []]);
  });
});
