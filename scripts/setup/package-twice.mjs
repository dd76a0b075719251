// `npm run package -- --twice`: packages the sources in two folders that differ in all that must leave no trace, and compares what came out.
import { copyFileSync, existsSync, linkSync, mkdirSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { lstatSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runnerImport } from 'vite';
import { electronEnvironment, ensureElectron } from '../electron-runtime.mjs';
import { SetupError, say, step } from './progress.mjs';
import { projectFolder } from './project-folder.mjs';
import { run, tail } from './run-command.mjs';
import { sourceDate } from './source-date.mjs';

const place = join(projectFolder, 'dist', 'twice');
/** Neither sources nor installed. */
const LEFT_OUT = new Set(['.git', 'dist', 'node_modules', 'out', 'test-results']);
const CACHES = new Set(['.cache', '.vite', '.vite-temp']);
const BUILDS = [
  { name: 'one', umask: 0o022, env: { TZ: 'UTC', LC_ALL: 'C.UTF-8' } },
  { name: 'the other, elsewhere', umask: 0o002, env: { TZ: 'Asia/Seoul', LC_ALL: 'C' } },
];
const PACK = `
  const { makesDeb, packDeb, packUnpacked } = await import('./scripts/setup/packaged-app.mjs');
  const { folder } = await packUnpacked({ output: 'dist', inspectable: false });
  console.log(JSON.stringify([folder, ...(makesDeb ? [await packDeb({ output: 'dist' })] : [])]));`;
const NEAR_BYTES = 40;

/** Resolves when both builds are equal in every byte. Throws SetupError with the first difference. */
export async function packTwice() {
  const runtime = await ensureElectron();
  const commit = await runnerImport(join(projectFolder, 'scripts/build/commit.ts'), {
    configFile: false,
    logLevel: 'error',
  });
  const env = {
    ...process.env,
    ...electronEnvironment(runtime),
    SOURCE_DATE_EPOCH: sourceDate(),
    MAYFLY_COMMIT: commit.module.commitOf(projectFolder) ?? '',
  };
  rmSync(place, { recursive: true, force: true });
  const made = [];
  for (const build of BUILDS) {
    const folder = join(place, build.name);
    copyTree(projectFolder, folder, LEFT_OUT, copyFileSync);
    copyTree(realpathSync(join(projectFolder, 'node_modules')), join(folder, 'node_modules'), CACHES, linkOrCopy);
    made.push(await step(`Packaging in ${relative(projectFolder, folder)}`, () => pack(folder, build, env)));
  }
  const [one, other] = made;
  for (const [index, path] of one.entries()) compare(path, other[index]);
  rmSync(place, { recursive: true });
  say(`${one.map((path) => relative(join(place, BUILDS[0].name), path)).join(' and ')}: equal in every byte.`);
}

async function pack(folder, { umask, env: own }, env) {
  const before = process.umask(umask);
  try {
    const args = ['--input-type=module', '-e', PACK];
    const { code, stdout, stderr } = await run(process.execPath, args, { cwd: folder, env: { ...env, ...own } });
    if (code !== 0) throw new SetupError(`packaging failed in ${folder}:\n${tail(stderr, 20)}`);
    return JSON.parse(stdout);
  } finally {
    process.umask(before);
  }
}

/** Copies a tree; `leftOut` are names at its top, `copyFile(from, to)` makes each file. */
function copyTree(from, to, leftOut, copyFile) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (leftOut.has(entry.name)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyTree(source, target, new Set(), copyFile);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else if (entry.isFile()) copyFile(source, target);
  }
}

/** Packages are some half a gigabyte, and only read. */
function linkOrCopy(from, to) {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

/** Throws SetupError where two files or folders differ. */
function compare(one, other) {
  const [first, second] = [one, other].map((path) => (existsSync(path) ? lstatSync(path) : undefined));
  if (first === undefined || second === undefined)
    differ(one, other, `${first === undefined ? one : other} is missing`);
  if (first.isSymbolicLink()) {
    if (readlinkSync(one) !== readlinkSync(other))
      differ(one, other, `${readlinkSync(one)} and ${readlinkSync(other)}`);
  } else if (first.isDirectory()) {
    const names = new Set([one, other].flatMap((path) => readdirSync(path)));
    for (const name of [...names].sort()) compare(join(one, name), join(other, name));
  } else {
    const [left, right] = [readFileSync(one), readFileSync(other)];
    if (left.equals(right)) return;
    const at = left.findIndex((byte, index) => byte !== right[index]);
    const byte = at < 0 ? Math.min(left.length, right.length) : at;
    const near = (content) =>
      JSON.stringify(content.toString('latin1', Math.max(0, byte - NEAR_BYTES), byte + NEAR_BYTES));
    differ(one, other, `from byte ${byte} of ${left.length} and ${right.length}:\n${near(left)}\n${near(right)}`);
  }
}

function differ(one, other, how) {
  throw new SetupError(`${one}\n${other}\ndiffer: ${how}`);
}
