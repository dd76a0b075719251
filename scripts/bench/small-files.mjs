// Benchmarks small files in one command, where the cost of a request decides and not that of a byte: a thousand, and a single one.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { contendersAt } from './peers/contenders.mjs';
import { openLine, openLoopback, openTls, roundTripSeconds } from './places.mjs';
import { goal, table } from './report.mjs';
import { reach } from './reach.mjs';
import { describeTimes, inTurn, median } from './rounds.mjs';
import { randomFile } from './workshop.mjs';

export const fileCount = 1_000;
const sizeBytes = 100_000;

/** Gives the section's text: a thousand files to the sink on loopback. */
export async function measureSmallFiles(bench) {
  const results = await inTurn(bench.rounds, thousandTo(await openLoopback(bench), bench, [16]));
  const goals = [reach(results, 'MinIO client', 1.5), reach(results, 'rclone', 0.75)];
  return [tableOf('1,000 files of 100 KB', results), goals.join('\n')].join('\n\n');
}

/** The same with TLS; it has no goal of its own. */
export async function measureSmallFilesTls(bench) {
  return tableOf(
    '1,000 files of 100 KB, TLS',
    await inTurn(bench.rounds, thousandTo(await openTls(bench), bench, [16])),
  );
}

/** The same on the line, where the requests in flight decide. */
export async function measureSmallFilesOnLine(bench) {
  const results = await inTurn(bench.rounds, thousandTo(await openLine(bench), bench, [16, 64]));
  const goals = [
    reach(results, 'rclone `copy --transfers 16`', 2.5),
    reach(results, 'rclone `copy --transfers 64`', 1.2),
  ];
  return [tableOf('1,000 files of 100 KB, 40 ms, 1 Gbit/s', results), goals.join('\n')].join('\n\n');
}

/** One file on the line: how many round trips a client takes. */
export async function measureOneFileOnLine(bench) {
  const at = contendersAt(await openLine(bench), bench);
  const file = randomFile(bench.workshop.at('one-small.bin'), sizeBytes);
  const results = await inTurn(bench.rounds, [
    ...at.mayfly('Mayfly `share`: one PUT and a proven link', [file]),
    ...at.rcloneFile('rclone `copyto`', file),
    ...at.minioFile('MinIO client `cp`', file),
    ...at.awsFile('aws-cli `s3 cp`', file),
    ...at.curl('curl -T: one plain PUT', file),
  ]);
  const [mayfly, ...peers] = results;
  const ms = (seconds) => `${Math.round(seconds * 1_000)} ms`;
  const beyond = (peer) => median(mayfly.runs.map(({ seconds }, round) => seconds - peer.runs[round].seconds));
  const rclone = peers.find(({ name }) => name.startsWith('rclone'));
  return [
    table([
      ['one file of 100 KB, 40 ms, 1 Gbit/s', 'time', 'CPU', 'Mayfly takes longer by'],
      ...results.map((result, index) => [
        result.name,
        ms(result.median.seconds),
        ms(result.median.cpuSeconds),
        index === 0 ? '' : ms(beyond(result)),
      ]),
    ]),
    rclone === undefined
      ? '- not measured: rclone is not here'
      : goal(
          'at most rclone and two round trips (80 ms)',
          `rclone and ${ms(beyond(rclone))}`,
          beyond(rclone) <= 2 * roundTripSeconds,
        ),
  ].join('\n\n');
}

function thousandTo(place, bench, transfers) {
  const { folder, files } = thousand(bench.workshop);
  const at = contendersAt(place, bench);
  return [
    ...at.mayfly('Mayfly `share`: one PUT and one proven link each', files),
    ...transfers.flatMap((number) => at.rcloneFolder(`rclone \`copy --transfers ${number}\``, folder, number)),
    ...at.minioFolder('MinIO client `cp -r`', folder),
    ...at.awsFolder('aws-cli `s3 cp --recursive`', folder),
  ];
}

/** The files, made once for all cases. */
export function thousand(workshop) {
  const folder = workshop.at('small');
  const made = mkdirSync(folder, { recursive: true }) !== undefined;
  const files = Array.from({ length: fileCount }, (_, index) => join(folder, `file-${index}.bin`));
  if (made) for (const file of files) randomFile(file, sizeBytes);
  return { folder, files };
}

function tableOf(what, results) {
  const [mayfly] = results;
  return table([
    [what, 'time', 'files', 'CPU', 'peak memory', 'Mayfly is'],
    ...results.map((result, index) => [
      result.name,
      `${result.median.seconds.toFixed(2)} s`,
      `${Math.round(fileCount / result.median.seconds)}/s`,
      `${result.median.cpuSeconds.toFixed(2)} s`,
      `${Math.round(result.median.peakMib)} MiB`,
      index === 0 ? '' : describeTimes(mayfly, result),
    ]),
  ]);
}
