// The signer's hash on node:crypto, without loading the whole SDK client for it.
import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import type { Credentials } from '../../../core/model/connection';

type Data = string | ArrayBuffer | ArrayBufferView;

const bytesOf = (data: Data): Uint8Array | string => {
  if (typeof data === 'string') return data;
  return data instanceof ArrayBuffer
    ? new Uint8Array(data)
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
};

/** The hash constructor of the SDK's signers: SHA-256, or HMAC-SHA-256 with a secret. */
export interface SignerHash {
  update(data: Data): void;
  digest(): Promise<Uint8Array>;
  reset(): void;
}

/**
 * The hash for the signer of these credentials. For every URL the signer computes the HMAC of the access key id with the bare
 * secret key, the name of its cached signing key: a third of its hashing, always the same, so computed once here.
 */
export function sha256For({ accessKeyId, secretAccessKey }: Credentials): new (secret?: Data) => SignerHash {
  const identity = Promise.resolve<Uint8Array>(createHmac('sha256', secretAccessKey).update(accessKeyId).digest());
  return class {
    private hash: Hash | Hmac | undefined;

    constructor(private readonly secret?: Data) {
      this.reset();
    }

    update(data: Data): void {
      this.hash?.update(bytesOf(data));
    }

    digest(): Promise<Uint8Array> {
      return this.hash === undefined ? identity : Promise.resolve(this.hash.digest());
    }

    reset(): void {
      if (this.secret === undefined) this.hash = createHash('sha256');
      else if (this.secret !== secretAccessKey) this.hash = createHmac('sha256', bytesOf(this.secret));
    }
  };
}
