// Signs a request in its Authorization header, as the SDK does, for the doctor's probes.
import { createHash } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Credentials } from '../../../core/model/connection';
import { targetHost, targetUrl, type ObjectTarget } from '../object-url';
import { requestToSign, signerOptions } from './request-to-sign';
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
}

export function createHeaderSigner({ region }: Pick<Place, 'region'>, credentials: Credentials): HeaderSigner {
  const signer = new SignatureV4({
    ...signerOptions(region, credentials),
    service: 's3',
    // S3 does not encode the path a second time for the signature.
    uriEscapePath: false,
    applyChecksum: true,
  });
  return {
    async sign({ method, target, query, headers, body, signedAtMs }) {
      const hash = createHash('sha256').update(body).digest('hex');
      const all = { ...headers, host: targetHost(target), 'x-amz-content-sha256': hash };
      const request = requestToSign(method, target, query, all);
      const signed = await signer.sign(request, { signingDate: new Date(signedAtMs) });
      return { url: targetUrl(target, query), headers: { ...signed.headers } };
    },
  };
}
