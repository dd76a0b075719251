// Writes a reply or an error as HTTP: headers, XML, or an object's bytes from its files.

import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { element, xmlDocument } from '../protocol/xml';
import type { BlobStore } from '../storage/blobs';
import type { S3Error } from '../protocol/errors';
import type { Content, Reply } from '../operations/operation';
import type { PersonPage } from './person-page';
import { readSegments } from '../storage/read-segments';

/** A fresh request ID in S3's form. */
export function newRequestId(): string {
  return randomBytes(8).toString('hex').toUpperCase();
}

function writeHead(
  response: ServerResponse,
  requestId: string,
  reply: Reply,
  more: Readonly<Record<string, string>>,
): void {
  response.setHeader('x-amz-request-id', requestId);
  response.setHeader('x-amz-id-2', Buffer.from(requestId).toString('base64'));
  for (const [name, value] of Object.entries({ ...reply.headers, ...more })) response.setHeader(name, value);
  response.statusCode = reply.status;
}

/**
 * Sends bytes with back-pressure; stops without an error when the client closes the connection. `onSent` is told once how many bytes the system has taken,
 * of all of them before the client can ask for more.
 */
async function sendContent(
  response: ServerResponse,
  blobs: BlobStore,
  content: Content,
  onSent: (sentBytes: number) => void,
): Promise<void> {
  let stop: () => void = () => undefined;
  response.once('close', () => {
    stop();
  });
  const sent = async (piece: Uint8Array): Promise<boolean> =>
    new Promise((resolve) => {
      stop = () => {
        resolve(false);
      };
      // The buffer behind `piece` is reused: the callback says that the system has taken the bytes.
      response.write(piece, (cause) => {
        resolve(cause === undefined || cause === null);
      });
    });
  let sentBytes = 0;
  for await (const piece of readSegments(blobs, content.segments)) {
    if (response.closed || !(await sent(piece))) break;
    sentBytes += piece.length;
    if (sentBytes === content.sizeBytes) onSent(sentBytes);
  }
  if (sentBytes < content.sizeBytes) onSent(sentBytes);
}

interface Text {
  readonly type: string;
  readonly text: string;
}

function textOf({ html, xml, json }: Reply): Text | undefined {
  if (html !== undefined) return { type: 'text/html; charset=utf-8', text: html };
  if (xml !== undefined) return { type: 'application/xml', text: xmlDocument(xml) };
  return json === undefined ? undefined : { type: 'application/json', text: json };
}

function sendText(response: ServerResponse, { type, text }: Text, isHead: boolean): void {
  const body = Buffer.from(text);
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Length', body.length);
  if (!isHead) response.write(body);
}

/** Sends a reply except for its end; `isHead` leaves out the body and keeps its headers. `onSent`: as of `sendContent`, also where there is nothing to send. */
export async function sendReply(
  response: ServerResponse,
  requestId: string,
  reply: Reply,
  options: {
    readonly isHead: boolean;
    readonly blobs: BlobStore;
    readonly headers: Readonly<Record<string, string>>;
    readonly onSent: (sentBytes: number) => void;
  },
): Promise<void> {
  writeHead(response, requestId, reply, options.headers);
  const text = textOf(reply);
  if (text !== undefined) {
    sendText(response, text, options.isHead);
    return;
  }
  if (reply.content === undefined) {
    if (reply.status !== 204 && reply.status !== 304 && !options.isHead) response.setHeader('Content-Length', 0);
    return;
  }
  response.setHeader('Content-Length', reply.content.sizeBytes);
  if (options.isHead) return;
  if (reply.content.sizeBytes === 0) options.onSent(0);
  else await sendContent(response, options.blobs, reply.content, options.onSent);
}

/** Sends S3's error document except for its end, or `page` in its stead; HEAD gets the status alone. */
export function sendError(
  response: ServerResponse,
  requestId: string,
  error: S3Error,
  options: {
    readonly isHead: boolean;
    readonly resource: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly page: PersonPage | undefined;
  },
): void {
  const { isHead, page } = options;
  writeHead(
    response,
    requestId,
    { status: error.status, headers: { ...error.headers, ...page?.headers } },
    options.headers,
  );
  if (page !== undefined) {
    sendText(response, { type: 'text/html; charset=utf-8', text: page.html }, isHead);
    return;
  }
  if (isHead) {
    response.setHeader('Content-Type', 'application/xml');
    return;
  }
  const text = xmlDocument(
    element('Error', [
      element('Code', error.code),
      element('Message', error.message),
      ...Object.entries(error.fields).map(([name, value]) => element(name, value)),
      element('Resource', options.resource),
      element('RequestId', requestId),
      element('HostId', Buffer.from(requestId).toString('base64')),
    ]),
    null,
  );
  sendText(response, { type: 'application/xml', text }, isHead);
}
