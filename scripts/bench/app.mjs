// Benchmarks the app on a private desktop: the time from a dropped file to its link on the clipboard, and whether a large upload, or a thousand
// small ones, block the main process.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runInDesktopSession } from '../desktop-session.mjs';
import { resolveElectron } from '../electron-runtime.mjs';
import { SetupError } from '../setup/progress.mjs';
import { bundle } from './build.mjs';
import { describeFrames, lateMs } from './frames.mjs';
import { goal, table } from './report.mjs';
import { median } from './rounds.mjs';
import { keys, randomFile } from './workshop.mjs';

const session = fileURLToPath(new URL('app-session.mjs', import.meta.url));
const allowedMs = 12;
const manyFiles = 1_000;
const delayLimitMs = 20;
const allowedLateShare = 0.01;

/** Gives the section's text. */
export async function measureApp({ workshop, rounds }) {
  const orders = {
    electron: resolveElectron().executable,
    signing: await bundle('signing.mjs', workshop.at('bundle')),
    folder: workshop.folder,
    small: randomFile(workshop.at('drop.bin'), 100_000),
    many: smallFiles(workshop),
    large: randomFile(workshop.at('app-large.bin'), 2 ** 30),
    sink: workshop.endpoint,
    keys,
    drops: rounds * 5,
    uploads: rounds,
  };
  writeFileSync(workshop.at('orders.json'), JSON.stringify(orders));
  const code = await runInDesktopSession(process.execPath, [
    session,
    workshop.at('orders.json'),
    workshop.at('app.json'),
  ]);
  if (code !== 0) throw new SetupError(`the app could not be measured: its session ended with ${code}.`);
  const { dropMs, bareMs, delays, frames } = JSON.parse(readFileSync(workshop.at('app.json'), 'utf8'));
  const [drop, bare] = [median(dropMs), median(bareMs)];
  const ms = (value) => `${value.toFixed(1)} ms`;
  return [
    table([
      [`a file of 100 KB, bucket on this computer, ${dropMs.length} times`, 'median', 'slowest'],
      ['from the drop to the link on the clipboard', ms(drop), ms(Math.max(...dropMs))],
      ['a bare PUT and a ranged GET of the same file', ms(bare), ms(Math.max(...bareMs))],
    ]),
    goal(`at most ${allowedMs} ms more than PUT and GET`, `${ms(drop - bare)} more`, drop - bare <= allowedMs),
    ...describeMain(delays),
    ...describeWindow(frames, delays.large.length),
  ].join('\n\n');
}

/** The files lie in one folder, as a person would mark them there. */
function smallFiles(workshop) {
  mkdirSync(workshop.at('many'));
  return Array.from({ length: manyFiles }, (_, index) => randomFile(workshop.at('many', `${index}.bin`), 100_000));
}

function describeMain({ large, many }) {
  const row = (what, of) => [what, ...[large, many].map((delays) => of((part) => median(delays.map(part))))];
  const delay = (what, name) => row(what, (middle) => `${middle((each) => each[name]).toFixed(1)} ms`);
  const p99Ms = Math.max(...[large, many].map((delays) => median(delays.map((each) => each.p99Ms))));
  return [
    table([
      [`main process, ${large.length} times`, 'while 1 GiB goes to the sink', `while ${manyFiles} x 100 KB do`],
      delay('delay of the event loop, 50th percentile', 'p50Ms'),
      delay('delay of the event loop, 99th percentile', 'p99Ms'),
      delay('longest delay', 'maxMs'),
      row('from the drop to the links on the clipboard', (middle) => `${middle((each) => each.seconds).toFixed(2)} s`),
    ]),
    goal(`99th percentile at most ${delayLimitMs} ms`, `${p99Ms.toFixed(1)} ms`, p99Ms <= delayLimitMs),
  ];
}

/** The goal of 60 frames a second: the median frame is on time, and no more are late than without an upload. */
function describeWindow({ idle, large, many }, times) {
  const [before, ...during] = [idle, large, many].map(describeFrames);
  const row = (what, { p50Ms, p99Ms, lateShare }) => [
    what,
    ...[p50Ms, p99Ms].map((value) => `${value.toFixed(1)} ms`),
    `${(lateShare * 100).toFixed(1)} %`,
  ];
  const lateLimit = Math.max(before.lateShare, allowedLateShare);
  return [
    table([
      [`the window, from frame to frame, ${times} times`, 'median', '99th percentile', `later than ${lateMs} ms`],
      row('while nothing goes on', before),
      row('while 1 GiB goes to the sink', during[0]),
      row(`while ${manyFiles} x 100 KB do`, during[1]),
    ]),
    goal(
      `60 frames a second, at most ${allowedLateShare * 100} % of them late, or as many as without an upload`,
      during
        .map((each) => `${(1_000 / each.p50Ms).toFixed(0)} a second, ${(each.lateShare * 100).toFixed(1)} % late`)
        .join('; '),
      during.every(({ p50Ms, lateShare }) => p50Ms <= lateMs && lateShare <= lateLimit),
    ),
  ];
}
