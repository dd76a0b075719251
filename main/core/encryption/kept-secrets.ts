// The secrets of encrypted shares as the ledger keeps them, and the manifests that are sealed with them.
import { sealNonceBytes } from '../credentials/rules/encrypted-record';
import type { Encryption } from '../model/encryption';
import { Failure } from '../model/failure';
import type { Share } from '../model/share';
import { keyIdOf, sealSecrets, unsealSecrets } from './rules/sealed-text';
import { manifestText, type ManifestItem } from './rules/share-manifest';
import { findKey } from './seal-keys';
import type { OpenedSecrets, SecretsContext } from './secrets-context';

/** The manifest of a page, ready to be stored. */
export interface SealedManifest {
  readonly encryption: Encryption;
  /** The age file. */
  readonly bytes: Uint8Array;
  /** The fragment of the link. */
  readonly secret: string;
  /** In the transaction that saves the share. */
  save(): void;
}

type About = Pick<Share, 'id' | 'name' | 'message'>;
export type Known = About & Pick<Share, 'connectionId' | 'encryption'>;

export const missing = (fileName: string) => new Failure('share-secret-missing', { fileName });

export async function load(
  context: SecretsContext,
  shareId: string,
  connectionId: string,
  name: string,
): Promise<OpenedSecrets> {
  const sealed = context.ports.ledger.shareSecrets(shareId)?.sealed;
  const key = sealed === undefined ? undefined : await findKey(context, connectionId, keyIdOf(sealed));
  if (sealed === undefined || key === undefined) throw missing(name);
  const secrets = unsealSecrets(sealed, shareId, key);
  if (secrets === undefined) throw missing(name);
  return { secrets, key };
}

export function save(
  { ports: { ledger, randomBytes } }: SecretsContext,
  shareId: string,
  { secrets, key }: OpenedSecrets,
  manifest?: Uint8Array,
): void {
  if (key === undefined) return;
  const sealed = sealSecrets(secrets, shareId, key, randomBytes(sealNonceBytes));
  const bytes = manifest === undefined ? {} : { manifest: Buffer.from(manifest).toString('base64') };
  ledger.saveShareSecrets({ shareId, sealed, ...bytes });
}

/**
 * The lock of a password is kept for the next manifest: its header, which lies in the page too, and the file key, which opens nothing but what the
 * identity beside it opens.
 */
export async function sealManifest(
  context: SecretsContext,
  { id, name: title, message }: About,
  items: readonly ManifestItem[],
  { secrets: { lock, identity, secret }, key }: OpenedSecrets,
  encryption: Encryption,
): Promise<SealedManifest> {
  if (lock === undefined) throw missing(title);
  const text = manifestText({ title, message, identity, files: items });
  const bytes = await context.ports.ageFiles.seal(lock, Buffer.from(text, 'utf8'));
  return {
    encryption,
    bytes,
    secret,
    save() {
      const kept = { identity, secret, ...(encryption === 'password' && { lock }) };
      save(context, id, { secrets: kept, ...(key !== undefined && { key }) }, bytes);
      context.drafts.delete(id);
    },
  };
}
