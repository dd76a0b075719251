// Measures the line before anything is measured on it: its delay, its rate in both directions, and whether connections share it equally.
// By itself: node scripts/bench/line-check.mjs ENDPOINT ONE_WAY_MS MBIT, where a sink is behind the endpoint.
import { once } from 'node:events';
import net from 'node:net';
import { fileURLToPath } from 'node:url';
import { SetupError, say } from '../setup/progress.mjs';

const attempts = 5;
const bytes = 24_000_000;
const connections = 8;
const body = Buffer.alloc(bytes, 1);
/** The line is never quicker than asked, but for the clocks; on a busy machine its best attempt may be later by more. */
const soonest = (wantedMs) => wantedMs * 0.99;
const latest = (wantedMs) => wantedMs * 1.05 + 4;

/** `endpoint` must lead to a sink. Says what it measured, and throws a SetupError where a delay or a rate is not the wanted one. */
export async function checkLine(endpoint, { oneWayMs, mbit }) {
  const port = Number(new URL(endpoint).port);
  const roundTripMs = 2 * oneWayMs;
  const wireMs = (bytes * 8) / (mbit * 1_000);
  const found = {
    'a new connection and an answer': { wantedMs: 2 * roundTripMs, tookMs: [] },
    'an answer on an open connection': { wantedMs: roundTripMs, tookMs: [] },
    'sending on one connection': { wantedMs: roundTripMs + wireMs, tookMs: [] },
    [`sending on ${connections} connections`]: { wantedMs: roundTripMs + wireMs, tookMs: [] },
    'receiving on one connection': { wantedMs: roundTripMs + wireMs, tookMs: [] },
  };
  const [opening, asking, sending, together, receiving] = Object.values(found);
  const spreads = [];
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const client = await connect(port);
    opening.tookMs.push(await client.ask('GET /'));
    asking.tookMs.push(await client.ask('GET /'));
    sending.tookMs.push(await client.ask('PUT /bucket/line', bytes));
    receiving.tookMs.push(await client.ask('GET /bucket/line'));
    client.close();
    const many = await Promise.all(Array.from({ length: connections }, () => connect(port)));
    await Promise.all(many.map((one) => one.ask('GET /')));
    const fromMs = performance.now();
    const sharing = many.map(async (one, index) => {
      await one.ask(`PUT /bucket/${index}`, bytes / connections);
      return performance.now() - fromMs;
    });
    const took = await Promise.all(sharing);
    for (const one of many) one.close();
    together.tookMs.push(Math.max(...took));
    spreads.push(Math.min(...took) / Math.max(...took));
  }
  for (const [what, { wantedMs, tookMs }] of Object.entries(found)) {
    const best = Math.min(...tookMs);
    say(`the line: ${what}: ${best.toFixed(1)} ms, asked for ${wantedMs.toFixed(1)} ms`);
    if (best < soonest(wantedMs) || best > latest(wantedMs)) {
      throw new SetupError(`the line is not the one asked for: ${what} took ${best.toFixed(1)} ms.`);
    }
  }
  // Connections that begin together with equally much end together; one after another, the first would end in an eighth of the time.
  if (Math.max(...spreads) < 0.7) throw new SetupError('the line does not share its rate equally.');
}

/** One connection; `ask` gives the ms from the request to the end of its answer. */
async function connect(port) {
  const openedMs = performance.now();
  const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
  let answered;
  let left = 0;
  let head = '';
  socket.on('data', (piece) => {
    let size = piece.length;
    if (left === 0) {
      head += piece.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      size = head.length - end - 4;
      left = Number(/content-length: (\d+)/i.exec(head.slice(0, end))[1]);
      head = '';
    }
    left -= size;
    if (left === 0) answered();
  });
  await once(socket, 'connect');
  let first = true;
  return {
    async ask(request, sizeBytes = 0) {
      const fromMs = first ? openedMs : performance.now();
      first = false;
      const done = new Promise((resolve, reject) => {
        answered = resolve;
        socket.once('close', () => reject(new SetupError('the line closed a connection.')));
      });
      socket.write(`${request} HTTP/1.1\r\nhost: line\r\ncontent-length: ${sizeBytes}\r\n\r\n`);
      if (sizeBytes > 0) socket.write(body.subarray(0, sizeBytes));
      await done;
      return performance.now() - fromMs;
    },
    close: () => socket.removeAllListeners('close').destroy(),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [endpoint, oneWayMs, mbit] = process.argv.slice(2);
  await checkLine(endpoint, { oneWayMs: Number(oneWayMs), mbit: Number(mbit) });
}
