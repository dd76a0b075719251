// One request whose body is made while it is sent, by node:http: its files are larger than memory.
import type { ClientRequest, IncomingMessage } from 'node:http';
import { urlToHttpOptions } from 'node:url';
import { Failure } from '../../core/model/failure';
import type { WebAnswer, WebWrite } from '../../core/ports/web';
import { originOf } from './connection-pool';
import type { SdkAgents } from './sdk-agents';
import { failureOfSocket } from './socket-errors';

/** A connection that takes nothing for so long is dead. */
const stalledMs = 60_000;
/** The server may take a while to store what it has. */
const silentMs = 300_000;
const mostAnswerBytes = 65_536;

type Written = Omit<WebAnswer, 'pieces'>;

async function answerIn(response: IncomingMessage): Promise<Written> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response as AsyncIterable<Uint8Array>) {
    if (length < mostAnswerBytes) pieces.push(piece);
    length += piece.length;
  }
  const texts = Object.entries(response.headers).map(([name, value]) => [name, value?.toString()] as const);
  return { status: response.statusCode ?? 0, headers: Object.fromEntries(texts), bytes: Buffer.concat(pieces) };
}

/** Reads the next piece while the last one leaves. */
async function pour(request: ClientRequest, { pieces, onSent }: WebWrite, moved: () => void): Promise<void> {
  let sentBytes = 0;
  let leaving = Promise.resolve();
  const leave = (piece: Uint8Array) =>
    new Promise<void>((resolve, reject) => {
      request.write(piece, (error) => {
        if (error) return reject(error);
        sentBytes += piece.length;
        moved();
        onSent(sentBytes);
        resolve();
      });
    });
  for await (const piece of pieces()) {
    await leaving;
    leaving = leave(piece);
    // A failure is raised by the next `await`, and must not end the process before.
    leaving.catch(() => undefined);
  }
  await leaving;
  request.end();
}

/** Raises `cancelled`, `timed-out`, `connection-lost`, the codes of `socket-errors`, and what its pieces raise. */
export async function writeTo(url: string, write: WebWrite, agents: SdkAgents): Promise<Written> {
  const { method, headers, sizeBytes, signal } = write;
  const target = new URL(url);
  const isSecure = target.protocol === 'https:';
  const { request: open } = isSecure ? await import('node:https') : await import('node:http');
  const host = target.host;
  return new Promise((resolve, reject) => {
    const request = open({
      ...urlToHttpOptions(target),
      // As it was signed.
      path: target.href.slice(originOf(target.href).length),
      method,
      headers: { ...headers, 'content-length': String(sizeBytes) },
      agent: isSecure ? agents.https : agents.http,
    });
    let waiting: NodeJS.Timeout | undefined;
    let why: Failure | undefined;
    let hasAnswer = false;
    const stop = (failure: Failure) => {
      why ??= failure;
      request.destroy();
    };
    const wait = (delayMs: number) => {
      clearTimeout(waiting);
      waiting = setTimeout(() => stop(new Failure('timed-out', { host })), delayMs);
    };
    const cancel = () => stop(new Failure('cancelled'));
    const settle = () => {
      clearTimeout(waiting);
      signal.removeEventListener('abort', cancel);
    };
    const fail = (error: unknown) => {
      settle();
      reject(why ?? failureOfSocket(error, { host }) ?? new Failure('connection-lost', { host }, error));
    };
    signal.addEventListener('abort', cancel);
    wait(stalledMs);
    request.on('error', fail);
    request.on('close', () => {
      if (!hasAnswer) fail(undefined);
    });
    request.on('response', (response) => {
      hasAnswer = true;
      wait(stalledMs);
      answerIn(response).then((answer) => {
        settle();
        resolve(answer);
        // It may answer before it has all: the rest is of no use.
        if (!request.writableFinished) request.destroy();
      }, fail);
    });
    pour(request, write, () => wait(stalledMs)).then(
      () => wait(silentMs),
      // A server that answers and closes takes no more: its answer tells.
      (error: unknown) => {
        if (error instanceof Failure) stop(error);
      },
    );
    if (signal.aborted) cancel();
  });
}
