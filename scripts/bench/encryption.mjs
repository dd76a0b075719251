// Benchmarks encryption in both runtimes: Node, of the command line, and Electron, of the app. The cipher alone, and uploads with and without it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { resolveElectron } from '../electron-runtime.mjs';
import { bundle, cliPath } from './build.mjs';
import { goal, table } from './report.mjs';
import { inTurn, median } from './rounds.mjs';
import { randomFile } from './workshop.mjs';

const sizeBytes = 2 ** 29;
const wantedRate = 150;

/** Gives the section's text. */
export async function measureEncryption({ workshop, rounds }) {
  const program = await bundle('sealing.mjs', workshop.at('bundle'));
  const file = randomFile(workshop.at('secret.bin'), sizeBytes);
  const runtimes = [
    { name: 'Node, the command line', executable: process.execPath, env: {} },
    { name: 'Electron, the app', executable: resolveElectron().executable, env: { ELECTRON_RUN_AS_NODE: '1' } },
  ];
  const results = await inTurn(
    rounds,
    runtimes.flatMap(({ name, executable, env }) => [
      {
        name: `${name}: the cipher`,
        async run() {
          const whole = await workshop.run(executable, [program], env);
          return { ...whole, ...JSON.parse(whole.stdout) };
        },
      },
      ...['--no-encrypt', '--encrypt'].map((how) => ({
        name: `${name}: \`share ${how}\``,
        run: () =>
          onNewBucket(workshop, (place) =>
            workshop.run(executable, [cliPath, 'share', file, '--page', how, '--quiet', ...place], env),
          ),
      })),
    ]),
  );
  const found = runtimes.map(({ name }, index) => {
    const [cipher, plain, encrypted] = results.slice(3 * index, 3 * index + 3);
    const moreSeconds = median(
      encrypted.runs.map(({ cpuSeconds }, round) => cpuSeconds - plain.runs[round].cpuSeconds),
    );
    return { name, cipher: cipher.median, plain: plain.median, encrypted: encrypted.median, moreSeconds };
  });
  const rate = (value) => `${Math.round(value)} MB/s`;
  const perGb = (seconds) => `${(seconds / (sizeBytes / 1e9)).toFixed(2)} s`;
  return [
    table([
      ['in one core’s time', 'sealed', 'opened', 'a plain upload, per GB', 'encrypted, per GB', 'more, per GB'],
      ...found.map(({ name, cipher, plain, encrypted, moreSeconds }) => [
        name,
        rate(cipher.seal),
        rate(cipher.open),
        perGb(plain.cpuSeconds),
        perGb(encrypted.cpuSeconds),
        perGb(moreSeconds),
      ]),
    ]),
    found
      .map(({ name, cipher, moreSeconds }) => {
        const least = Math.min(cipher.seal, cipher.open, sizeBytes / 1e6 / moreSeconds);
        return goal(`${name}: at least ${wantedRate} MB/s, alone and in an upload`, rate(least), least >= wantedRate);
      })
      .join('\n'),
  ].join('\n\n');
}

/** An encrypted share is a page, and the sink shows none. `act` is given the place as options of a command, and by its parts. */
export async function onNewBucket(workshop, act) {
  const profile = workshop.at('encryption-bucket');
  const server = spawn(process.execPath, [cliPath, 'bucket', 'serve', '--profile-dir', profile], {
    env: workshop.env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = await once(server.stdout.setEncoding('utf8'), 'data');
    const { endpoint, region, bucket } = JSON.parse(line);
    const where = ['--endpoint', endpoint, '--region', region, '--bucket', bucket];
    return await act([...where, '--profile-dir', workshop.at('profile')], { endpoint, region, bucket });
  } finally {
    server.kill('SIGINT');
    await once(server, 'exit');
    rmSync(profile, { recursive: true, force: true });
  }
}
