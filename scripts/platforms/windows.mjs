// Runs the suites of the embedded bucket, the ports and core under Windows' Node in Wine: paths, files in use, sockets, credentials and SQLite
// as Windows has them; and what the installer adds to Windows. No Electron: only GitHub has its Windows build.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensurePrograms } from '../servers/packages.mjs';
import { cacheFolder, withLock } from '../setup/cache-folder.mjs';
import { SetupError, step } from '../setup/progress.mjs';
import { tail } from '../setup/run-command.mjs';
import { countFromReport, failuresFromReport } from '../testing/counts.mjs';
import { registryNode } from './registry-node.mjs';
import { copyForWindows } from './windows-copy.mjs';
import { installInWine } from './windows-installer.mjs';
import { readRulesInWine } from './windows-policy.mjs';
import { openWine } from './wine.mjs';

export const title = "Windows' Node, in Wine";

const NEEDED = [
  { commands: ['wine', 'wineboot', 'wineserver'], packages: ['wine', 'wine64'] },
  { commands: ['makensis'], packages: ['nsis'] },
];
const SUITES_LIMIT_MS = 20 * 60_000;
const LINK_LIMIT_MS = 60_000;

const SUITES = ['test/local-bucket', 'test/ports', 'test/core'];
// The updater of Linux's AppImage is not that of Windows, and Wine's speed is not its speed.
const LEFT_OUT = [
  'test/local-bucket/*durability.test.ts',
  'test/ports/ledger-speed.test.ts',
  'test/ports/update-source.test.ts',
];
// They start and kill processes, ten times as slow in Wine as on Linux: in parallel with others they would exceed their time limits.
const DURABILITY = ['test/local-bucket/durability.test.ts', 'test/local-bucket/version-durability.test.ts'];
const KEYCHAIN = 'test/desktop/keychain.test.ts';
const REMARK = 'not run: Electron, its updater, the terminal, the speed of the ledger';

export async function run({ reportFolder }) {
  const unavailable = await whyUnavailable();
  if (unavailable !== undefined) return { unavailable };
  const node = await registryNode('win-x64');
  if (node === undefined) return { unavailable: "the npm registry gives no Windows' Node" };
  return withLock('windows', async () => {
    const home = join(cacheFolder(), 'windows');
    const project = join(home, 'project');
    if (!(await copyForWindows(project))) return { unavailable: 'npm could not install the packages as for Windows' };
    const prefix = join(home, 'prefix');
    const wine = await openWine(prefix);
    try {
      const results = [
        await installInWine(wine, prefix, reportFolder),
        await shareAFile(wine, node, project, reportFolder),
        await readRulesInWine(wine, node, project, reportFolder),
      ];
      const others = ['--testTimeout=90000', ...SUITES];
      const inTurn = ['--testTimeout=240000', '--no-file-parallelism', ...DURABILITY];
      for (const [what, args, leftOut = []] of [
        ['the suites', ['--config', 'vitest.config.ts', ...others], LEFT_OUT],
        ['what is killed', ['--config', 'vitest.config.ts', ...inTurn]],
        ['the keychain', ['--config', 'test/configs/vitest.desktop.config.ts', KEYCHAIN]],
      ]) {
        results.push(await runSuites(wine, node, project, reportFolder, what, args, leftOut));
      }
      return sum(results);
    } finally {
      await wine.close();
    }
  });
}

async function whyUnavailable() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'Wine runs programs for x64 on Linux for x64 only';
  try {
    await ensurePrograms('Wine', NEEDED);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return error.message.replaceAll(/\s+/g, ' ');
  }
  return undefined;
}

/** The built command line makes a link that opens from outside of Wine and gives the file's bytes. */
async function shareAFile(wine, node, project, reportFolder) {
  const test = 'mayfly share --json prints a link to the bytes of the file';
  const [file, stdout, stderr] = ['shared.bin', 'out', 'err'].map((name) => join(reportFolder, name));
  const bytes = randomBytes(3_000_000);
  writeFileSync(file, bytes);
  const args = [
    join('out', 'main', 'cli.cjs'),
    'share',
    file,
    '--json',
    '--profile-dir',
    join(reportFolder, 'profile'),
  ];
  const { child, ended } = wine.start(node, args, { cwd: project, stdout, stderr, timeoutMs: LINK_LIMIT_MS });
  try {
    const { url } = JSON.parse(await firstLine(stdout, ended));
    const answer = await fetch(url, { signal: AbortSignal.timeout(LINK_LIMIT_MS) });
    if (!bytes.equals(Buffer.from(await answer.arrayBuffer())))
      throw new Error(`the link gave ${answer.status}, other bytes`);
    return { passed: 1, failed: 0, skipped: 0, failures: [] };
  } catch (error) {
    // Never the command's standard output, which is a link.
    const reason = `${error.message}\n${tail(readFileSync(stderr, 'utf8'), 10)}`;
    return { passed: 0, failed: 1, skipped: 0, failures: [{ test, reason }] };
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}

async function firstLine(file, ended) {
  let over = false;
  void ended.then(() => (over = true));
  for (;;) {
    const text = readFileSync(file, 'utf8');
    if (text.includes('\n')) return text.slice(0, text.indexOf('\n'));
    if (over) throw new Error('the command ended without a line');
    await sleep(100);
  }
}

async function runSuites(wine, node, project, reportFolder, what, suites, leftOut) {
  const [report, notes, stdout, stderr] = ['report.json', 'notes', 'out', 'err'].map((name) =>
    join(reportFolder, name),
  );
  for (const file of [report, notes]) writeFileSync(file, '');
  const args = ['run', '--pool=threads', '--reporter=dot', '--reporter=json'];
  const vitest = [join('node_modules', 'vitest', 'vitest.mjs'), ...args, `--outputFile.json=${report}`, ...suites];
  const exitCode = await step(`Running ${what} in Wine`, () => {
    const env = { MAYFLY_TEST_NOTES: notes, MAYFLY_SUITES_LEFT_OUT: leftOut.join(',') };
    return wine.start(node, vitest, { cwd: project, env, stdout, stderr, timeoutMs: SUITES_LIMIT_MS }).ended;
  });
  if (readFileSync(report, 'utf8') === '') rmSync(report);
  const counts = countFromReport(report, exitCode);
  if (!existsSync(report)) console.log(tail(readFileSync(stderr, 'utf8') + readFileSync(stdout, 'utf8'), 30));
  return {
    ...counts,
    failures: failuresFromReport(report),
    notes: readFileSync(notes, 'utf8').split('\n').filter(Boolean),
  };
}

function sum(results) {
  const total = (key) => results.reduce((all, result) => all + result[key], 0);
  const notes = results.flatMap((result) => result.notes ?? []);
  const of = (kind) => notes.filter((note) => note.startsWith(`${kind}: `)).length;
  for (const note of new Set(notes)) console.log(`not run, ${note}`);
  return {
    passed: total('passed'),
    failed: total('failed'),
    skipped: total('skipped'),
    failures: results.flatMap(({ failures }) => failures),
    remark: `marked as POSIX only: ${of('POSIX')}, as not for Wine: ${of('Wine')}; ${REMARK}`,
  };
}
