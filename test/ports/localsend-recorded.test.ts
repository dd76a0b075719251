// Another implementation of LocalSend's protocol, byte by byte as it was recorded: localsend 0.1.2 of npm (CrossCopy/localsend-ts), in a namespace without
// another network. The package itself is no dependency of the tests: it brings 136 packages of 84 MB.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAnnounced } from '../../main/core/devices/rules/device-json';
import { nearbyDevice, type NearbyDevice } from './nearby-device';

let mayfly: NearbyDevice;
let server: Server | undefined;
beforeEach(async () => {
  mayfly = await nearbyDevice();
});
afterEach(async () => {
  server?.close();
  await mayfly.stop();
});

const usual = [
  'host: 127.0.0.1:53317',
  'connection: keep-alive',
  'accept: */*',
  'accept-language: *',
  'sec-fetch-mode: cors',
  'user-agent: node',
  'accept-encoding: gzip, deflate',
];
const recorded = (line: string, body: string, more: readonly string[] = []) =>
  [`${line} HTTP/1.1`, ...usual, ...more, `content-length: ${Buffer.byteLength(body)}`, '', body].join('\r\n');

/** Sends what was recorded over one connection that stays open; gives the status and the body of each answer. */
async function replay(...requests: ((before: string) => string)[]): Promise<string[]> {
  const answers: string[] = [];
  const socket = connect(mayfly.port(), '127.0.0.1');
  let unread = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    unread += text;
  });
  for (const request of requests) {
    unread = '';
    socket.write(request(answers.at(-1) ?? ''));
    await expect
      .poll(() => {
        const [head = '', body = ''] = unread.split('\r\n\r\n');
        return body.length === Number(/content-length: (\d+)/i.exec(head)?.[1] ?? -1);
      })
      .toBe(true);
    answers.push(`${unread.split(' ')[1]} ${unread.split('\r\n\r\n')[1]}`);
  }
  socket.destroy();
  return answers;
}

const id = '2e54144ba487ae25d03a3caba233da71';
const offer = `{"info":{"alias":"TypeScript Sender","version":"2.1","deviceModel":"Linux 6.18.44","deviceType":"desktop","fingerprint":"2fa783db4c41915c87974ab605038059604cbb12671161717262fd20efa073ed","port":53317,"protocol":"http","download":false},"files":{"${id}":{"id":"${id}","fileName":"hello.txt","size":5,"fileType":"application/octet-stream","sha256":"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824","metadata":{"modified":"2026-11-29T21:37:37.872Z"}}}}`;

test('a file of it comes', async () => {
  await mayfly.start({ scheme: 'http', pin: '4711' });
  const json = ['Content-Type: application/json'];
  const [info, prepared, uploaded] = await replay(
    () => recorded('GET /api/localsend/v2/info', '', json),
    () => recorded('POST /api/localsend/v2/prepare-upload?pin=4711', offer, json),
    (before) => {
      const { sessionId, files } = JSON.parse(before.slice(4)) as { sessionId: string; files: Record<string, string> };
      return recorded(
        `POST /api/localsend/v2/upload?sessionId=${sessionId}&fileId=${id}&token=${files[id] ?? ''}`,
        'hello',
      );
    },
  );
  expect([info?.slice(0, 4), prepared?.slice(0, 4), uploaded]).toEqual(['200 ', '200 ', '200 ']);
  expect(await readFile(join(mayfly.folder, 'hello.txt'), 'utf8')).toBe('hello');
  expect(await mayfly.devices.receivedSessions()).toMatchObject([{ alias: 'TypeScript Sender', name: 'hello.txt' }]);
});

const about =
  '"alias":"Theirs","version":"2.1","deviceModel":"Linux 6.18.44","deviceType":"desktop","fingerprint":"a415995afe2f177c4540178ef65e77d1dd4a1095f114263c14a9f7e111d9a683","port":53400,"protocol":"http","download":false';

test('it is known by its announcement', () => {
  expect(readAnnounced(`{${about},"announce":true,"announcement":true}`)).toMatchObject({
    alias: 'Theirs',
    port: 53_400,
    scheme: 'http',
    wantsAnswer: true,
  });
});

test('it gets a file: found by its address, http after no https', async () => {
  const answered = new Map([
    ['register', `{${about}}`],
    ['prepare-upload', '{"sessionId":"2a4d0518dbcc5b27","files":{"f0":"62b3d6926a28bc30"}}'],
    ['upload', '{"message":"File received successfully"}'],
  ]);
  const asked: string[] = [];
  server = createServer((socket) => {
    let read = '';
    socket.on('error', () => undefined);
    socket.setEncoding('latin1').on('data', (text: string) => {
      read += text;
      const [head = '', body] = read.split('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (body === undefined || body.length < length) return;
      const path = /^POST \/api\/localsend\/v2\/([a-z-]+)\S* /.exec(head)?.[1];
      read = '';
      // It speaks no TLS.
      if (path === undefined) {
        socket.destroy();
        return;
      }
      asked.push(path === 'upload' ? body : path);
      const answer = answered.get(path) ?? '';
      const lines = ['content-type: application/json', `Content-Length: ${answer.length}`, 'Connection: keep-alive'];
      socket.write(['HTTP/1.1 200 OK', ...lines, 'Keep-Alive: timeout=5', '', answer].join('\r\n'));
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server?.once('listening', resolve));
  const path = join(dirname(mayfly.folder), 'out', 'ü mit leer.txt');
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, 'hello');
  const { port } = server.address() as AddressInfo;
  const sent = await mayfly.devices.sendToDevice({ to: { host: '127.0.0.1', port }, paths: [path] });
  expect(sent).toMatchObject({ alias: 'Theirs', sentCount: 1 });
  expect(asked).toEqual(['register', 'prepare-upload', 'hello']);
});
