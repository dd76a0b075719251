// Benchmarks signing 10,000 links in a fresh process, without a warm-up.
import { bundle } from './build.mjs';
import { goal, table } from './report.mjs';
import { inTurn } from './rounds.mjs';

const count = 10_000;
const limitSeconds = 1;

/** Gives the section's text. */
export async function measureLinks({ workshop, rounds }) {
  const program = await bundle('signing.mjs', workshop.at('bundle'));
  const run = async () => {
    const whole = await workshop.run(process.execPath, [program, `${count}`]);
    return { seconds: Number(whole.stdout) / 1_000, wholeSeconds: whole.seconds };
  };
  const [{ median }] = await inTurn(rounds, [{ name: 'signing', run }]);
  return [
    table([
      ['10,000 links', 'signing', 'a link', 'whole process'],
      [
        'the object store’s `link`',
        `${median.seconds.toFixed(2)} s`,
        `${((median.seconds / count) * 1e6).toFixed(0)} µs`,
        `${median.wholeSeconds.toFixed(2)} s`,
      ],
    ]),
    goal(`at most ${limitSeconds} s`, `${median.seconds.toFixed(2)} s`, median.seconds <= limitSeconds),
  ].join('\n\n');
}
