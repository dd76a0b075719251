// The identity of an encrypted file request: its guests' pages encrypt to it, and only this computer opens what arrives.
import { sealNonceBytes } from '../credentials/rules/encrypted-record';
import { Failure } from '../model/failure';
import type { FileRequest } from '../model/requests/file-request';
import type { OpenedHead } from '../ports/age-files';
import type { Ports } from '../ports/ports';
import { keyIdOf, sealText, unsealText } from './rules/sealed-text';
import { createSealKeys } from './seal-keys';

export interface NewIdentity {
  /** `age1…` */
  readonly recipient: string;
  /** In the transaction that saves the request. */
  save(requestId: string): void;
}

type Known = Pick<FileRequest, 'id' | 'connectionId' | 'title'>;

export interface RequestSecrets {
  /** Raises what `SealKeys` raises; `request-key-unkept` where the keys of the connection end with this process: nobody could open a file then. */
  create(connectionId: string): Promise<NewIdentity>;
  /**
   * Reads the head of an age file that begins with `start`; undefined where it is not one for this request. Raises `request-key-missing`, and what
   * `SealKeys` raises.
   */
  openHead(request: Known, start: Uint8Array): Promise<OpenedHead | undefined>;
}

export type VaultOfRequests = Parameters<typeof createSealKeys>[1];

const ofRequest = (requestId: string): string => `request:${requestId}`;

export function createRequestSecrets(
  { ledger, ageFiles, randomBytes }: Pick<Ports, 'ledger' | 'ageFiles' | 'randomBytes'>,
  vault: VaultOfRequests,
): RequestSecrets {
  const keys = createSealKeys({ ledger, randomBytes }, vault);
  /** By request: a look at thousands of slots opens it once. */
  const opened = new Map<string, Promise<string>>();

  const load = async ({ id, connectionId, title }: Known): Promise<string> => {
    const sealed = ledger.shareSecrets(id)?.sealed;
    const key = sealed === undefined ? undefined : await keys.find(connectionId, keyIdOf(sealed));
    const identity = sealed && key && unsealText(sealed, ofRequest(id), key);
    if (identity === undefined) throw new Failure('request-key-missing', { fileName: title });
    return identity;
  };
  const identityOf = (request: Known): Promise<string> => {
    const known = opened.get(request.id) ?? load(request);
    opened.set(request.id, known);
    known.catch(() => opened.delete(request.id));
    return known;
  };

  return {
    async create(connectionId) {
      if (vault.heldInMemory(connectionId)) throw new Failure('request-key-unkept');
      const key = await keys.present(connectionId);
      const identity = await ageFiles.createIdentity();
      return {
        recipient: await ageFiles.recipientOf(identity),
        save(requestId) {
          const sealed = sealText(identity, ofRequest(requestId), key, randomBytes(sealNonceBytes));
          ledger.saveShareSecrets({ shareId: requestId, sealed });
          opened.set(requestId, Promise.resolve(identity));
        },
      };
    },
    openHead: async (request, start) => ageFiles.openHead(await identityOf(request), start),
  };
}
