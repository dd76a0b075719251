// Benchmarks the embedded bucket with curl: 1 GiB in and out, on presigned URLs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { bundle, cliPath, importFrom } from './build.mjs';
import { table } from './report.mjs';
import { inTurn } from './rounds.mjs';
import { keys, randomFile } from './workshop.mjs';

const sizeBytes = 2 ** 30;
const megabytes = sizeBytes / 1e6;

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
    return table([
      ['1 GiB with curl', 'time', 'speed'],
      ...results.map(({ name, median }) => [
        name,
        `${median.seconds.toFixed(2)} s`,
        `${Math.round(megabytes / median.seconds)} MB/s`,
      ]),
    ]);
  } finally {
    server.kill('SIGINT');
    await once(server, 'exit');
  }
}
