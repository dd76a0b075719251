// Signs a request in its Authorization header, as the SDK does, for the doctor's probes.
import { createHash } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Credentials } from '../../../core/model/connection';
import { formatQuery, targetHost, type ObjectTarget } from '../object-url';
import { sha256For } from './sha256';
import type { Place } from '../../../core/model/place';

export interface ToSignInHeader {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'DELETE';
  readonly target: ObjectTarget;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly signedAtMs: number;
}

export interface SignedInHeader {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface HeaderSigner {
  sign(request: ToSignInHeader): Promise<SignedInHeader>;
  /** The signature of a text, such as a policy, for that day's key of this region. */
  signText(text: string, signedAtMs: number): Promise<string>;
}

export function createHeaderSigner({ region }: Pick<Place, 'region'>, credentials: Credentials): HeaderSigner {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const signer = new SignatureV4({
    service: 's3',
    region,
    sha256: sha256For(credentials),
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
    // S3 does not encode the path a second time for the signature.
    uriEscapePath: false,
    applyChecksum: true,
  });
  return {
    async sign({ method, target, query, headers, body, signedAtMs }) {
      const signed = await signer.sign(
        {
          method,
          protocol: target.protocol,
          hostname: target.hostname,
          ...(target.port !== undefined && { port: target.port }),
          path: target.path,
          query: { ...query },
          headers: {
            ...headers,
            host: targetHost(target),
            'x-amz-content-sha256': createHash('sha256').update(body).digest('hex'),
          },
        },
        { signingDate: new Date(signedAtMs) },
      );
      const asked = formatQuery(query);
      const url = `${target.protocol}//${targetHost(target)}${target.path}${asked === '' ? '' : `?${asked}`}`;
      return { url, headers: { ...signed.headers } };
    },
    signText: (text, signedAtMs) => signer.sign(text, { signingDate: new Date(signedAtMs) }),
  };
}
