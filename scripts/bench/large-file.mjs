// Benchmarks one file of 1 GiB: each client uploads it, from the start of its process to the end.
import { cliPath } from './build.mjs';
import { ensureLibStorage } from './lib-storage.mjs';
import { table } from './report.mjs';
import { reach } from './reach.mjs';
import { inTurn, timesAsFast } from './rounds.mjs';
import { bucket, randomFile } from './workshop.mjs';

const sizeBytes = 2 ** 30;

/** Gives the section's text. */
export async function measureLargeFile({ workshop, programs, rounds }) {
  const file = randomFile(workshop.at('large.bin'), sizeBytes);
  const contenders = await contendersFor(workshop, programs, file);
  const results = await inTurn(rounds, contenders);
  const [mayfly] = results;
  const rows = results.map(({ name, median }, index) => [
    name,
    `${median.seconds.toFixed(2)} s`,
    `${Math.round(sizeBytes / 1e6 / median.seconds)} MB/s`,
    `${(median.cpuSeconds / (sizeBytes / 1e9)).toFixed(2)} s`,
    `${Math.round(median.peakMib)} MiB`,
    index === 0 ? '' : `${timesAsFast(mayfly, results[index]).toFixed(2)}x`,
  ]);
  return [
    table([['one file of 1 GiB', 'time', 'speed', 'CPU per GB', 'peak memory', 'Mayfly is'], ...rows]),
    [reach(results, 'MinIO client', 1), reach(results, 'curl', 0.7), reach(results, 'aws-cli', 2)].join('\n'),
  ].join('\n\n');
}

/** Each tool with its defaults, except for the endpoint and no check of the bucket. */
async function contendersFor(workshop, { curl, minio, rclone, aws }, file) {
  const { endpoint, env } = workshop;
  const plain = (name, program, args) => ({ name, run: () => workshop.run(program, args) });
  const share = [
    'share',
    file,
    '--endpoint',
    endpoint,
    '--bucket',
    bucket,
    '--quiet',
    '--profile-dir',
    workshop.at('profile'),
  ];
  const libStorage = await ensureLibStorage();
  const list = [
    {
      name: 'Mayfly `share`: every part checked, the link proven',
      async run() {
        const result = await workshop.run(process.execPath, [cliPath, ...share]);
        if (!/^http:\S+X-Amz-Signature=\S+\n$/.test(result.stdout)) throw new Error('no link was printed');
        return result;
      },
    },
    plain('curl -T: one plain PUT, nothing signed or checked', curl, [
      '-sf',
      '-o',
      workshop.at('answer'),
      '-T',
      file,
      `${endpoint}/${bucket}/curl.bin`,
    ]),
  ];
  if (minio !== undefined)
    list.push(plain('MinIO client `cp`', minio, ['--quiet', 'cp', file, `sink/${bucket}/minio.bin`]));
  if (rclone !== undefined) {
    const copy = ['copyto', file, `:s3:${bucket}/rclone.bin`, ...rcloneFlags(endpoint)];
    list.push(
      plain('rclone `copyto`', rclone, copy),
      plain('rclone without checksums', rclone, [...copy, '--s3-disable-checksum', '--ignore-checksum']),
    );
  }
  if (aws !== undefined)
    list.push(
      plain('aws-cli `s3 cp`', aws, [
        's3',
        'cp',
        '--only-show-errors',
        '--endpoint-url',
        endpoint,
        file,
        `s3://${bucket}/aws.bin`,
      ]),
    );
  if (libStorage !== undefined)
    list.push(plain('@aws-sdk/lib-storage', process.execPath, [libStorage, endpoint, bucket, file, env.AWS_REGION]));
  return list;
}

/** With a provider named, rclone sends no request to detect it; it reads no configuration file. */
export const rcloneFlags = (endpoint) => [
  '--config',
  '',
  '--s3-endpoint',
  endpoint,
  '--s3-provider',
  'Other',
  '--s3-env-auth',
  '--s3-no-check-bucket',
];
