// Measures the memory of a large upload against a command that uploads nothing.
import { cliPath } from './build.mjs';
import { goal, table } from './report.mjs';
import { inTurn } from './rounds.mjs';
import { bucket, sparseFile } from './workshop.mjs';

const limitMib = 96;
const gibibyte = 2 ** 30;

/** Gives the section's text. */
export async function measureMemory({ workshop, rounds }) {
  const profile = ['--profile-dir', workshop.at('profile')];
  const mayfly = (name, args) => ({ name, run: () => workshop.run(process.execPath, [cliPath, ...args, ...profile]) });
  const share = (path) => ['share', path, '--endpoint', workshop.endpoint, '--bucket', bucket, '--quiet'];
  const results = await inTurn(Math.min(rounds, 3), [
    mayfly('`mayfly list`: nothing to do', ['list']),
    mayfly('`mayfly share` of 1 GiB', share(sparseFile(workshop.at('one.bin'), gibibyte))),
    mayfly('`mayfly share` of 8 GiB', share(sparseFile(workshop.at('eight.bin'), 8 * gibibyte))),
  ]);
  const [idle, ...uploads] = results.map(({ median }) => median.peakMib);
  const above = Math.max(...uploads) - idle;
  return [
    table([
      ['peak memory of the whole process', '', 'above idle'],
      ...results.map(({ name, median }) => [
        name,
        `${Math.round(median.peakMib)} MiB`,
        `${Math.round(median.peakMib - idle)} MiB`,
      ]),
    ]),
    goal(`at most ${limitMib} MiB above idle, whatever the size`, `${Math.round(above)} MiB`, above <= limitMib),
  ].join('\n\n');
}
