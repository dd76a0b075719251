// Benchmarks the packaged app beside a blank Electron app: time until the window is usable, idle memory, size.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInDesktopSession } from '../desktop-session.mjs';
import { SetupError } from '../setup/progress.mjs';
import { projectFolder } from '../setup/project-folder.mjs';
import { asarOf, packBlank } from './blank-app.mjs';
import { bundle, importFrom } from './build.mjs';
import { goal, table } from './report.mjs';
import { median } from './rounds.mjs';

const session = fileURLToPath(new URL('start-up-session.mjs', import.meta.url));
/** A round: one start that stays idle, and quick ones, which take a quarter of the time. */
const startsPerRound = 3;
const shareCount = 20;
const allowed = { usable: 1.3, complete: 1.35, memory: 1.1, asarBytes: 6e6 };
/** In the checkout, because Node resolves the ledger's native package from the code's folder. */
const nearPackages = join(projectFolder, 'node_modules', '.cache', 'mayfly-bench');

/** Gives the section's text. `program` is packaged and accepts debuggers; `folder` is for its files. */
export async function measureStartUp({ program, folder, rounds }) {
  const at = (name) => join(folder, name);
  const { fillProfile } = await importFrom(await bundle('history-profile.mjs', nearPackages));
  fillProfile(at('profile'), shareCount);
  const apps = [
    { program, profileDir: at('profile'), page: 'mayfly-app://window/index.html' },
    { program: await packBlank(program, at('blank')), profileDir: at('blank-profile'), page: 'file://' },
  ];
  writeFileSync(
    at('orders.json'),
    JSON.stringify({ apps, starts: rounds * startsPerRound, idleEvery: startsPerRound }),
  );
  const code = await runInDesktopSession(process.execPath, [session, at('orders.json'), at('start-up.json')]);
  if (code !== 0) throw new SetupError(`the start could not be measured: its session ended with ${code}.`);
  const [mayfly, blank] = JSON.parse(readFileSync(at('start-up.json'), 'utf8'));
  return [...describeStart(mayfly, blank), ...describeMemory(mayfly, blank), ...describeSize(program)].join('\n\n');
}

/** The ratio within each round, so that a busy moment hits both. */
const ratioOf = (ours, theirs) => median(ours.map((value, round) => value / theirs[round]));
const times = (ratio) => `${ratio.toFixed(2)}x`;

function describeStart(mayfly, blank) {
  const row = (what, read) => {
    const [ours, theirs] = [mayfly.map(read), blank.map(read)];
    return [what, ...[ours, theirs].map((values) => `${median(values).toFixed(0)} ms`), times(ratioOf(ours, theirs))];
  };
  const reached = (what, read, limit) => {
    const ratio = ratioOf(mayfly.map(read), blank.map(read));
    return goal(`${what} at most ${limit}x a blank window`, times(ratio), ratio <= limit);
  };
  const usable = ({ usableMs }) => usableMs;
  const complete = ({ completeMs }) => completeMs;
  return [
    table([
      [`from the start of the process, ${mayfly.length} times in turn`, 'Mayfly', 'blank window', ''],
      row('until the page begins', ({ beganMs }) => beganMs),
      row('until the window is usable', usable),
      row('until all of it is drawn', complete),
    ]),
    [reached('usable', usable, allowed.usable), reached('all of it drawn', complete, allowed.complete)].join('\n'),
  ];
}

function describeMemory(mayfly, blank) {
  const [ours, theirs] = [mayfly, blank].map((starts) => starts.flatMap(({ memory }) => memory ?? []));
  const total = (memory) => Object.values(memory).reduce((sum, mib) => sum + mib, 0);
  const kinds = [...new Set([...ours, ...theirs].flatMap(Object.keys))].toSorted();
  const mib = (runs, read) => `${median(runs.map(read)).toFixed(0)} MiB`;
  const ratio = ratioOf(ours.map(total), theirs.map(total));
  return [
    table([
      [`memory (PSS) after ten idle seconds, ${ours.length} times`, 'Mayfly', 'blank window', ''],
      ...kinds.map((kind) => [kind, ...[ours, theirs].map((runs) => mib(runs, (memory) => memory[kind] ?? 0)), '']),
      ['all processes', mib(ours, total), mib(theirs, total), times(ratio)],
    ]),
    goal(`idle memory at most ${allowed.memory}x a blank window`, times(ratio), ratio <= allowed.memory),
  ];
}

function describeSize(program) {
  const { size } = statSync(asarOf(program));
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
  return [goal(`app.asar at most ${allowed.asarBytes / 1e6} MB`, megabytes(size), size <= allowed.asarBytes)];
}
