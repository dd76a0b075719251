// Requests to one device: its questions as JSON, files as streams, two sockets at most, kept open between files.
import { Agent, request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { DeviceIdentity, DevicePlace } from '../../core/model/devices/device';
import { Failure } from '../../core/model/failure';
import type { DeviceConnection, SentFile } from '../../core/ports/localsend';
import { failureOfSocket } from '../network/socket-errors';
import { connectMs, connectPinned, shownBy } from './pinned-tls';

/** As the app sends. */
const mostSockets = 2;
const silenceMs = 30_000;
const pieceBytes = 262_144;
const mostAnswerBytes = 8_388_608;

/** No server of S3 is meant: every error of a socket says that the device is not there. */
function unreachable(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const reason = failureOfSocket(error, {})?.detail.reason;
  return new Failure('device-unreachable', reason === undefined ? {} : { reason }, error);
}

const connected = ({ host, port }: DevicePlace): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    const silent = () => socket.destroy(Object.assign(new Error('silent'), { code: 'ETIMEDOUT' }));
    // It stays: the socket may fail when nobody asks by it.
    socket.on('error', reject);
    socket.setTimeout(connectMs, silent);
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.off('timeout', silent);
      resolve(socket);
    });
  });

async function readAnswer(response: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > mostAnswerBytes) throw new Failure('device-failed');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** Writes the file; each piece is with the system before the next is read. */
async function writeFile(request: ClientRequest, { sizeBytes, read, onBytes }: SentFile): Promise<void> {
  const target = Buffer.allocUnsafe(Math.min(pieceBytes, Math.max(sizeBytes, 1)));
  for (let position = 0; position < sizeBytes && !request.destroyed;) {
    const wanted = Math.min(target.length, sizeBytes - position);
    const bytes = await read(position, target.subarray(0, wanted));
    if (bytes < wanted) throw new Failure('file-changed');
    await new Promise<void>((resolve, reject) => {
      request.write(target.subarray(0, bytes), (error) => (error == null ? resolve() : reject(error)));
    });
    position += bytes;
    onBytes(bytes);
  }
  request.end();
}

export function createDeviceConnection(
  place: DevicePlace,
  identity: DeviceIdentity | undefined,
  fingerprint?: string,
): DeviceConnection {
  let shown: string | undefined;
  const open = async (): Promise<Socket> => {
    if (place.scheme === 'http') return connected(place);
    const socket = await connectPinned(place, identity, fingerprint ?? shown);
    shown ??= shownBy(socket);
    return socket;
  };
  const agent = new Agent({ keepAlive: true, maxSockets: mostSockets });
  // Of node:http's agent only its keeping of sockets is used: these are open, and compared, before a byte is written.
  Object.assign(agent, {
    createConnection: (_options: object, give: (error: unknown, socket?: Socket) => void) => {
      void open().then(
        (socket) => give(null, socket),
        (error: unknown) => give(error),
      );
    },
  });
  const begin = (path: string, headers: Readonly<Record<string, string | number>>, signal?: AbortSignal) =>
    httpRequest({
      agent,
      host: place.host,
      port: place.port,
      method: 'POST',
      path,
      headers,
      ...(signal && { signal }),
    });

  const answerTo = (request: ClientRequest, timeoutMs: number): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      request.setTimeout(timeoutMs, () => request.destroy(Object.assign(new Error('silent'), { code: 'ETIMEDOUT' })));
      request.once('response', resolve);
      request.on('error', reject);
    });
  const guarded = async <T>(signal: AbortSignal | undefined, action: () => Promise<T>): Promise<T> => {
    try {
      return await action();
    } catch (error) {
      if (signal?.aborted === true) throw new Failure('cancelled');
      throw unreachable(error);
    }
  };

  return {
    shown: () => shown,
    ask: (path, json, { signal, timeoutMs, onReached }) =>
      guarded(signal, async () => {
        const body = json === undefined ? '' : JSON.stringify(json);
        const type = json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
        const request = begin(path, { ...type, 'content-length': Buffer.byteLength(body) }, signal);
        const answer = answerTo(request, Math.max(timeoutMs, connectMs));
        // The agent gives sockets that are open, and whose certificate is compared.
        if (onReached !== undefined) request.once('socket', onReached);
        request.end(body);
        const response = await answer;
        return { status: response.statusCode ?? 0, text: await readAnswer(response) };
      }),
    send: (path, file) =>
      guarded(file.signal, async () => {
        const headers = { 'content-type': file.type, 'content-length': file.sizeBytes };
        const request = begin(path, headers, file.signal);
        const answer = answerTo(request, silenceMs);
        // A device that refuses answers before the end.
        const written = writeFile(request, file).catch((error: unknown) => {
          if (error instanceof Failure) request.destroy(error);
        });
        const response = await answer;
        const status = response.statusCode ?? 0;
        if (status === 200) await written;
        else if (!request.writableFinished) request.destroy();
        await readAnswer(response).catch(() => '');
        return status;
      }),
    close: () => agent.destroy(),
  };
}
