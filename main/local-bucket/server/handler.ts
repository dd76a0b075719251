// Handles one request: host, preflight, authentication, operation, and the answer or error.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { newRequestId, sendError, sendReply } from './response';
import { isBucketName } from '../protocol/address';
import { readAnonymously } from '../operations/bucket-policy';
import { corsHeaders } from '../operations/cors';
import { S3Error, toS3Error } from '../protocol/errors';
import { assertOfGuest } from './guest-requests';
import type { GuestRoom } from './guest-room';
import { endAnswer } from './linger';
import { type ListenOn, answerListenRequest, isListenRequest } from './listen-request';
import { refuseUnsupportedHeaders } from '../operations/object-headers';
import { receivedPage, refusalPage } from './person-page';
import { answerOwnerProof, isOwnerProof } from './instance-proof';
import type { ServedWatch } from '../receipts/served';
import { httpDate, type Reply } from '../operations/operation';
import { isFormUpload, postObject } from '../operations/post-object';
import { type S3Request, headerOf, readRequest } from '../protocol/request';
import { runOperation } from './router';
import { type Credentials, authenticate, isSigned } from '../auth/signature';
import { type Writer, assertWritable, credentialOf, isPlainWrite, writerOf } from '../auth/writer';
import type { Store } from '../storage/store';

/** The owner's: loopback and the local socket. A guest's: a network address, where this computer itself may ask who serves. */
export type Entrance =
  | { readonly of: 'owner'; readonly proofSecret: string; readonly listenOn: ListenOn }
  | { readonly of: 'guests'; readonly proofSecret: string; readonly room: GuestRoom };

export interface Handling {
  readonly store: Store;
  readonly credentials: Credentials;
  readonly writer: Writer | undefined;
  readonly now: () => number;
  readonly entrance: Entrance;
  /** The bucket that `Host` names, if any. Raises `AccessDenied` for every name but the entrance's own. */
  readonly bucketOf: (host: string) => string | undefined;
  /** Counts what others get; absent where nobody asks. */
  readonly watch: ServedWatch | undefined;
  /** The longest time until a form's file begins, ms. */
  readonly fieldsMs: number;
  /** Called once a request on this connection is authenticated. */
  readonly signed: (socket: Socket) => void;
}

/** A refused request without a signature is answered so much later on a network address: a scan gets few answers, and leaves the owner the processor. */
const guestDelayMs = 250;

function preflight(handling: Handling, request: S3Request): Reply {
  const origin = headerOf(request, 'origin');
  const method = headerOf(request, 'access-control-request-method');
  if (origin === undefined || method === undefined) {
    throw new S3Error('BadRequest', 'Insufficient information. Origin request header needed.');
  }
  const bucket = isBucketName(request.bucket ?? '') ? handling.store.catalog.bucket(request.bucket ?? '') : undefined;
  if (bucket?.settings.cors === undefined) {
    throw new S3Error('AccessForbidden', 'CORSResponse: CORS is not enabled for this bucket.');
  }
  const asked = (headerOf(request, 'access-control-request-headers') ?? '').split(',');
  const headers = asked.map((name) => name.trim().toLowerCase()).filter((name) => name !== '');
  const allowed = corsHeaders(bucket.settings.cors, { origin, method, headers }, true);
  if (allowed === undefined) {
    throw new S3Error(
      'AccessForbidden',
      'CORSResponse: No rule of this bucket allows this origin, method and headers.',
    );
  }
  return { status: 200, headers: allowed };
}

function actualCorsHeaders(handling: Handling, request: S3Request): Readonly<Record<string, string>> {
  const origin = headerOf(request, 'origin');
  if (origin === undefined || request.bucket === undefined) return {};
  const rules = handling.store.catalog.bucket(request.bucket)?.settings.cors;
  return corsHeaders(rules, { origin, method: request.method, headers: [] }, false) ?? {};
}

async function operate(handling: Handling, request: S3Request, signed: () => Promise<void>): Promise<Reply> {
  const { store, credentials, writer, fieldsMs } = handling;
  const nowMs = handling.now();
  if (isFormUpload(request)) {
    const bucket = request.bucket ?? '';
    const reply = await postObject({ store, request, bucket, credentials, writer, nowMs, fieldsMs, signed });
    const page = reply.xml === undefined ? undefined : receivedPage(request.body);
    return page === undefined ? reply : { ...reply, html: page.html, headers: { ...reply.headers, ...page.headers } };
  }
  if (!isSigned(request)) return readAnonymously({ store, request, nowMs, region: credentials.region });
  const byWriter = writerOf(writer, credentialOf(request), credentials);
  const identity = authenticate(request, byWriter ?? credentials, nowMs);
  await signed();
  if (writer !== undefined && byWriter !== undefined) assertWritable(writer, request.key, isPlainWrite(request));
  refuseUnsupportedHeaders(request);
  return runOperation({ store, request, identity, nowMs, region: credentials.region });
}

/** A connection from an address to itself never leaves the computer: what comes from outside with that address is dropped (RFC 1812, section 5.3.8). */
const isOfThisComputer = ({ remoteAddress, localAddress }: Socket): boolean =>
  remoteAddress !== undefined && remoteAddress === localAddress;

/** Answers what the server asks itself, beside S3; false for everything else. On a network address this computer alone may ask who serves. */
async function answerOwner({ entrance }: Handling, request: S3Request, response: ServerResponse): Promise<boolean> {
  const isOwners = entrance.of === 'owner';
  const mayProve = isOwners || isOfThisComputer(request.body.socket);
  if (mayProve && isOwnerProof(request)) answerOwnerProof(request, response, entrance.proofSecret);
  else if (isOwners && isListenRequest(request))
    await answerListenRequest(request, response, entrance.proofSecret, entrance.listenOn);
  else return false;
  return true;
}

/** Answers one request; never throws and never leaves a request without an answer or an end. */
export async function handleRequest(
  handling: Handling,
  message: IncomingMessage,
  response: ServerResponse,
  expectsContinue: boolean,
): Promise<void> {
  const requestId = newRequestId();
  const isHead = message.method === 'HEAD';
  let headers: Readonly<Record<string, string>> = {};
  // By the clock that judges signatures and gives objects their times.
  const dated = () => ({ ...headers, Date: httpDate(handling.now()) });
  let continued = !expectsContinue;
  let timedOut = false;
  let isAuthenticated = false;
  const { entrance } = handling;
  const isOwners = entrance.of === 'owner';
  const signed = async () => {
    isAuthenticated = true;
    handling.signed(message.socket);
    if (!isOwners) await entrance.room.take(message);
  };
  // A failed connection fails its reads and writes; this listener only keeps the event from being unhandled.
  message.on('error', () => undefined);
  response.on('error', () => undefined);
  try {
    const request = readRequest(message, handling.bucketOf, () => {
      if (!continued) response.writeContinue();
      continued = true;
    });
    if (await answerOwner(handling, request, response)) {
      handling.watch?.isOurs(message.socket);
      return;
    }
    // Pages on the network are at the origin of what they read and write: no other origin is allowed anything there.
    if (isOwners) headers = actualCorsHeaders(handling, request);
    else assertOfGuest(request);
    const isPreflight = request.method === 'OPTIONS';
    const reply = isPreflight ? preflight(handling, request) : await operate(handling, request, signed);
    try {
      const onSent = (sentBytes: number) => handling.watch?.sent(request, reply, sentBytes);
      await sendReply(response, requestId, reply, { isHead, blobs: handling.store.blobs, headers: dated(), onSent });
    } finally {
      await reply.content?.release();
    }
  } catch (cause) {
    if (!isOwners && !isAuthenticated) await delay(guestDelayMs);
    if (response.headersSent) response.destroy();
    else {
      // Headers of the failed answer must not describe this one.
      for (const name of response.getHeaderNames()) response.removeHeader(name);
      // Without the query: an error text must not hold a presigned signature.
      const resource = (message.url ?? '').replace(/\?.*/s, '');
      const error = toS3Error(cause);
      timedOut = error.code === 'RequestTimeout';
      const page = refusalPage(message, error);
      sendError(response, requestId, error, { isHead, resource, headers: dated(), page });
    }
  } finally {
    if (!isOwners) entrance.room.leave(message);
    await endAnswer(response, !continued || timedOut);
  }
}
