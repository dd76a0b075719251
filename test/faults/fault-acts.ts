// What a server, a proxy or a network can do to a request instead of answering it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { assertNever } from '../../main/core/model/failure';
import type { Act } from './fault-plan';
import { errorXml } from './fault-xml';

export interface ReadyAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly bytes?: Buffer;
  readonly headOnly?: boolean;
}

const html = '<!DOCTYPE html><html><body>Please sign in to this network.</body></html>';

/** Does what replaces the answer at this point, if anything: true when nothing more is to be done with the request. */
export async function abuse(
  act: Act,
  message: IncomingMessage,
  response: ServerResponse,
  point: 'arrived' | 'stored',
): Promise<boolean> {
  const { socket } = message;
  switch (act.kind) {
    case 'reset':
      if (act.at !== (point === 'arrived' ? 'before' : 'stored')) return false;
      socket.resetAndDestroy();
      return true;
    case 'hang-up':
      if (act.stored !== (point === 'stored')) return false;
      socket.end();
      return true;
    case 'stall':
      if (act.in === 'body') {
        if (point !== 'arrived') return false;
        message.pause();
        return true;
      }
      if (point !== 'stored') return false;
      if (act.in === 'answer-body') {
        response.writeHead(200, { 'content-length': '1000', 'content-type': 'application/xml' });
        response.write('<?xml');
      }
      return true;
    case 'refuse':
      if (point !== 'arrived' || act.early !== true) return false;
      refuse(response, act, true);
      return true;
    case 'garbage':
      if (point !== 'stored') return false;
      socket.end('SSH-2.0-OpenSSH_9.6\r\n\r\n');
      return true;
    case 'false-200':
      if (point !== 'stored') return false;
      falseAnswer(message, response, act.body);
      return true;
    case 'etag':
    case 'wrong-crc':
    case 'damage':
    case 'trickle':
    case 'forget':
    case 'endless-list':
    case 'call':
      return false;
    default:
      return assertNever(act);
  }
}

let swing = 1;

function refuse(response: ServerResponse, act: Extract<Act, { readonly kind: 'refuse' }>, close: boolean): void {
  swing = act.swings === true ? -swing : 1;
  const date =
    act.dateOffsetMs === undefined ? undefined : new Date(Date.now() + swing * act.dateOffsetMs).toUTCString();
  const body = act.body ?? (act.code === undefined ? '' : errorXml(act.code));
  response.writeHead(act.status, {
    'content-type': act.contentType ?? 'application/xml',
    'content-length': Buffer.byteLength(body),
    ...(date !== undefined && { date }),
    ...(close && { connection: 'close' }),
    ...act.headers,
  });
  response.end(body);
}

function falseAnswer(
  message: IncomingMessage,
  response: ServerResponse,
  body: Extract<Act, { readonly kind: 'false-200' }>['body'],
): void {
  const xml = { 'content-type': 'application/xml' };
  const whole = '<?xml version="1.0"?><CompleteMultipartUploadResult><ETag>"0"</ETag></CompleteMultipartUploadResult>';
  switch (body) {
    case 'empty':
      response.writeHead(200, { 'content-length': '0' }).end();
      return;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html', 'content-length': html.length });
      response.end(message.method === 'HEAD' ? undefined : html);
      return;
    case 'error':
      response.writeHead(200, xml).end(errorXml('InternalError'));
      return;
    case 'prolog':
      response.writeHead(200, xml).end('<?xml version="1.0" encoding="UTF-8"?>\n');
      return;
    case 'prototype':
      response.writeHead(200, xml).end('<__proto__><UploadId>1</UploadId><constructor>2</constructor></__proto__>');
      return;
    case 'truncated':
      response.writeHead(200, { ...xml, 'content-length': whole.length * 2 });
      response.write(whole.slice(0, 60), () => setTimeout(() => message.socket.destroy(), 20));
      return;
    case 'huge':
      response.writeHead(200, xml).end(Buffer.alloc(4 * 1_048_576, 'a'));
      return;
    default:
      assertNever(body);
  }
}

export function sendAnswer(response: ServerResponse, act: Act | undefined, answer: ReadyAnswer): void {
  if (act?.kind === 'refuse') {
    refuse(response, act, false);
    return;
  }
  const drips = act?.kind === 'trickle' && !act.reads;
  const own = answer.bytes ?? Buffer.from(answer.body ?? '');
  const body = drips && own.length === 0 ? Buffer.alloc(1_000, ' ') : own;
  const headers: Record<string, string> = { 'content-length': String(body.length), ...answer.headers };
  if (answer.body !== undefined) headers['content-type'] = 'application/xml';
  if (act?.kind === 'etag' && act.value === 'missing') delete headers['etag'];
  if (act?.kind === 'etag' && act.value === 'wrong') headers['etag'] = `"${'0123456789abcdef'.repeat(2)}"`;
  if (act?.kind === 'wrong-crc') headers['x-amz-checksum-crc32'] = 'AAAAAA==';
  response.writeHead(answer.status, headers);
  if (drips) {
    drip(response, answer.headOnly === true ? Buffer.alloc(0) : body, act.everyMs);
    return;
  }
  response.end(answer.headOnly === true ? undefined : body);
}

/** Headers that promise more than comes in any reasonable time, a byte at a time. */
function drip(response: ServerResponse, body: Buffer, everyMs: number): void {
  response.flushHeaders();
  let sent = 0;
  const timer = setInterval(() => {
    if (response.destroyed || sent >= body.length) {
      clearInterval(timer);
      response.end();
      return;
    }
    response.write(body.subarray(sent, sent + 1));
    sent += 1;
  }, everyMs);
}
