// The links and forms of the GuestLinks port, by the signers of URLs and of forms.
import type { Connection, Credentials } from '../../../core/model/connection';
import type { SignedRequest } from '../../../core/model/requests/guest-request';
import type { GuestLinks } from '../../../core/ports/guest-links';
import type { Clock } from '../../../core/model/system';
import { bucketTarget, targetUrl } from '../object-url';
import { createFormSigner } from './form-signer';
import type { Sign, ToSign } from './signer';

export interface Signing {
  /** With the endpoint of links. */
  readonly connection: Connection;
  /** The present ones. */
  readonly credentials: () => Credentials;
  readonly sign: Sign;
  /** Unix ms on the server's clock. */
  readonly now: Clock;
}

export function createGuestLinks({ connection, credentials, sign, now }: Signing): GuestLinks {
  const signForm = createFormSigner(connection);
  const wholeSecond = (signedAtMs = now()) => Math.floor(signedAtMs / 1_000) * 1_000;
  const signed = async (
    method: ToSign['method'],
    request: Pick<ToSign, 'key' | 'lifetimeSeconds'> & { readonly signedAtMs?: number },
    more: Pick<ToSign, 'query' | 'headers'> = {},
  ): Promise<SignedRequest> => {
    const { key, lifetimeSeconds } = request;
    const { query = {}, headers = {} } = more;
    const signedAtMs = wholeSecond(request.signedAtMs);
    const url = await sign({ method, key, lifetimeSeconds, signedAtMs, query, headers });
    return { url, headers, expiresAtMs: signedAtMs + lifetimeSeconds * 1_000 };
  };

  return {
    async signForm({ expiresAtMs, signedAtMs, ...form }) {
      const endsAtMs = Math.floor(expiresAtMs / 1_000) * 1_000;
      const limits = { ...form, expiresAtMs: endsAtMs, signedAtMs: wholeSecond(signedAtMs) };
      const fields = signForm(credentials(), limits);
      return { url: targetUrl(bucketTarget(connection)), fields, expiresAtMs: endsAtMs };
    },
    signWrite: ({ contentType, contentLength, isNew = false, ...request }) =>
      signed('PUT', request, {
        headers: {
          ...(contentType !== undefined && { 'content-type': contentType }),
          ...lengthOf(contentLength),
          ...(isNew && { 'if-none-match': '*' }),
        },
      }),
    signHead: (request) => signed('HEAD', request),
    signPart: ({ uploadId, partNumber, contentLength, ...request }) =>
      signed('PUT', request, {
        query: { partNumber: String(partNumber), uploadId },
        headers: lengthOf(contentLength),
      }),
    signComplete: ({ uploadId, ...request }) => signed('POST', request, { query: { uploadId } }),
    signAbort: ({ uploadId, ...request }) => signed('DELETE', request, { query: { uploadId } }),
  };
}

const lengthOf = (bytes: number | undefined): Readonly<Record<string, string>> =>
  bytes === undefined ? {} : { 'content-length': String(bytes) };
