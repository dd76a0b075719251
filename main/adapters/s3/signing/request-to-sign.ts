// The options and the request of the SDK's SigV4 signers, for a header and for a URL alike.
import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import type { Credentials } from '../../../core/model/connection';
import type { ObjectTarget } from '../object-url';

type Data = string | ArrayBuffer | ArrayBufferView;

const bytesOf = (data: Data): Uint8Array | string => {
  if (typeof data === 'string') return data;
  return data instanceof ArrayBuffer
    ? new Uint8Array(data)
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
};

/** SHA-256, or HMAC-SHA-256 with a secret, on node:crypto: the SDK's own would load its whole client. */
class SignerHash {
  private hash: Hash | Hmac;

  constructor(private readonly secret?: Data) {
    this.hash = this.fresh();
  }

  update(data: Data): void {
    this.hash.update(bytesOf(data));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.hash.digest());
  }

  reset(): void {
    this.hash = this.fresh();
  }

  private fresh(): Hash | Hmac {
    return this.secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(this.secret));
  }
}

export function signerOptions(region: string, credentials: Credentials) {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return {
    region,
    sha256: SignerHash,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
  };
}

export const requestToSign = (
  method: string,
  { port, ...target }: ObjectTarget,
  query: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
) => ({ method, ...target, ...(port !== undefined && { port }), query: { ...query }, headers: { ...headers } });
