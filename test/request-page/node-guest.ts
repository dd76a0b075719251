// A guest without a browser: the page's own code, with requests sent by Node. Many of them fit into one process.
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { slotAnswer, etagOf, isOver } from '../../renderer/guest/answer';
import { plainBody } from '../../renderer/guest/body';
import { readRequest, type Part, type Request } from '../../renderer/guest/request';
import { sendFile } from '../../renderer/guest/send-file';
import type { Sending, Server } from '../../renderer/guest/server';
import { createSlots } from '../../renderer/guest/slots';
import { formBody } from '../../main/adapters/s3/probe/upload-form';

interface Answered {
  readonly status: number;
  readonly etag: string;
  readonly body: string;
}

/** `delayMs`: how long each request takes to leave. */
function serverAt(url: string, delayMs: () => number): Server {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 2 });
  const ask = async (
    path: string,
    method: string,
    headers: Readonly<Record<string, string>> = {},
    body?: Uint8Array,
    signal?: AbortSignal,
  ): Promise<Answered> => {
    await sleep(delayMs(), undefined, { ...(signal !== undefined && { signal }) });
    return new Promise((resolve, reject) => {
      const none = () => {
        if (signal?.aborted === true) reject(new DOMException('stopped', 'AbortError'));
        else resolve({ status: 0, etag: '', body: '' });
      };
      const request = http.request(
        new URL(path, url),
        { method, headers, agent, ...(signal !== undefined && { signal }) },
        (response) => {
          const pieces: Buffer[] = [];
          response.on('data', (piece: Buffer) => pieces.push(piece));
          response.on('error', none);
          response.on('end', () => {
            const text = Buffer.concat(pieces).toString();
            resolve({
              status: response.statusCode ?? 0,
              etag: etagOf(response.headers.etag ?? null, text),
              body: text,
            });
          });
        },
      );
      request.on('error', none);
      request.end(body);
    });
  };
  const server = {
    nowMs: Date.now,
    isOver: (endMs: number) => isOver(Date.now(), endMs),
    head: (href: string, signal?: AbortSignal) => ask(href, 'HEAD', {}, undefined, signal),
    async page() {
      const response = await fetch(url);
      return { status: response.status, html: await response.text() };
    },
    async send({ write, body, signal, onProgress }: Sending) {
      const bytes = new Uint8Array(await body.arrayBuffer());
      const sent =
        write.kind === 'form'
          ? formBody(Object.fromEntries(write.fields), bytes)
          : { headers: { ...Object.fromEntries(write.headers), 'content-length': String(bytes.length) }, body: bytes };
      const answer = await ask(write.url, write.kind === 'form' ? 'POST' : 'PUT', sent.headers, sent.body, signal);
      onProgress?.(bytes.length);
      return answer;
    },
    /** No file of a crowd needs the word of the receiving computer. */
    get: () => Promise.reject(new Error('no answer is read here')),
  };
  return server;
}

export interface Sent {
  readonly name: string;
  readonly outcome: Awaited<ReturnType<typeof sendFile>>;
}

/** Opens the page and sends these files, one after the other, as the page's queue does: once more with news of the page where there was no room. */
export async function visit(
  url: string,
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
  batch: string,
  delayMs: () => number,
): Promise<readonly Sent[]> {
  const server = serverAt(url, delayMs);
  const look = async (): Promise<Request> => {
    const found = readRequest((await server.page()).html);
    if (found === undefined) throw new Error('the page carries no request');
    return found;
  };
  let request = await look();
  const slots = createSlots(async (href, leaseEndsAtMs, signal) => {
    const { status } = await server.head(href, signal);
    return slotAnswer(status, server.isOver(leaseEndsAtMs));
  });
  const sent: Sent[] = [];
  for (const [name, bytes] of files) {
    const file = new File([bytes], name);
    const toSend = {
      file,
      body: plainBody(file),
      about: { name, type: '', batch, count: files.size, sender: batch, note: '' },
      place: { begun: new Set<Part>(), described: false, sentAll: false },
      signal: new AbortController().signal,
      onProgress: () => undefined,
    };
    let outcome = await sendFile(request, server, slots, toSend);
    if (outcome === 'full') {
      request = await look();
      outcome = await sendFile(request, server, slots, toSend);
    }
    sent.push({ name, outcome });
  }
  return sent;
}
