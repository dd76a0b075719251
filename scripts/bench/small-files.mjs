// Benchmarks a thousand files of 100 KB in one command: the cost of a request decides, not that of a byte.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cliPath } from './build.mjs';
import { rcloneFlags } from './large-file.mjs';
import { table } from './report.mjs';
import { reach } from './reach.mjs';
import { inTurn, timesAsFast } from './rounds.mjs';
import { bucket, randomFile } from './workshop.mjs';

const count = 1_000;
const sizeBytes = 100_000;

/** Gives the section's text. */
export async function measureSmallFiles({ workshop, programs, rounds }) {
  const { endpoint } = workshop;
  const folder = workshop.at('small');
  mkdirSync(folder);
  const files = Array.from({ length: count }, (_, index) => randomFile(join(folder, `file-${index}.bin`), sizeBytes));
  const { minio, rclone, aws } = programs;
  const plain = (name, program, args) => ({ name, run: () => workshop.run(program, args) });
  const contenders = [
    {
      name: 'Mayfly `share`: one PUT and one proven link each',
      async run() {
        const to = ['--endpoint', endpoint, '--bucket', bucket, '--quiet', '--profile-dir', workshop.at('profile')];
        const result = await workshop.run(process.execPath, [cliPath, 'share', '--no-page', ...files, ...to]);
        const links = result.stdout.split('\n').filter((line) => line.includes('X-Amz-Signature='));
        if (new Set(links).size !== count) throw new Error(`${links.length} links were printed`);
        return result;
      },
    },
  ];
  if (rclone !== undefined) {
    const copy = ['copy', folder, `:s3:${bucket}/rclone`, '--transfers', '16', ...rcloneFlags(endpoint)];
    contenders.push(plain('rclone `copy --transfers 16`', rclone, copy));
  }
  if (minio !== undefined)
    contenders.push(
      plain('MinIO client `cp -r`', minio, ['--quiet', 'cp', '-r', `${folder}/`, `sink/${bucket}/minio/`]),
    );
  if (aws !== undefined) {
    const copy = [
      's3',
      'cp',
      '--recursive',
      '--only-show-errors',
      '--endpoint-url',
      endpoint,
      folder,
      `s3://${bucket}/aws`,
    ];
    contenders.push(plain('aws-cli `s3 cp --recursive`', aws, copy));
  }
  const results = await inTurn(rounds, contenders);
  const [mayfly] = results;
  const rows = results.map(({ name, median }, index) => [
    name,
    `${median.seconds.toFixed(2)} s`,
    `${Math.round(count / median.seconds)}/s`,
    `${median.cpuSeconds.toFixed(2)} s`,
    `${Math.round(median.peakMib)} MiB`,
    index === 0 ? '' : `${timesAsFast(mayfly, results[index]).toFixed(2)}x`,
  ]);
  return [
    table([['1,000 files of 100 KB', 'time', 'files', 'CPU', 'peak memory', 'Mayfly is'], ...rows]),
    [reach(results, 'rclone', 1.2), reach(results, 'MinIO client', 2)].join('\n'),
  ].join('\n\n');
}
