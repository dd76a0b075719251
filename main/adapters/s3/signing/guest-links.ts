// The links and forms of the GuestLinks port, by the signers of URLs and of forms.
import type { Connection, Credentials } from '../../../core/model/connection';
import type { SignedRequest } from '../../../core/model/requests/guest-request';
import { mapInSlices } from '../../../core/async/map-in-slices';
import type { FormRequest, GuestLinks, WriteRequest } from '../../../core/ports/guest-links';
import type { Clock } from '../../../core/model/system';
import { bucketTarget, targetUrl } from '../object-url';
import { createFormSigner } from './form-signer';
import type { SignAlike, ToSign } from './signer';

export interface Signing {
  /** With the endpoint of links. */
  readonly connection: Connection;
  /** The present ones. */
  readonly credentials: () => Credentials;
  /** With the present ones. */
  readonly sign: SignAlike;
  /** Unix ms on the server's clock. */
  readonly now: Clock;
}

export function createGuestLinks({ connection, credentials, sign, now }: Signing): GuestLinks {
  const signForm = createFormSigner(connection);
  const wholeSecond = (signedAtMs = now()) => Math.floor(signedAtMs / 1_000) * 1_000;
  const alike = (
    method: ToSign['method'],
    { lifetimeSeconds, ...request }: Pick<ToSign, 'lifetimeSeconds'> & { readonly signedAtMs?: number },
    { query = {}, headers = {} }: Pick<ToSign, 'query' | 'headers'> = {},
  ): ((key: string) => SignedRequest) => {
    const signedAtMs = wholeSecond(request.signedAtMs);
    const expiresAtMs = signedAtMs + lifetimeSeconds * 1_000;
    const urlOf = sign({ method, lifetimeSeconds, signedAtMs, query, headers });
    return (key) => ({ url: urlOf(key), headers, expiresAtMs });
  };
  const signed = async (
    method: ToSign['method'],
    { key, ...request }: Parameters<typeof alike>[1] & Pick<ToSign, 'key'>,
    more?: Parameters<typeof alike>[2],
  ): Promise<SignedRequest> => alike(method, request, more)(key);
  const formsOf = ({ expiresAtMs, signedAtMs, ...form }: Omit<FormRequest, 'key'>) => {
    const endsAtMs = Math.floor(expiresAtMs / 1_000) * 1_000;
    const limits = { ...form, expiresAtMs: endsAtMs, signedAtMs: wholeSecond(signedAtMs) };
    const url = targetUrl(bucketTarget(connection));
    return (key: string) => ({ url, fields: signForm(credentials(), { ...limits, key }), expiresAtMs: endsAtMs });
  };

  return {
    signForm: async ({ key, ...form }) => formsOf(form)(key),
    signForms: (keys, form) => mapInSlices(keys, formsOf(form)),
    signAlike: (keys, { method, ...request }) =>
      mapInSlices(keys, alike(method, request, { headers: headersOf(request) })),
    signWrite: (request) => signed('PUT', request, { headers: headersOf(request) }),
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

const headersOf = ({
  contentType,
  contentLength,
  isNew = false,
}: Pick<WriteRequest, 'contentType' | 'contentLength' | 'isNew'>): Readonly<Record<string, string>> => ({
  ...(contentType !== undefined && { 'content-type': contentType }),
  ...lengthOf(contentLength),
  ...(isNew && { 'if-none-match': '*' }),
});

const lengthOf = (bytes: number | undefined): Readonly<Record<string, string>> =>
  bytes === undefined ? {} : { 'content-length': String(bytes) };
