// Tests the .deb in a minimal Debian 13: it installs its dependencies, works for an ordinary user, and takes over no file type. What judges packages
// finds nothing in it, and made again elsewhere it is the same.
import { once } from 'node:events';
import { chownSync, copyFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { openDesktopSession } from '../desktop-session.mjs';
import { packTwice } from '../setup/package-twice.mjs';
import { ensureTestPackage, makesDeb, packDeb } from '../setup/packaged-app.mjs';
import { say } from '../setup/progress.mjs';
import { projectFolder } from '../setup/project-folder.mjs';
import { desktops, doubleClicked, openers, typesOnly, unpackDesktop } from './desktops.mjs';
import { makeMinimalDebian, whyNoMinimalDebian } from './minimal-debian.mjs';

export const title = 'The .deb in a minimal Debian 13';

const USER = 1000;
const WINDOW_MS = 60_000;

export async function run() {
  const unavailable = makesDeb ? await whyNoMinimalDebian() : 'it takes dpkg-deb';
  if (unavailable !== undefined) return { unavailable };
  await ensureTestPackage();
  const deb = await packDeb({ output: join('dist', 'e2e'), compression: 'none' });
  const system = await makeMinimalDebian();
  const failures = [];
  let passed = 0;
  try {
    copyFileSync(deb, join(system.root, 'tmp', 'mayfly.deb'));
    for (const [test, check] of checks) {
      try {
        await check(system);
        passed += 1;
        say(`✓ ${test}`);
      } catch (error) {
        failures.push({ test, reason: error.message });
        say(`✗ ${test}`);
      }
    }
  } finally {
    system.remove();
  }
  return { passed, failed: failures.length, skipped: 0, failures };
}

const apt = (system, ...args) => system.run(['apt-get', '-q', '-y', '--no-install-recommends', ...args]);

function expectEqual(seen, wanted, what) {
  if (seen !== wanted) throw new Error(`${what}:\n${seen}\ninstead of:\n${wanted}`);
}

async function succeed(running, what) {
  const { code, stdout, stderr } = await running;
  if (code !== 0) throw new Error(`${what} ended with ${code}:\n${stderr || stdout}`);
  return stdout;
}

/**
 * In this order: later checks need the state of earlier ones.
 * @type {[test: string, check: (system: any) => Promise<unknown>][]}
 */
const checks = [
  [
    'is installed without recommendations',
    (system) => succeed(apt(system, 'install', '/tmp/mayfly.deb'), 'apt-get install'),
  ],
  [
    'brings every library that its programs are linked against',
    async (system) => {
      const elf =
        'find /opt/Mayfly -type f \\( -perm -100 -o -name "*.so*" -o -name "*.node" \\) -exec ldd {} + 2>/dev/null';
      const { stdout } = await system.run(['sh', '-c', elf]);
      if (!stdout.includes('libgtk-3')) throw new Error(`ldd told nothing:\n${stdout}`);
      const missing = stdout.split('\n').filter((line) => line.includes('not found'));
      expectEqual([...new Set(missing)].join('\n'), '', 'missing');
    },
  ],
  [
    'tells its version to an ordinary user',
    async (system) => {
      const { version } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'));
      const told = await succeed(system.run(['mayfly', '--version'], { asUser: true }), 'mayfly --version');
      expectEqual(told, `${version}\n`, 'mayfly --version');
    },
  ],
  [
    'brings its man pages and completions',
    async (system) => {
      const places = ['man/man1/mayfly.1.gz', 'man/ko/man1/mayfly.1.gz', 'bash-completion/completions/mayfly'];
      const shells = ['zsh/vendor-completions/_mayfly', 'fish/vendor_completions.d/mayfly.fish'];
      const told = await succeed(system.run(['dpkg', '-L', 'mayfly']), 'dpkg -L');
      const missing = [...places, ...shells].filter((path) => !told.split('\n').includes(`/usr/share/${path}`));
      expectEqual(missing.join('\n'), '', 'missing');
    },
  ],
  ['shares a file from the bucket on this computer, and the link opens', sharesFile],
  ['opens its window', opensWindow],
  ['is the default for nothing where no other program is', takesNothingOver],
  ...Object.keys(desktops).map((name) => [
    `changes nothing about what a double click opens in ${name}`,
    (system) => leavesDesktopAlone(system, name),
  ]),
  ['leaves nothing behind but what is the user’s', leavesNothing],
  ['is a package without an error, by lintian', lintianAgrees],
  ['is the same in every byte when it is made again in another folder, at another time', madeAgain],
];

async function sharesFile(system) {
  const path = join(system.root, 'home', 'person', 'report.txt');
  writeFileSync(path, 'from a minimal system');
  chownSync(path, USER, USER);
  const sharing = system.start(['mayfly', 'share', '/home/person/report.txt', '--json'], { asUser: true });
  try {
    const [line] = await Promise.race([once(createInterface(sharing.child.stdout), 'line'), sharing.ended]);
    if (typeof line !== 'string') throw new Error(`mayfly share ended with ${line}:\n${sharing.said()}`);
    // The system shares this machine's network, so the link opens here.
    const answer = await fetch(JSON.parse(line).url);
    expectEqual(`${answer.status} ${await answer.text()}`, '200 from a minimal system', 'the link');
  } finally {
    await sharing.end();
  }
}

/** The app's log says when the window is open; the display is this machine's. */
async function opensWindow(system) {
  const session = await openDesktopSession();
  const cookie = join(system.root, 'home', 'person', 'cookie');
  copyFileSync(session.env.XAUTHORITY ?? process.env.XAUTHORITY, cookie);
  chownSync(cookie, USER, USER);
  const env = { DISPLAY: session.env.DISPLAY, XAUTHORITY: '/home/person/cookie' };
  const app = system.start(['mayfly', '--profile-dir=/home/person/window'], { asUser: true, env });
  const log = join(system.root, 'home', 'person', 'window', 'logs', 'mayfly.log');
  const stands = () => {
    try {
      return readFileSync(log, 'utf8').includes('the window stands');
    } catch {
      return false;
    }
  };
  try {
    for (const until = Date.now() + WINDOW_MS; !stands(); await wait(200))
      if (Date.now() > until || app.child.exitCode !== null) throw new Error(`no window:\n${app.said()}`);
  } finally {
    await app.end();
    await session.close();
  }
}

async function takesNothingOver(system) {
  const tools = ['libglib2.0-bin', 'shared-mime-info', 'xdg-utils', 'desktop-file-utils'];
  await succeed(apt(system, 'install', ...tools), 'apt-get install');
  const seen = await openers(system, [''], undefined);
  if (!seen.includes(doubleClicked[0])) throw new Error(`gio told nothing:\n${seen}`);
  if (/mayfly/i.test(seen)) throw new Error(seen);
}

async function leavesDesktopAlone(system, name) {
  const place = await unpackDesktop(system, name);
  const before = await openers(system, [place, typesOnly], name);
  if (!before.includes('.desktop')) throw new Error(`${name} opens nothing itself:\n${before}`);
  expectEqual(await openers(system, [place, ''], name), before, 'with Mayfly installed');
}

/** What may stay as it is, is in resources/linux/lintian-overrides with its reason. What is compressed is so in packages that are published. */
async function lintianAgrees(system) {
  await succeed(apt(system, 'install', 'lintian'), 'apt-get install');
  const quick = 'uses-no-compression-for-data-tarball,uses-no-compression-for-control-tarball';
  const judged = system.run(['lintian', '--fail-on', 'error', '--suppress-tags', quick, '/tmp/mayfly.deb'], {
    asUser: true,
  });
  await succeed(judged, 'lintian');
}

async function madeAgain() {
  process.env.MAYFLY_DEB_COMPRESSION = 'none';
  await packTwice();
}

async function leavesNothing(system) {
  await succeed(apt(system, 'purge', 'mayfly'), 'apt-get purge');
  const ours =
    'find / -xdev \\( -path /proc -o -path /dev -o -path /sys -o -path /tmp \\) -prune -o -iname "*mayfly*" -print';
  const { stdout } = await system.run(['sh', '-c', ours]);
  const others = stdout.split('\n').filter((path) => path !== '' && !path.startsWith('/home/person/'));
  expectEqual(others.join('\n'), '', 'left behind');
  const home = readdirSync(join(system.root, 'home', 'person'));
  if (!home.includes('report.txt')) throw new Error(`the user's own files are gone: ${home.join(' ')}`);
}
