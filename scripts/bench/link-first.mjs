// Benchmarks a large share on the line that is given before its file, beside the same that is given after it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cliPath } from './build.mjs';
import { touch } from './peers/contenders.mjs';
import { addConnection, openBucket, openLine, roundTripSeconds } from './places.mjs';
import { goal, table } from './report.mjs';
import { inTurn, median } from './rounds.mjs';
import { randomFile } from './workshop.mjs';

/** More than the round trips to the link, and of the whole upload. */
const allowedMs = 4 * roundTripSeconds * 1_000 + 100;
const allowedTimes = 1.03;

/** Gives the section's text. */
export async function measureLinkFirst({ workshop, rounds }) {
  // It checks that this machine keeps a line's delay and rate now.
  await openLine({ workshop });
  const bucket = await openBucket({ workshop });
  try {
    const to = await addConnection(bucket.endpoint, undefined, workshop);
    const file = randomFile(workshop.at('first.bin'), 2 ** 30);
    const share = (how) => () => {
      touch([file]);
      return shared(workshop, ['share', file, how, '--json', ...to]);
    };
    const [node, after, first] = await inTurn(rounds, [
      { name: '`node -e 0`', run: () => workshop.run(process.execPath, ['-e', '0']) },
      { name: 'the link after the file (`--no-link-first`)', run: share('--no-link-first') },
      { name: 'the link first (`--link-first`)', run: share('--link-first') },
    ]);
    const dropMs = median(first.runs.map(({ linkSeconds }, at) => 1_000 * (linkSeconds - node.runs[at].seconds)));
    const times = first.runs.map(({ seconds }, at) => seconds / after.runs[at].seconds);
    const [least, middle, most] = [Math.min(...times), median(times), Math.max(...times)].map((one) => one.toFixed(3));
    return [
      table([
        ['1 GiB to a bucket 40 ms away, whole command', 'the link', 'the whole'],
        ...[after, first].map(({ name, median: { linkSeconds, seconds } }) => [
          name,
          `${linkSeconds.toFixed(2)} s`,
          `${seconds.toFixed(2)} s`,
        ]),
      ]),
      [
        goal(
          `the link at most four round trips and 100 ms (${allowedMs} ms) after the start of Node`,
          `${Math.round(dropMs)} ms`,
          dropMs <= allowedMs,
        ),
        goal(`the whole at most ${allowedTimes}x`, `${middle}x (${least} to ${most})`, median(times) <= allowedTimes),
      ].join('\n'),
    ].join('\n\n');
  } finally {
    bucket.close();
  }
}

/** Seconds from the start of the process to its first line, which is the link, and to its end. */
async function shared({ env, folder }, args) {
  const fromMs = performance.now();
  const since = () => (performance.now() - fromMs) / 1_000;
  const child = spawn(process.execPath, [cliPath, ...args], { env, cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  let linkSeconds = 0;
  child.stdout.once('data', () => (linkSeconds = since())).resume();
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the share ended with ${code}`);
  return { seconds: since(), linkSeconds };
}
