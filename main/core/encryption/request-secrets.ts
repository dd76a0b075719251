// The identity of an encrypted file request: its guests' pages encrypt to it, and only this computer opens what arrives.
import { sealNonceBytes } from '../credentials/rules/encrypted-record';
import type { Connection } from '../model/connection';
import { Failure } from '../model/failure';
import type { FileRequest } from '../model/requests/file-request';
import type { OpenedHead } from '../ports/age-files';
import { findKey, presentKey } from './kept-secrets';
import { keyIdOf, sealText, unsealText } from './rules/sealed-text';
import type { SecretsContext } from './secrets-context';

export interface NewIdentity {
  /** `age1…` */
  readonly recipient: string;
  /** In the transaction that saves the request. */
  save(requestId: string): void;
}

type Known = Pick<FileRequest, 'id' | 'connectionId' | 'title'>;

const ofRequest = (requestId: string): string => `request:${requestId}`;

/**
 * Raises what `presentKey` raises; `request-key-unkept` where the keys of the connection end with this process and what arrives does not: nobody could open
 * it then. The bucket on this computer ends with its keys, and what arrived is saved before.
 */
export async function create(
  context: SecretsContext,
  { id: connectionId, kind }: Pick<Connection, 'id' | 'kind'>,
): Promise<NewIdentity> {
  const { ledger, ageFiles, randomBytes } = context.ports;
  if (kind !== 'embedded' && context.vault.heldInMemory(connectionId)) throw new Failure('request-key-unkept');
  const key = await presentKey(context, connectionId);
  const identity = await ageFiles.createIdentity();
  return {
    recipient: await ageFiles.recipientOf(identity),
    save(requestId) {
      const sealed = sealText(identity, ofRequest(requestId), key, randomBytes(sealNonceBytes));
      ledger.saveShareSecrets({ shareId: requestId, sealed });
      context.identities.set(requestId, Promise.resolve(identity));
    },
  };
}

/**
 * Reads the head of an age file that begins with `start`; undefined where it is not one for this request. Raises `request-key-missing`, and what
 * the vault raises.
 */
export const openHead = async (
  context: SecretsContext,
  request: Known,
  start: Uint8Array,
): Promise<OpenedHead | undefined> => context.ports.ageFiles.openHead(await identityOf(context, request), start);

function identityOf(context: SecretsContext, request: Known): Promise<string> {
  const { identities } = context;
  const known = identities.get(request.id) ?? load(context, request);
  identities.set(request.id, known);
  known.catch(() => identities.delete(request.id));
  return known;
}

async function load(context: SecretsContext, { id, connectionId, title }: Known): Promise<string> {
  const sealed = context.ports.ledger.shareSecrets(id)?.sealed;
  const key = sealed === undefined ? undefined : await findKey(context, connectionId, keyIdOf(sealed));
  const identity = sealed && key && unsealText(sealed, ofRequest(id), key);
  if (identity === undefined) throw new Failure('request-key-missing', { fileName: title });
  return identity;
}
