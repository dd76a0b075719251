// What people install is the package, so the package itself must start, share and stay shut. What a debugger of the tests needs
// is taken from a copy first: it is then what a release is.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createPackage, listPackage } from '@electron/asar';
import { flipFuses, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { copiedLink, drop, expect, launch, packagedProgram, quit, test } from './fixtures';
import { receive, sha256 } from './recipient';
import { viewOf } from './window';

const projectDir = join(import.meta.dirname, '..', '..');
const asarOf = (program: string) => join(dirname(program), 'resources', 'app.asar');

/** What each fuse of a release is; `inherit` is what Electron itself was built with. */
const fuses = {
  RunAsNode: 'off',
  EnableCookieEncryption: 'off',
  EnableNodeOptionsEnvironmentVariable: 'off',
  EnableNodeCliInspectArguments: 'off',
  EnableEmbeddedAsarIntegrityValidation: 'on',
  OnlyLoadAppFromAsar: 'on',
  LoadBrowserProcessSpecificV8Snapshot: 'off',
  GrantFileProtocolExtraPrivileges: 'off',
} as const satisfies Record<keyof typeof FuseV1Options, 'on' | 'off'>;

const fuseStates: Readonly<Record<string, string>> = { 0: 'off', 1: 'on', r: 'removed', 144: 'inherit' };

/** The wire of the program as words. */
async function readFuses(program: string): Promise<Readonly<Record<string, string>>> {
  const wire = await getCurrentFuseWire(program);
  const names = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)));
  return Object.fromEntries(
    names.map((name) => {
      const state = String.fromCodePoint(Number(wire[FuseV1Options[name as keyof typeof FuseV1Options]]));
      return [name, fuseStates[state] ?? state];
    }),
  );
}

/** The package as it is released: the same files, and no debugger of the tests. */
async function releaseOf(program: string): Promise<string> {
  const folder = join(dirname(program), '..', 'release');
  await rm(folder, { recursive: true, force: true });
  execFileSync('cp', ['--archive', '--link', dirname(program), folder]);
  const released = join(folder, basename(program));
  await copyFile(released, `${released}.own`);
  await rename(`${released}.own`, released);
  await flipFuses(released, { version: FuseVersion.V1, [FuseV1Options.EnableNodeCliInspectArguments]: false });
  return released;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  // Whoever listens is seen to.
  expect(await listeningPorts([process.pid])).toContain(port);
  server.close();
  await once(server, 'close');
  return port;
}

/** The ports on which a process of that family listens. */
async function listeningPorts(pids: readonly number[]): Promise<readonly number[]> {
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8')));
  const byInode = new Map(
    tables.flatMap((table) =>
      table
        .split('\n')
        .map((line) => line.trim().split(/\s+/))
        .filter((cells) => cells[3] === '0A')
        .map((cells) => [cells[9], parseInt(cells[1]?.split(':')[1] ?? '', 16)] as const),
    ),
  );
  const links = pids.flatMap((pid) =>
    execFileSync('sh', ['-c', `ls /proc/${pid}/fd 2>/dev/null || true`], { encoding: 'utf8' })
      .split('\n')
      .filter((fd) => fd !== '')
      .map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')),
  );
  const inodes = (await Promise.all(links)).map((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1]);
  return inodes.flatMap((inode) => byInode.get(inode) ?? []);
}

const childrenOf = (pid: number): readonly number[] => {
  const own = execFileSync('sh', ['-c', `cat /proc/${pid}/task/*/children 2>/dev/null || true`], { encoding: 'utf8' });
  const children = own.split(/\s+/).filter(Boolean).map(Number);
  return [...children, ...children.flatMap(childrenOf)];
};

/** Which user and process namespaces a process lives in. */
const namespacesOf = (pid: number | 'self') =>
  Promise.all(['user', 'pid'].map((kind) => readlink(`/proc/${pid}/ns/${kind}`).catch(() => 'unknown')));

test('the package holds what runs and nothing that tells where it was made, in six megabytes', async () => {
  const program = await packagedProgram();
  expect(await readFuses(program)).toEqual({ ...fuses, EnableNodeCliInspectArguments: 'on' });
  const recipe = await readFile(join(projectDir, 'electron-builder.yml'), 'utf8');
  expect(recipe).toMatch(/^ {2}enableNodeCliInspectArguments: false/m);

  const asar = await readFile(asarOf(program));
  expect(asar.length).toBeLessThanOrEqual(6_000_000);
  const files = listPackage(asarOf(program), { isPack: false });
  expect(files.length).toBeGreaterThan(20);
  expect(files.filter((path) => /\.(map|ts|tsx|md)$|(^|\/)(test|scripts|\.git)(\/|$)/.test(path))).toEqual([]);
  for (const trace of ['sourceMappingURL=', projectDir, ...(homedir() === '/root' ? [] : [homedir()])])
    expect(asar.includes(trace), trace).toBe(false);
});

/** Where a release may run as somebody who is not root: nothing of it may lie in a folder that only root can enter. */
async function othersPlace() {
  const folder = await mkdtemp('/tmp/mayfly-release-');
  const isRoot = process.getuid?.() === 0;
  const place = (name: string) => join(folder, name);
  const cookie = process.env['XAUTHORITY'];
  if (cookie !== undefined) await copyFile(cookie, place('xauthority'));
  if (isRoot) execFileSync('chown', ['-R', `${nobody}:${nobody}`, folder]);
  const { DBUS_SESSION_BUS_ADDRESS: _bus, ...environment } = process.env;
  return {
    place,
    who: isRoot ? { uid: nobody, gid: nobody } : {},
    env: {
      ...environment,
      HOME: folder,
      TMPDIR: folder,
      XDG_CONFIG_HOME: folder,
      XDG_DATA_HOME: folder,
      XDG_RUNTIME_DIR: folder,
      ...(cookie !== undefined && { XAUTHORITY: place('xauthority') }),
    },
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

const nobody = 65_534;

/** What the kernel says of a process, such as `Seccomp`. */
const statusOf = async (pid: number, field: string) =>
  new RegExp(`^${field}:\\s+(\\S+)`, 'm').exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];

const commandLine = async (pid: number) =>
  (await readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '')).replaceAll('\0', ' ');

test('a release lets nobody in who starts it: not as Node, not with a debugger, not with an app of their own @x11', async () => {
  test.skip(process.platform !== 'linux', 'reads /proc');
  const released = await releaseOf(await packagedProgram());
  expect(await readFuses(released)).toEqual(fuses);
  const { place, who, env, remove } = await othersPlace();
  const marking = (name: string) =>
    `require('node:fs').writeFileSync(${JSON.stringify(place(`${name}.was-here`))}, '')`;
  await writeFile(place('intruder.cjs'), marking('intruder'));
  // An app beside the archive: as a folder, and as the archive that a bare Electron shows.
  const beside = join(dirname(released), 'resources', 'app');
  await mkdir(beside);
  await writeFile(join(beside, 'package.json'), '{"name":"evil","main":"main.js"}');
  await writeFile(join(beside, 'main.js'), marking('beside'));
  await createPackage(beside, join(dirname(beside), 'default_app.asar'));
  const [inspectPort, pagePort] = [await freePort(), await freePort()];
  const app = spawn(
    released,
    [
      `--inspect=127.0.0.1:${inspectPort}`,
      `--remote-debugging-port=${pagePort}`,
      '--remote-debugging-address=127.0.0.1',
      '--auto-open-devtools-for-tabs',
      `--require=${place('intruder.cjs')}`,
      `--eval=${marking('eval')}`,
      `--profile-dir=${place('profile')}`,
    ],
    {
      cwd: '/',
      ...who,
      env: {
        ...env,
        ELECTRON_RUN_AS_NODE: '1',
        NODE_OPTIONS: `--require=${place('intruder.cjs')} --inspect=127.0.0.1:${inspectPort}`,
      },
      stdio: 'ignore',
    },
  );
  const ended = once(app, 'exit');
  const ownNamespaces = await namespacesOf('self');
  const family = () => [app.pid ?? 0, ...childrenOf(app.pid ?? 0)];
  const pages = async () => {
    const lines = await Promise.all(family().map(async (pid) => [pid, await commandLine(pid)] as const));
    return lines.filter(([, line]) => line.includes('--type=renderer')).map(([pid]) => pid);
  };
  try {
    await expect.poll(pages, { message: 'it starts as what it is' }).toHaveLength(1);
    await wait(1_500); // all of it stands by then, on a machine that may be busy
    expect(await listeningPorts(family()), 'ports that somebody could connect to').toEqual([]);
    const lines = await Promise.all(family().map(commandLine));
    expect(
      lines.filter((line) => line.includes('crashpad')),
      'nothing reports crashes',
    ).toEqual([]);
    const [page = 0] = await pages();
    const confined = {
      seccomp: await statusOf(page, 'Seccomp'),
      noNewPrivileges: await statusOf(page, 'NoNewPrivs'),
      namespaces: (await namespacesOf(page)).filter((name, index) => name === ownNamespaces[index]),
    };
    expect(confined, 'the page’s process').toEqual({ seccomp: '2', noNewPrivileges: '1', namespaces: [] });
    // Node opens its inspector at this signal; here it is like any other, and may end the app.
    app.kill('SIGUSR1');
    await wait(500);
    expect(await listeningPorts(family())).toEqual([]);
  } finally {
    app.kill('SIGTERM');
    await ended;
  }
  for (const name of ['intruder', 'beside', 'eval']) expect(existsSync(place(`${name}.was-here`)), name).toBe(false);
  await remove();
  await rm(dirname(released), { recursive: true, force: true });
});

test('the packaged app starts, shares a file, asks before it follows a link, and is shut to debuggers of the page', async ({
  profileDir,
  file,
  folder,
}) => {
  const { app, page } = await launch({ profileDir });
  try {
    expect(await app.evaluate(({ app }) => [app.isPackaged, app.getName()])).toEqual([true, 'Mayfly']);
    // It was made without a feed.
    expect((await viewOf(page)).update.kind).toBe('off');
    await drop(page, [await file('packaged.txt', 'from the package')]);
    expect((await receive(await copiedLink(app))).sha256).toBe(sha256(Buffer.from('from the package')));

    const answer = (response: number) =>
      app.evaluate(({ dialog }, given) => {
        const asked: string[] = [];
        Object.assign(globalThis, { asked });
        Object.assign(dialog, {
          showMessageBox: async (...args: readonly unknown[]) => {
            asked.push(JSON.stringify(args));
            return { response: given, checkboxChecked: false };
          },
        });
      }, response);
    const asked = () => app.evaluate(() => (globalThis as unknown as { readonly asked: readonly string[] }).asked);
    await symlink('packaged.txt', join(folder, 'holiday.jpg'));
    await answer(1);
    await drop(page, [join(folder, 'holiday.jpg')]);
    await expect.poll(asked).toHaveLength(1);
    expect((await asked())[0]).toContain(`holiday.jpg → ${join(folder, 'packaged.txt')}`);
    await expect.poll(async () => (await viewOf(page)).uploads).toEqual([]);
    expect((await viewOf(page)).shares).toHaveLength(1);
    await answer(0);
    await drop(page, [join(folder, 'holiday.jpg')]);
    await expect.poll(async () => (await viewOf(page)).shares.map(({ name }) => name)).toContain('holiday.jpg');

    const devTools = await app.evaluate(({ webContents }) => {
      const [contents] = webContents.getAllWebContents();
      contents?.openDevTools();
      return contents?.isDevToolsOpened();
    });
    expect(devTools).toBe(false);
  } finally {
    await quit(app);
  }
});
