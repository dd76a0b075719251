// Benchmarks the start of commands beside that of Node alone, and the time until a share of one small file sends its first byte.
import { once } from 'node:events';
import { createServer, connect } from 'node:net';
import { cliPath } from './build.mjs';
import { goal, table } from './report.mjs';
import { inTurn, median } from './rounds.mjs';
import { bucket, randomFile } from './workshop.mjs';

const fileBytes = 100_000;

/** Gives the section's text. One round is short: each of `rounds` stands for five. */
export async function measureCommands({ workshop, rounds }) {
  const door = await openDoor(workshop.endpoint);
  const file = randomFile(workshop.at('one.bin'), fileBytes);
  const to = [
    '--endpoint',
    door.endpoint,
    '--bucket',
    bucket,
    '--quiet',
    '--profile-dir',
    workshop.at('commands-profile'),
  ];
  const node = (...args) => workshop.run(process.execPath, args);
  const contenders = [
    { name: '`node -e 0`', run: () => node('-e', '0') },
    { name: '`mayfly --version`', run: () => node(cliPath, '--version') },
    { name: '`mayfly --help`', run: () => node(cliPath, '--help') },
    {
      name: '`mayfly share` of 100 KB',
      async run() {
        const startedAtMs = performance.now();
        const firstByte = door.nextFirstByte();
        const result = await node(cliPath, 'share', file, ...to);
        return { ...result, firstByteSeconds: ((await firstByte) - startedAtMs) / 1_000 };
      },
    },
  ];
  try {
    // The first use of each keeps its compiled code.
    for (const { run } of contenders) await run();
    return report(await inTurn(5 * rounds, contenders));
  } finally {
    door.close();
  }
}

function report(results) {
  const [alone, version, help, share] = results;
  const ms = (seconds) => `${(1_000 * seconds).toFixed(0)} ms`;
  /** The median of the differences of each round, in seconds. */
  const moreThanNode = ({ runs }, of = ({ seconds }) => seconds) =>
    median(runs.map((run, round) => of(run) - alone.runs[round].seconds));
  const reached = (text, seconds, mostMs) => goal(text, `Node and ${ms(seconds)}`, seconds <= mostMs / 1_000);
  const firstByte = moreThanNode(share, (run) => run.firstByteSeconds);
  const row = (result) => [
    result.name,
    ms(result.median.seconds),
    result === alone ? '' : ms(moreThanNode(result)),
    ms(result.median.cpuSeconds),
    `${Math.round(result.median.peakMib)} MiB`,
  ];
  return [
    table([
      ['whole process', 'time', 'more than Node', 'CPU', 'peak memory'],
      ...results.map(row),
      ['until its first byte', ms(share.median.firstByteSeconds), ms(firstByte), '', ''],
    ]),
    [
      reached('`--version` at most Node and 20 ms', moreThanNode(version), 20),
      reached('`--help` at most Node and 20 ms', moreThanNode(help), 20),
      reached('a share’s first byte at most Node and 60 ms', firstByte, 60),
    ].join('\n'),
  ].join('\n\n');
}

/** A server in front of the sink that notes when a byte arrives. */
async function openDoor(endpoint) {
  const { hostname, port } = new URL(endpoint);
  let arrived = () => undefined;
  const server = createServer((socket) => {
    socket.once('data', () => arrived(performance.now()));
    const sink = connect({ host: hostname, port: Number(port) });
    socket.pipe(sink).pipe(socket);
    for (const each of [socket, sink]) each.on('error', () => each.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${server.address().port}`,
    nextFirstByte: () =>
      new Promise((resolve) => {
        arrived = resolve;
      }),
    close: () => server.close(),
  };
}
