// Measures the memory of a large upload against a command that uploads nothing, and whether a larger one is as fast.
import { cliPath } from './build.mjs';
import { goal, table } from './report.mjs';
import { inTurn, timesAsFast } from './rounds.mjs';
import { bucket, sparseFile } from './workshop.mjs';

const limitMib = 96;
/** Of the speed of 1 GiB; what a process takes to start and to end is a smaller share of a larger file. */
const wantedSpeed = 1;
const gibibyte = 2 ** 30;

/** Gives the section's text. */
export async function measureMemory({ workshop, rounds }) {
  // Of its own, without the thousands of shares of other cases.
  const profile = ['--profile-dir', workshop.at('memory-profile')];
  const mayfly = (name, args) => ({ name, run: () => workshop.run(process.execPath, [cliPath, ...args, ...profile]) });
  const share = (path) => ['share', path, '--endpoint', workshop.endpoint, '--bucket', bucket, '--quiet'];
  const results = await inTurn(Math.min(rounds, 3), [
    mayfly('`mayfly list`: nothing to do', ['list']),
    mayfly('`mayfly share` of 1 GiB', share(sparseFile(workshop.at('one.bin'), gibibyte))),
    mayfly('`mayfly share` of 8 GiB', share(sparseFile(workshop.at('eight.bin'), 8 * gibibyte))),
  ]);
  const [idle, ...uploads] = results.map(({ median }) => median.peakMib);
  const above = Math.max(...uploads) - idle;
  const [, one, eight] = results;
  const speed = 8 * timesAsFast(eight, one);
  return [
    table([
      ['a file of zeros', 'peak memory', 'above idle', 'speed'],
      ...results.map(({ name, median }, index) => [
        name,
        `${Math.round(median.peakMib)} MiB`,
        `${Math.round(median.peakMib - idle)} MiB`,
        index === 0 ? '' : `${Math.round(((index === 1 ? 1 : 8) * gibibyte) / 1e6 / median.seconds)} MB/s`,
      ]),
    ]),
    [
      goal(`at most ${limitMib} MiB above idle, whatever the size`, `${Math.round(above)} MiB`, above <= limitMib),
      goal('8 GiB at the speed of 1 GiB', `${speed.toFixed(2)}x`, speed >= wantedSpeed),
    ].join('\n'),
  ].join('\n\n');
}
