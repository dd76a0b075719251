// Benchmarks the embedded bucket with curl: 1 GiB in and out, on presigned URLs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { bundle, cliPath, importFrom } from './build.mjs';
import { goal, table } from './report.mjs';
import { describeTimes, inTurn, timesAsFast } from './rounds.mjs';
import { keys, randomFile } from './workshop.mjs';

const sizeBytes = 2 ** 30;
const megabytes = sizeBytes / 1e6;
/** Of the sink's speed: 1.5 times what PUT had when it hashed on the thread of its requests (0.15x), and what GET had. */
const wanted = { put: 0.22, get: 0.75 };

/** Gives the section's text. */
export async function measureBucket({ workshop, programs, rounds }) {
  const { signerFor } = await importFrom(await bundle('signing.mjs', workshop.at('bundle')));
  const file = randomFile(workshop.at('bucket-file.bin'), sizeBytes);
  const args = [cliPath, 'bucket', 'serve', '--profile-dir', workshop.at('bucket')];
  const server = spawn(process.execPath, args, { env: workshop.env, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [line] = await once(server.stdout.setEncoding('utf8'), 'data');
    const sign = signerFor(JSON.parse(line), keys);
    const get = await sign('GET', 'large.bin');
    const put = await sign('PUT', 'large.bin');
    const curl = (name, ...rest) => ({
      name,
      run: () => workshop.run(programs.curl, ['-sf', '-o', '/dev/null', ...rest]),
    });
    const results = await inTurn(rounds, [
      curl('PUT, stored on disk', '-T', file, put),
      curl('GET', get),
      curl('for scale: PUT to the sink, stored nowhere', '-T', file, `${workshop.endpoint}/bucket/scale.bin`),
    ]);
    const [stored, read, scale] = results;
    const reach = (what, result, least) =>
      goal(
        `${what} at least ${least}x a PUT to the sink`,
        describeTimes(result, scale),
        timesAsFast(result, scale) >= least,
      );
    return [
      table([
        ['1 GiB with curl', 'time', 'speed', 'of the sink’s'],
        ...results.map((result) => [
          result.name,
          `${result.median.seconds.toFixed(2)} s`,
          `${Math.round(megabytes / result.median.seconds)} MB/s`,
          result === scale ? '' : describeTimes(result, scale),
        ]),
      ]),
      [reach('PUT', stored, wanted.put), reach('GET', read, wanted.get)].join('\n'),
    ].join('\n\n');
  } finally {
    server.kill('SIGINT');
    await once(server, 'exit');
  }
}
