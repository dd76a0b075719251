// Benchmarks signing 10,000 links in a fresh process, without a warm-up: the object store's way, and the SDK's presigner.
import { bundle } from './build.mjs';
import { goal, table } from './report.mjs';
import { describeTimes, inTurn, timesAsFast } from './rounds.mjs';

const count = 10_000;
const wantedTimes = 4;

/** Gives the section's text. */
export async function measureLinks({ workshop, rounds }) {
  const program = await bundle('signing.mjs', workshop.at('bundle'));
  const signing = (name, signer) => ({
    name,
    async run() {
      const whole = await workshop.run(process.execPath, [program, signer, `${count}`]);
      return { seconds: Number(whole.stdout) / 1_000, wholeSeconds: whole.seconds };
    },
  });
  const results = await inTurn(rounds, [
    signing('the object store’s `link`', 'own'),
    signing('the SDK’s presigner', 'sdk'),
  ]);
  const [own, sdk] = results;
  return [
    table([
      ['10,000 links', 'signing', 'a link', 'whole process'],
      ...results.map(({ name, median }) => [
        name,
        `${median.seconds.toFixed(2)} s`,
        `${((median.seconds / count) * 1e6).toFixed(0)} µs`,
        `${median.wholeSeconds.toFixed(2)} s`,
      ]),
    ]),
    goal(`at least ${wantedTimes}x the SDK’s presigner`, describeTimes(own, sdk), timesAsFast(own, sdk) >= wantedTimes),
  ].join('\n\n');
}
