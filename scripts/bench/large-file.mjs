// Benchmarks one large file: each client uploads it, from the start of its process to the end.
import { resolveElectron } from '../electron-runtime.mjs';
import { contendersAt } from './peers/contenders.mjs';
import { ensureLibStorage } from './peers/lib-storage.mjs';
import { lineBytesPerSecond, openLine, openLoopback, openTls } from './places.mjs';
import { goal, table } from './report.mjs';
import { reach } from './reach.mjs';
import { describeTimes, inTurn } from './rounds.mjs';
import { bucket, randomFile } from './workshop.mjs';

const gibibyte = 2 ** 30;
const onTheLine = 256 * 2 ** 20;

/** Gives the section's text: 1 GiB to the sink on loopback. */
export async function measureLargeFile(bench) {
  const place = await openLoopback(bench);
  const { workshop, programs } = bench;
  const file = randomFile(workshop.at('large.bin'), gibibyte);
  const at = contendersAt(place, { workshop, programs });
  const libStorage = await ensureLibStorage();
  const library = [libStorage, place.endpoint, bucket, file, workshop.env.AWS_REGION];
  const results = await inTurn(bench.rounds, [
    ...commonContenders(at, file),
    ...at.rcloneFile('rclone without checksums', file, '--s3-disable-checksum', '--ignore-checksum'),
    ...at.awsFile('aws-cli `s3 cp`', file),
    ...(libStorage === undefined
      ? []
      : [{ name: '@aws-sdk/lib-storage', run: () => workshop.run(process.execPath, library) }]),
  ]);
  return [
    tableOf('one file of 1 GiB', gibibyte, results),
    [reach(results, 'MinIO client', 1.3), reach(results, 'curl', 0.85), reach(results, 'aws-cli', 2.5)].join('\n'),
  ].join('\n\n');
}

/** The app's engine runs in it: its zlib sums CRC-32 by the processor's own instructions, and its TLS is BoringSSL. */
const electronRuntime = () => ({ program: resolveElectron().executable, env: { ELECTRON_RUN_AS_NODE: '1' } });

/** The same with TLS, which costs the sink work for each byte, too. */
export async function measureLargeFileTls(bench) {
  const file = randomFile(bench.workshop.at('large-tls.bin'), gibibyte);
  const at = contendersAt(await openTls(bench), bench);
  const inElectron = 'Mayfly `share` in Electron’s runtime';
  const results = await inTurn(bench.rounds, [
    ...commonContenders(at, file),
    ...at.awsFile('aws-cli `s3 cp`', file),
    ...at.mayfly(inElectron, [file], electronRuntime()),
  ]);
  const app = results.find(({ name }) => name === inElectron);
  const perGb = ({ median }) => `${(median.serverCpuSeconds / (gibibyte / 1e9)).toFixed(2)} s`;
  return [
    tableOf('one file of 1 GiB, TLS', gibibyte, results, ['CPU of the sink per GB', perGb]),
    [
      reach(results, 'MinIO client', 1.1),
      reach([app, ...results], 'MinIO client', 0.75, 'in Electron’s runtime '),
    ].join('\n'),
  ].join('\n\n');
}

/** A smaller file on the line, whose rate is the limit. */
export async function measureLargeFileOnLine(bench) {
  const place = await openLine(bench);
  const file = randomFile(bench.workshop.at('line.bin'), onTheLine);
  const at = contendersAt(place, bench);
  const shareOfLine = ({ median }) => onTheLine / median.seconds / lineBytesPerSecond;
  const results = await inTurn(bench.rounds, [...commonContenders(at, file), ...at.awsFile('aws-cli `s3 cp`', file)]);
  const reached = shareOfLine(results[0]);
  const shown = (result) => shareOfLine(result).toFixed(2);
  return [
    tableOf('one file of 256 MiB, 40 ms, 1 Gbit/s', onTheLine, results, ['of the line’s rate', shown]),
    [
      goal('at least 0.93 of the line’s own rate', reached.toFixed(2), reached >= 0.93),
      reach(results, 'MinIO client', 1.05),
    ].join('\n'),
  ].join('\n\n');
}

const commonContenders = (at, file) => [
  ...at.mayfly('Mayfly `share`: every part checked, the link proven', [file]),
  ...at.curl('curl -T: one plain PUT, nothing signed or checked', file),
  ...at.minioFile('MinIO client `cp`', file),
  ...at.rcloneFile('rclone `copyto`', file),
];

/** `more`: the head of one more column and what is in it. */
function tableOf(what, sizeBytes, results, more) {
  const [mayfly] = results;
  const [head, cell] = more ?? [];
  const extra = (value) => (more === undefined ? [] : [value]);
  return table([
    [what, 'time', 'speed', 'CPU per GB', 'peak memory', ...extra(head), 'Mayfly is'],
    ...results.map((result, index) => [
      result.name,
      `${result.median.seconds.toFixed(2)} s`,
      `${Math.round(sizeBytes / 1e6 / result.median.seconds)} MB/s`,
      `${(result.median.cpuSeconds / (sizeBytes / 1e9)).toFixed(2)} s`,
      `${Math.round(result.median.peakMib)} MiB`,
      ...extra(cell?.(result)),
      index === 0 ? '' : describeTimes(mayfly, result),
    ]),
  ]);
}
