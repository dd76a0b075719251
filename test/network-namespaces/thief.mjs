// Somebody on the network who has no link, with all that one computer can send: `node thief.mjs HOST PORT SECONDS`. Prints as JSON what came back.
import { connect } from 'node:net';
import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

const [host, port, seconds] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const name = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
const endMs = Date.now() + seconds * 1_000;
const got = { statuses: {}, opened: 0, ended: 0, answers: 0 };

/** A connection that sends `bytes`, and then by and by `drip`. */
function hold(bytes, drip) {
  const socket = connect({ host, port });
  let timer;
  socket.on('connect', () => {
    got.opened += 1;
    if (bytes !== '') socket.write(bytes);
    if (drip !== '') timer = setInterval(() => socket.write(drip), 500);
  });
  socket.on('error', () => undefined);
  socket.on('data', () => undefined);
  socket.on('close', () => {
    clearInterval(timer);
    got.ended += 1;
  });
  return socket;
}

const guesses = [
  ['GET', '/'],
  ['GET', '/mayfly'],
  ['GET', '/mayfly?list-type=2'],
  ['GET', '/mayfly/file'],
  ['GET', '/mayfly/../owner.json'],
  ['GET', '/-/owner?nonce=00000000000000000000000000000000'],
  ['PUT', '/mayfly/file'],
  ['POST', '/mayfly'],
  ['DELETE', '/mayfly/file'],
  ['OPTIONS', '/mayfly/file'],
];
const hosts = [name, 'localhost:' + port, '127.0.0.1:' + port, 'mayfly.localhost:' + port, 'evil.example:' + port];

/** Asks again and again, as fast as answers come. */
async function ask(turn) {
  for (let index = turn; Date.now() < endMs; index += 1) {
    const [method, path] = guesses[index % guesses.length];
    const headers = { Host: hosts[Math.floor(index / guesses.length) % hosts.length] };
    if (index % 3 === 0)
      headers.Authorization = `AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
    const status = await new Promise((resolve) => {
      const asked = request({ host, port, method, path, headers, agent: false, timeout: 5_000 }, (response) => {
        response
          .resume()
          .on('end', () => resolve(response.statusCode))
          .on('error', () => resolve('broken'));
      });
      asked.on('timeout', () => asked.destroy());
      asked.on('error', (error) => resolve(error.code ?? 'broken'));
      asked.end();
    });
    got.statuses[status] = (got.statuses[status] ?? 0) + 1;
    got.answers += typeof status === 'number' ? 1 : 0;
    if (typeof status !== 'number') await delay(20);
  }
}

/** New connections all the time, of each kind. */
async function flood() {
  const kinds = [
    ['', ''],
    ['GE', ''],
    [`GET / HTTP/1.1\r\nHost: ${name}\r\nX-Slow: `, 'x'],
    [
      `POST /mayfly HTTP/1.1\r\nHost: ${name}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000\r\n\r\n--b\r\n`,
      'x',
    ],
    ['\u0016\u0003\u0001\u0002\u0000', ''],
    [`GET / HTTP/1.1\r\nHost: ${name}\r\n\r\n`.repeat(500), ''],
  ];
  const sockets = [];
  for (let count = 0; Date.now() < endMs; count += 1) {
    sockets.push(hold(...kinds[count % kinds.length]));
    if (sockets.length > 2_000) sockets.shift().destroy();
    if (count % 20 === 0) await delay(10);
  }
  for (const socket of sockets) socket.destroy();
}

await Promise.all([flood(), ...Array.from({ length: 8 }, (_, turn) => ask(turn))]);
console.log(JSON.stringify(got));
