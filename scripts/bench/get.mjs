// Benchmarks what saves a link: `mayfly get` beside curl, and of an encrypted share beside curl and age.
import { mkdirSync, rmSync } from 'node:fs';
import { findOnPath, run } from '../setup/run-command.mjs';
import { cliPath } from './build.mjs';
import { openBucket } from './places.mjs';
import { goal, table } from './report.mjs';
import { describeTimes, inTurn, median, timesAsFast } from './rounds.mjs';
import { randomFile } from './workshop.mjs';

const sizeBytes = 2 ** 30;
const wanted = { plain: 0.6, encrypted: 0.7 };

/** Gives the section's text. */
export async function measureGet({ workshop, programs, rounds }) {
  const bucket = await openBucket({ workshop, isNear: true });
  try {
    const file = randomFile(workshop.at('get.bin'), sizeBytes);
    const linkOf = async (...args) => {
      const command = [cliPath, 'share', ...args, '--json', ...bucket.mayfly];
      const { stdout } = await workshop.run(process.execPath, command);
      return JSON.parse(stdout).url;
    };
    const got = workshop.at('got');
    /** The folder is emptied before, outside what is measured. */
    const saving = (name, program, ...args) => ({
      name,
      run() {
        rmSync(got, { recursive: true, force: true });
        mkdirSync(got);
        return workshop.run(program, args);
      },
    });
    const get = (name, link) => saving(name, process.execPath, cliPath, 'get', link, '--to', got, '--quiet');
    const plain = await linkOf(file);
    const age = await sealed(workshop, file);
    const contenders = [
      get('`mayfly get`, a file', plain),
      saving('curl', programs.curl, '-sf', '-o', `${got}/file`, plain),
      saving(
        'curl, and the file flushed',
        'sh',
        '-c',
        `"$0" -sf -o "$1" "$2" && sync "$1"`,
        programs.curl,
        `${got}/file`,
        plain,
      ),
      get('`mayfly get`, an encrypted share', await linkOf('--encrypt', file)),
      ...(age === undefined
        ? []
        : [
            saving(
              'curl and `age -d`',
              'sh',
              '-c',
              `"$0" -sf "$1" | age -d -i "$2" -o "$3"`,
              programs.curl,
              await linkOf(age.file),
              age.key,
              `${got}/file`,
            ),
          ]),
    ];
    const results = await inTurn(rounds, contenders);
    const [own, curl, flushed, encrypted, beside] = results;
    const reach = (what, mine, other, least) =>
      goal(
        `${what} at least ${least}x ${other.name}`,
        `${describeTimes(mine, other)}, by processor time ${cpuTimes(mine, other).toFixed(2)}x`,
        timesAsFast(mine, other) >= least,
      );
    return [
      table([
        ['1 GiB from a bucket on loopback, to a file', 'time', 'speed', 'CPU', 'peak memory'],
        ...results.map(({ name, median: { seconds, cpuSeconds, peakMib } }) => [
          name,
          `${seconds.toFixed(2)} s`,
          `${Math.round(sizeBytes / 1e6 / seconds)} MB/s`,
          `${cpuSeconds.toFixed(2)} s`,
          `${Math.round(peakMib)} MiB`,
        ]),
      ]),
      [
        reach('a file', own, curl, wanted.plain),
        `- the same beside the flushed one, as \`mayfly get\` does it before the file has its name: ${describeTimes(own, flushed)}`,
        beside === undefined
          ? '- not measured: age is not here'
          : reach('an encrypted share', encrypted, beside, wanted.encrypted),
      ].join('\n'),
    ].join('\n\n');
  } finally {
    bucket.close();
  }
}

const cpuTimes = (mine, other) => median(mine.runs.map(({ cpuSeconds }, at) => other.runs[at].cpuSeconds / cpuSeconds));

/** The file as age encrypts it, and its key; `undefined` without age. */
async function sealed(workshop, file) {
  if (findOnPath(['age-keygen']) === undefined) return undefined;
  const key = workshop.at('age.key');
  const { stderr } = await run('age-keygen', ['-o', key]);
  const [recipient] = /age1\w+/.exec(stderr) ?? [];
  const out = workshop.at('get.bin.age');
  await run('age', ['-e', '-r', recipient, '-o', out, file]);
  return { file: out, key };
}
