// Benchmarks the app on a private desktop: the time from a dropped file to its link on the clipboard, a thousand files beside rclone, and whether
// uploads block the main process.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runInDesktopSession } from '../desktop-session.mjs';
import { resolveElectron } from '../electron-runtime.mjs';
import { SetupError } from '../setup/progress.mjs';
import { bundle } from './build.mjs';
import { contendersAt } from './peers/contenders.mjs';
import { describeFrames, lateMs } from './frames.mjs';
import { openBucket, openLine, openLoopback, openTls, roundTripSeconds } from './places.mjs';
import { goal, table } from './report.mjs';
import { describeTimes, median, timesAsFast } from './rounds.mjs';
import { fileCount, thousand } from './small-files.mjs';
import { keys, randomFile } from './workshop.mjs';

const session = fileURLToPath(new URL('app-session.mjs', import.meta.url));
/** More than a bare PUT and GET, ms. */
const allowedMs = 12;
/** On the line: the PUT and the proof, and this much more, ms. */
const lineAllowedMs = 2 * roundTripSeconds * 1_000 + 60;
/** Four round trips to the link of a file that is given first, and this much more, ms. */
const firstAllowedMs = 4 * roundTripSeconds * 1_000 + 100;
const rcloneTimes = 1;
const minioTimes = 0.75;
const delayLimitMs = 20;
const allowedLateShare = 0.01;
const viewEveryMs = 100;

/** Gives the section's text. */
export async function measureApp({ workshop, programs, rounds }) {
  const place = await openLoopback({ workshop });
  const { folder, files } = thousand(workshop);
  const at = contendersAt(place, { workshop, programs });
  const [rclone] = at.rcloneFolder('rclone', folder, 16);
  const largeFile = randomFile(workshop.at('app-large.bin'), 2 ** 30);
  const [command] = at.mayfly('Mayfly', [largeFile]);
  const env = { ...workshop.env, ...place.env };
  const farBucket = await openBucket({ workshop });
  const tls = await openTls({ workshop, programs });
  const [minio] = contendersAt(tls, { workshop, programs }).minioFile('MinIO client', largeFile);
  const orders = {
    electron: resolveElectron().executable,
    signing: await bundle('signing.mjs', workshop.at('bundle')),
    folder: workshop.folder,
    small: randomFile(workshop.at('drop.bin'), 100_000),
    large: largeFile,
    command: { ...command, env },
    thousand: files,
    ...(rclone !== undefined && { rclone: { ...rclone, env } }),
    tls: {
      profileDir: workshop.at('profile'),
      home: workshop.env.HOME,
      ...(minio !== undefined && { minio: { ...minio, env: { ...workshop.env, ...tls.env } } }),
    },
    sink: workshop.endpoint,
    line: (await openLine({ workshop })).endpoint,
    farBucket: farBucket.endpoint,
    keys,
    drops: rounds * 5,
    uploads: rounds,
    tlsUploads: rounds * 2 + 1,
  };
  writeFileSync(workshop.at('orders.json'), JSON.stringify(orders));
  const code = await runInDesktopSession(process.execPath, [
    session,
    workshop.at('orders.json'),
    workshop.at('app.json'),
  ]);
  farBucket.close();
  if (code !== 0) throw new SetupError(`the app could not be measured: its session ended with ${code}.`);
  const {
    dropMs,
    bareMs,
    lineMs,
    firstMs,
    large,
    thousand: small,
    rcloneSeconds,
    largeTls,
    blank,
  } = JSON.parse(readFileSync(workshop.at('app.json'), 'utf8'));
  const [drop, bare, onLine, first] = [dropMs, bareMs, lineMs, firstMs].map(median);
  return [
    table([
      [`a file of 100 KB, ${dropMs.length} times`, 'median', 'slowest'],
      ['from the drop to the link on the clipboard, bucket on this computer', ms(drop), ms(Math.max(...dropMs))],
      ['a bare PUT and a ranged GET of the same file', ms(bare), ms(Math.max(...bareMs))],
      ['from the drop to the link on the clipboard, 40 ms away', ms(onLine), ms(Math.max(...lineMs))],
      ['the same of 1 GiB, whose link is given first', ms(first), ms(Math.max(...firstMs))],
    ]),
    [
      goal(`at most ${allowedMs} ms more than PUT and GET`, `${ms(drop - bare)} more`, drop - bare <= allowedMs),
      goal(`40 ms away at most two round trips and 60 ms (${lineAllowedMs} ms)`, ms(onLine), onLine <= lineAllowedMs),
      goal(
        `the link first at most four round trips and 100 ms (${firstAllowedMs} ms)`,
        ms(first),
        first <= firstAllowedMs,
      ),
    ].join('\n'),
    ...describeThousand(small, rcloneSeconds, blank),
    ...describeLargeTls(largeTls),
    ...describeLoop([
      ['1 GiB goes to the sink', large],
      ['1,000 files go to the sink', small],
    ]),
    ...describeWindow(
      [
        ['1 GiB goes to the sink', large],
        ['1,000 files go to the sink', small],
      ],
      blank,
    ),
  ].join('\n\n');
}

const ms = (value) => `${value.toFixed(1)} ms`;

const runsOf = (times) => ({ runs: times.map((seconds) => ({ seconds })) });

/** The engine is warm: it has uploaded as many before. */
function describeThousand(uploads, rcloneSeconds, blank) {
  const own = { runs: uploads };
  const rclone = runsOf(rcloneSeconds);
  const row = (name, { runs }) => {
    const seconds = median(runs.map((run) => run.seconds));
    return [name, `${seconds.toFixed(2)} s`, `${Math.round(fileCount / seconds)}/s`];
  };
  const isMeasured = rcloneSeconds.length > 0;
  return [
    table([
      [`1,000 files of 100 KB to the sink, ${uploads.length} times in turn`, 'time', 'files'],
      row('Mayfly, from the drop to a thousand proven links on the clipboard', own),
      ['of that until a blank window would have the files', ms(median(blank.map(({ heardMs }) => heardMs))), ''],
      ...(isMeasured ? [row('rclone `copy --transfers 16`, the whole process', rclone)] : []),
    ]),
    [
      isMeasured
        ? goal(`at least ${rcloneTimes}x rclone`, describeTimes(own, rclone), timesAsFast(own, rclone) >= rcloneTimes)
        : '- not measured: rclone is not here',
      describeViews(uploads),
    ].join('\n'),
  ];
}

/** The engine is warm: it has uploaded the file before. */
function describeLargeTls({ appSeconds, minioSeconds }) {
  const [own, minio] = [appSeconds, minioSeconds].map(runsOf);
  const row = (name, times) => [
    name,
    `${median(times).toFixed(2)} s`,
    `${Math.round(2 ** 30 / 1e6 / median(times))} MB/s`,
  ];
  const isMeasured = minioSeconds.length > 0;
  return [
    table([
      [`1 GiB to the sink with TLS, ${appSeconds.length} times in turn`, 'time', 'speed'],
      row('Mayfly, from the drop to the proven link on the clipboard', appSeconds),
      ...(isMeasured ? [row('MinIO client `cp`, the whole process', minioSeconds)] : []),
    ]),
    isMeasured
      ? goal(`at least ${minioTimes}x MinIO client`, describeTimes(own, minio), timesAsFast(own, minio) >= minioTimes)
      : '- not measured: the MinIO client is not here',
  ];
}

/** The first view is sent at once, and the last one always. */
function describeViews(uploads) {
  const everyMs = median(
    uploads.map(({ watchedSeconds, views }) => (watchedSeconds * 1_000) / Math.max(1, views.count - 1)),
  );
  const kilobytes = median(uploads.map(({ views }) => views.bytes / views.count / 1_000));
  const measured = `one in ${Math.round(everyMs)} ms, ${Math.round(kilobytes)} KB each`;
  return goal(`at most one view of the state in ${viewEveryMs} ms`, measured, everyMs >= viewEveryMs);
}

function describeLoop(works) {
  const column = (read) => works.map(([, uploads]) => ms(median(uploads.map(read))));
  const p99 = Math.max(...works.map(([, uploads]) => median(uploads.map((upload) => upload.p99Ms))));
  const speed = 2 ** 30 / 1e6 / median(works[0][1].map(({ seconds }) => seconds));
  return [
    table([
      [`main process, ${works[0][1].length} times, median`, ...works.map(([what]) => `while ${what}`)],
      ['delay of the event loop, 50th percentile', ...column(({ p50Ms }) => p50Ms)],
      ['delay of the event loop, 99th percentile', ...column(({ p99Ms }) => p99Ms)],
      ['longest delay', ...column(({ maxMs }) => maxMs)],
    ]),
    [
      goal(`99th percentile at most ${delayLimitMs} ms`, ms(p99), p99 <= delayLimitMs),
      `- speed of 1 GiB, link included: ${Math.round(speed)} MB/s`,
    ].join('\n'),
  ];
}

/** The goal of 60 frames a second: the median frame is on time, and no more are late than without an upload. */
function describeWindow(works, blank) {
  const framesOf = (uploads, when) => describeFrames(uploads.flatMap(({ frames }) => frames[when]));
  const before = framesOf(
    works.flatMap(([, uploads]) => uploads),
    'idle',
  );
  const during = works.map(([, uploads]) => framesOf(uploads, 'busy'));
  const row = (what, { p50Ms, p99Ms, lateShare }) => [what, ms(p50Ms), ms(p99Ms), `${(lateShare * 100).toFixed(1)} %`];
  const ofBlank = (when) => describeFrames(blank.flatMap(({ frames }) => frames[when]));
  const lateLimit = Math.max(before.lateShare, allowedLateShare);
  const slowest = Math.max(...during.map(({ p50Ms }) => p50Ms));
  const late = Math.max(...during.map(({ lateShare }) => lateShare));
  return [
    table([
      [`the window, from frame to frame`, 'median', '99th percentile', `later than ${lateMs} ms`],
      row('while nothing goes on', before),
      ...works.map(([what], index) => row(`while ${what}`, during[index])),
      row('a blank window with a bar that moves, while a command shares 1 GiB', ofBlank('command')),
      row('a blank window, while 1,000 files are dropped on it', ofBlank('drop')),
    ]),
    goal(
      `60 frames a second, at most ${allowedLateShare * 100} % of them late, or as many as without an upload`,
      `${(1_000 / slowest).toFixed(0)} a second, ${(late * 100).toFixed(1)} % late`,
      slowest <= lateMs && late <= lateLimit,
    ),
  ];
}
