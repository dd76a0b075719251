// Two readers of the same bytes: whatever ours takes for a response, node:http reads as the same one, and what node:http refuses is refused.
import http from 'node:http';
import { Duplex } from 'node:stream';
import {
  array,
  assert,
  asyncProperty,
  constant,
  constantFrom,
  integer,
  nat,
  oneof,
  record,
  string,
  tuple,
} from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MalformedResponse } from '../../../main/adapters/network/response-head';
import { ResponseReader } from '../../../main/adapters/network/response-reader';
import { volume } from '../../volume';

type Read = { readonly status: number; readonly headers: object; readonly body: string } | 'refused';
type Method = 'GET' | 'HEAD' | 'PUT';
const mostBytes = 65_536;

/** Cuts the bytes where a network might. */
function piecesOf(bytes: Buffer, cuts: readonly number[]): readonly Buffer[] {
  const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b);
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}

/** As a connection reads: into the room that the reader has, where it has one. */
function feed(reader: ResponseReader, piece: Buffer): void {
  for (let rest = piece; rest.length > 0;) {
    const { room } = reader;
    const bytes = rest.subarray(0, room?.length);
    room?.set(bytes);
    reader.read(room === undefined ? bytes : Buffer.from(room.buffer, room.byteOffset, bytes.length));
    rest = rest.subarray(bytes.length);
  }
}

/** What our reader makes of the bytes, and of the end of the connection behind them. */
function ours(method: Method, pieces: readonly Buffer[], into?: Uint8Array): Read {
  const reader = new ResponseReader(method, mostBytes, into);
  try {
    for (const piece of pieces) feed(reader, piece);
  } catch (error) {
    if (error instanceof MalformedResponse) return 'refused';
    throw error;
  }
  reader.end();
  if (!reader.whole) return 'refused';
  return { status: reader.status, headers: { ...reader.headers }, body: reader.body.toString('latin1') };
}

/** The same by Node's own client, without a network in between. */
function nodes(method: Method, pieces: readonly Buffer[]): Promise<Read> {
  return new Promise((resolve) => {
    const socket = new Duplex({ read: () => undefined, write: (_bytes, _encoding, done) => done() });
    const request = http.request({ method, createConnection: () => socket });
    request.on('error', () => resolve('refused'));
    let answered = false;
    request.on('close', () => {
      if (!answered) resolve('refused');
    });
    request.on('response', (response) => {
      answered = true;
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => resolve('refused'));
      response.on('close', () => resolve('refused'));
      response.on('end', () => {
        const body = Buffer.concat(chunks).toString('latin1');
        resolve({ status: response.statusCode ?? 0, headers: { ...response.headers }, body });
      });
    });
    request.end();
    setImmediate(() => {
      for (const piece of pieces) if (piece.length > 0) socket.push(piece);
      socket.push(null);
    });
  });
}

const text = (pool: string, maxLength: number) => string({ unit: constantFrom(...pool.split('')), maxLength });
const letters = 'abcXYZ019-_';
const name = text(letters, 8).map((end) => `x${end}`);
const value = text(`${letters} \t"';:,/=\xe9\xff`, 12);
const plainHeader = tuple(name, value).map(([left, right]) => `${left}: ${right}`);
const oddHeader = constantFrom(
  'Content-Length: 5',
  'Content-Length: 5',
  'content-length: 3',
  'Content-Length: 05',
  'Content-Length: +5',
  'Content-Length: 5, 5',
  'Content-Length: 0x5',
  'Content-Length:',
  'Content-Length: 99999999999999999999',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: Chunked',
  'transfer-encoding: chunked, chunked',
  'Transfer-Encoding: gzip, chunked',
  'Transfer-Encoding: identity',
  'Transfer-Encoding: xchunked',
  'Transfer-Encoding : chunked',
  'Transfer-Encoding:\tchunked \t',
  'Connection: close',
  'Connection: keep-alive, Upgrade',
  'Upgrade: h2c',
  'ETag: "e"',
  'ETag: "other"',
  'Set-Cookie: a=1',
  'Set-Cookie: b=2',
  ' folded',
  '\tfolded',
  'no colon',
  ': no name',
  'Sp ace: 1',
  'X-Nul: a\0b',
  'X-Cr: a\rb',
  'X-Lf: a\nContent-Length: 5',
  'X-Del: \x7f',
  'Café: 1',
  '',
);
const statusLine = oneof(
  {
    weight: 6,
    arbitrary: constantFrom('HTTP/1.1 200 OK', 'HTTP/1.1 206 Partial Content', 'HTTP/1.1 404 Not Found'),
  },
  {
    weight: 4,
    arbitrary: constantFrom(
      'HTTP/1.0 200 OK',
      'HTTP/1.1 204 No Content',
      'HTTP/1.1 304 Not Modified',
      'HTTP/1.1 100 Continue',
      'HTTP/1.1 103 Early Hints',
      'HTTP/1.1 101 Switching Protocols',
      'HTTP/1.1 200',
      'HTTP/1.1 200 ',
      'HTTP/1.1  200 OK',
      'HTTP/1.1 20 OK',
      'HTTP/1.1 2000 OK',
      'HTTP/1.1 000 OK',
      'HTTP/1.1 099 OK',
      'HTTP/1.1 200\tOK',
      'HTTP/1.2 200 OK',
      'HTTP/2.0 200 OK',
      'http/1.1 200 OK',
      'HTTP/1.1 200 O\0K',
      ' HTTP/1.1 200 OK',
      '\r\nHTTP/1.1 200 OK',
      'ICY 200 OK',
    ),
  },
);
const lineEnd = oneof({ weight: 20, arbitrary: constant('\r\n') }, constantFrom('\n', '\r', '\r\r\n', '\n\r\n'));
const chunk = oneof(
  {
    weight: 8,
    arbitrary: text(letters, 20).map((data) => (data === '' ? '' : `${data.length.toString(16)}\r\n${data}\r\n`)),
  },
  constantFrom(
    '3;a=b\r\nabc\r\n',
    '3;a="b"\r\nabc\r\n',
    '3 \r\nabc\r\n',
    '3; a\r\nabc\r\n',
    '0x3\r\nabc\r\n',
    '-3\r\nabc\r\n',
    '3\nabc\n',
    '3\r\nabcd\r\n',
    '3\r\nab\r\n',
    '\r\n',
    'fffffffff\r\nabc\r\n',
  ),
);
const lastChunk = constantFrom(
  '0\r\n\r\n',
  '0\r\n\r\n',
  '00\r\n\r\n',
  '0\r\nX-T: 1\r\n\r\n',
  '0\r\nX T: 1\r\n\r\n',
  '0\r\nContent-Length: 5\r\n\r\n',
  '0\r\n',
  '',
);
const body = oneof(
  text(letters, 12),
  constant('hello'),
  tuple(array(chunk, { maxLength: 3 }), lastChunk).map(([chunks, last]) => chunks.join('') + last),
);
const message = tuple(
  statusLine,
  array(oneof({ weight: 2, arbitrary: plainHeader }, { weight: 3, arbitrary: oddHeader }), { maxLength: 4 }),
  lineEnd,
  body,
).map(([first, headers, end, rest]) => `${[first, ...headers].join(end)}${end}\r\n${rest}`);
const stream = array(message, { minLength: 1, maxLength: 2 }).map((all) => Buffer.from(all.join(''), 'latin1'));
const method = constantFrom<Method>('GET', 'HEAD', 'PUT');
const cuts = array(nat(), { maxLength: 4 });

test('whatever bytes come, ours is the response that node:http reads, or none', async () => {
  let accepted = 0;
  let refused = 0;
  await assert(
    asyncProperty(method, stream, cuts, async (asked, bytes, at) => {
      const pieces = piecesOf(bytes, at);
      const read = ours(asked, pieces);
      for (const room of [3, 4_096]) expect(ours(asked, pieces, new Uint8Array(room))).toEqual(read);
      if (read === 'refused') {
        refused += 1;
        return;
      }
      accepted += 1;
      expect(read).toEqual(await nodes(asked, pieces));
    }),
    { numRuns: volume(1_500) },
  );
  // Both happen often, or nothing was compared.
  expect(accepted).toBeGreaterThan(volume(100));
  expect(refused).toBeGreaterThan(volume(100));
});

const proper = record({
  status: constantFrom(200, 206, 400, 403, 503),
  headers: array(plainHeader, { maxLength: 6 }),
  interim: constantFrom('', 'HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n'),
  content: text(letters, 40),
  framing: constantFrom('length', 'chunks', 'end'),
  size: integer({ min: 1, max: 9 }),
}).map(({ status, headers, interim, content, framing, size }) => {
  const chunks = content.match(new RegExp(`.{1,${size}}`, 'g')) ?? [];
  const [header, sent] =
    framing === 'length'
      ? [`Content-Length: ${content.length}`, content]
      : framing === 'chunks'
        ? ['Transfer-Encoding: chunked', `${chunks.map((one) => `${one.length}\r\n${one}\r\n`).join('')}0\r\n\r\n`]
        : ['Connection: close', content];
  return {
    bytes: Buffer.from(
      `${interim}HTTP/1.1 ${status} \r\n${[...headers, header].join('\r\n')}\r\n\r\n${sent}`,
      'latin1',
    ),
    status,
    content,
  };
});

test('every proper response is read, however it is cut', async () => {
  await assert(
    asyncProperty(proper, cuts, async ({ bytes, status, content }, at) => {
      const pieces = piecesOf(bytes, at);
      const read = ours('GET', pieces);
      expect(read).toMatchObject({ status, body: content });
      expect(read).toEqual(await nodes('GET', pieces));
    }),
    { numRuns: volume(500) },
  );
});

/** Read byte by byte: the reader, or what it raised. */
function byteByByte(bytes: string, asked: Method = 'GET'): ResponseReader {
  const reader = new ResponseReader(asked, mostBytes);
  for (const byte of Buffer.from(bytes, 'latin1')) reader.read(Buffer.of(byte));
  return reader;
}

describe('a connection is kept', () => {
  test.each([
    ['after a length', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab', true],
    ['after chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n', true],
    ['after 204', 'HTTP/1.1 204 No Content\r\n\r\n', true],
    ['not after Connection: close', 'HTTP/1.1 200 OK\r\nConnection: x, Close\r\nContent-Length: 0\r\n\r\n', false],
    ['not by HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n', false],
    ['by HTTP/1.0 that says so', 'HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 0\r\n\r\n', true],
    ['not with a line end behind the response', 'HTTP/1.1 204 No Content\r\n\r\n\r\n', false],
  ])('%s', (_when, bytes, kept) => {
    const reader = byteByByte(bytes);
    expect([reader.whole, reader.reusable]).toEqual([true, kept]);
  });
});

describe('at once and not at a time limit it is refused', () => {
  test.each([
    ['a greeting of SSH', 'SSH-2.0-x'],
    ['a head that ends its lines by line feeds', 'HTTP/1.1 200 OK\nContent-Length: 0\n\n'],
    ['a head above 16 KiB', `HTTP/1.1 200 OK\r\nX: ${'a'.repeat(16_384)}`],
    ['more than a thousand headers', `HTTP/1.1 200 OK\r\n${'a:\r\n'.repeat(1_001)}\r\n`],
    ['a chunk with a word of 1 KiB', `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;${'a'.repeat(1_024)}`],
    ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'],
    ['a second response', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\naHTTP/1.1 200 OK\r\n'],
    ['a 204 with a body', 'HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n'],
  ])('%s', (_what, bytes) => {
    expect(() => byteByByte(bytes)).toThrow(MalformedResponse);
  });
});

test('a header may have the name of what every object has', () => {
  const { headers } = byteByByte('HTTP/1.1 204 No Content\r\n__proto__: 1\r\nconstructor: 2\r\n\r\n');
  expect(Object.entries(headers)).toEqual([
    ['__proto__', '1'],
    ['constructor', '2'],
  ]);
});

test('a body is cut off behind the bytes that are wanted, and the connection is not used again', () => {
  const reader = new ResponseReader('GET', 10);
  reader.read(Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n'));
  reader.read(Buffer.alloc(20));
  expect([reader.whole, reader.reusable, reader.body.length]).toEqual([true, false, 20]);
});
