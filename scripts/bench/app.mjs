// Benchmarks the app on a private desktop: the time from a dropped file to its link on the clipboard, and whether a large upload blocks the main
// process.
import { readFileSync, writeFileSync } from 'node:fs';
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
const allowedMs = 50;
const delayLimitMs = 20;
const allowedLateShare = 0.01;

/** Gives the section's text. */
export async function measureApp({ workshop, rounds }) {
  const orders = {
    electron: resolveElectron().executable,
    signing: await bundle('signing.mjs', workshop.at('bundle')),
    folder: workshop.folder,
    small: randomFile(workshop.at('drop.bin'), 100_000),
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
  const p99 = median(delays.map((delay) => delay.p99Ms));
  const ms = (value) => `${value.toFixed(1)} ms`;
  return [
    table([
      [`a file of 100 KB, bucket on this computer, ${dropMs.length} times`, 'median', 'slowest'],
      ['from the drop to the link on the clipboard', ms(drop), ms(Math.max(...dropMs))],
      ['a bare PUT and a ranged GET of the same file', ms(bare), ms(Math.max(...bareMs))],
    ]),
    goal(`at most ${allowedMs} ms more than PUT and GET`, `${ms(drop - bare)} more`, drop - bare <= allowedMs),
    table([
      [`main process while 1 GiB goes to the sink, ${delays.length} times`, 'median'],
      ['delay of the event loop, 50th percentile', ms(median(delays.map((delay) => delay.p50Ms)))],
      ['delay of the event loop, 99th percentile', ms(p99)],
      ['longest delay', ms(median(delays.map((delay) => delay.maxMs)))],
      [
        'speed of the upload, link included',
        `${Math.round(2 ** 30 / 1e6 / median(delays.map((delay) => delay.seconds)))} MB/s`,
      ],
    ]),
    goal(`99th percentile at most ${delayLimitMs} ms`, ms(p99), p99 <= delayLimitMs),
    ...describeWindow(frames, delays.length),
  ].join('\n\n');
}

/** The goal of 60 frames a second: the median frame is on time, and no more are late than without an upload. */
function describeWindow({ idle, busy }, times) {
  const [before, during] = [describeFrames(idle), describeFrames(busy)];
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
      row('while 1 GiB goes to the sink', during),
    ]),
    goal(
      `60 frames a second, at most ${allowedLateShare * 100} % of them late, or as many as without an upload`,
      `${(1_000 / during.p50Ms).toFixed(0)} a second, ${(during.lateShare * 100).toFixed(1)} % late`,
      during.p50Ms <= lateMs && during.lateShare <= lateLimit,
    ),
  ];
}
