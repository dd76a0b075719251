// The secrets of encrypted shares: made before the first byte is sent, sealed in the ledger, and taken from there for every link. Those of a
// connection for once are in this process's memory and end with their page.
import { sealNonceBytes } from '../credentials/rules/encrypted-record';
import { encryptionOf, type AgeLock, type Encryption, type FileSecrets, type ShareSecrets } from '../model/encryption';
import { asFailure, Failure } from '../model/failure';
import type { PageDraft } from '../model/share';
import { load, missing, presentKey, save, sealManifest, type Known, type SealedManifest } from './kept-secrets';
import { passphraseOf, scryptCost, secretText } from './rules/passphrase';
import { sealFileSecrets, unsealFileSecrets } from './rules/sealed-text';
import type { ManifestItem } from './rules/share-manifest';
import type { OpenedSecrets, SecretsContext } from './secrets-context';

export interface SecretsOptions {
  readonly connectionId: string;
  /** Of a connection for once: nothing is saved. */
  readonly ephemeral: boolean;
  /** In NFC. */
  readonly password: string | undefined;
  /** An interrupted draft that may go on. */
  readonly earlierId: string | undefined;
  /** As in `ShareOptions`. */
  readonly sameSecretAs?: string;
}

export interface PreparedSecrets {
  readonly encryption: Encryption;
  readonly earlierId: string | undefined;
  /** In the transaction that saves the draft: those of the earlier draft, if that goes on, else new ones. */
  adopt(draftId: string): void;
}

export type { SealedManifest };

export interface NewFileSecrets {
  readonly secrets: FileSecrets;
  /** For the ledger; only `open` reads it. */
  readonly sealed: string;
}

/** The secrets of files: made for one file, and sealed for the row of its unfinished upload. */
export interface FileSecretsKeeper {
  /** As the function `create`. */
  create(shareId: string): Promise<NewFileSecrets>;
  /** As the function `open`. */
  open(shareId: string, sealed: string): Promise<FileSecrets>;
}

/** Makes secrets before anything is saved. Raises what `presentKey` raises, `share-secret-missing`, and `share-not-found` for another's secret. */
export async function prepare(context: SecretsContext, options: SecretsOptions): Promise<PreparedSecrets> {
  const { connectionId, ephemeral, password, earlierId, sameSecretAs } = options;
  const { randomBytes, ageFiles } = context.ports;
  const key = ephemeral ? undefined : await presentKey(context, connectionId);
  const locked = async ({ identity, secret }: ShareSecrets): Promise<OpenedSecrets> => {
    const lock = await lockBy(context, secret, password);
    return { secrets: { identity, secret, lock }, ...(key !== undefined && { key }) };
  };
  const found = earlierId === undefined ? undefined : await ofDraft(context, earlierId).catch(unlessMissing);
  const earlier = found && (await locked(found.secrets));
  const secret = sameSecretAs === undefined ? secretText(randomBytes(16)) : await secretOf(context, sameSecretAs);
  const fresh = await locked({ identity: await ageFiles.createIdentity(), secret });
  return {
    encryption: encryptionOf(password),
    earlierId: earlier && earlierId,
    adopt(draftId) {
      // Another process may have taken the earlier draft meanwhile.
      const own = draftId === earlierId && earlier !== undefined ? earlier : fresh;
      context.drafts.set(draftId, Promise.resolve(own));
      save(context, draftId, own);
    },
  };
}

/** Seals the manifest of a draft. Raises `share-secret-missing`, and what the vault raises. */
export async function finish(
  context: SecretsContext,
  { id, title: name, message, encryption = 'link' }: PageDraft,
  items: readonly ManifestItem[],
): Promise<SealedManifest> {
  const about = { id, name, ...(message !== undefined && { message }) };
  return sealManifest(context, about, items, await ofDraft(context, id), encryption);
}

/** The manifest as it is stored; `undefined` for a share that is not encrypted. Raises as `finish`. */
export async function stored(
  context: SecretsContext,
  { id, name, connectionId, encryption }: Known,
): Promise<SealedManifest | undefined> {
  if (encryption === undefined) return undefined;
  const { secrets } = await load(context, id, connectionId, name);
  const manifest = context.ports.ledger.shareSecrets(id)?.manifest;
  if (manifest === undefined) throw missing(name);
  return { encryption, bytes: Buffer.from(manifest, 'base64'), secret: secrets.secret, save: () => undefined };
}

/** For files that come to an encrypted share: its draft gets the secrets of the share. Raises as `renewed`, before anything is sent. */
export async function forDraft(context: SecretsContext, share: Known): Promise<{ adopt(draftId: string): void }> {
  const { secrets, key } = await load(context, share.id, share.connectionId, share.name);
  await lockOf(context, share, secrets);
  const { identity, secret } = secrets;
  const own: OpenedSecrets = { secrets: { identity, secret }, ...(key !== undefined && { key }) };
  return {
    /** In the transaction that saves the draft. */
    adopt(draftId) {
      context.drafts.set(draftId, Promise.resolve(own));
      save(context, draftId, own);
    },
  };
}

/**
 * The manifest anew, with the same secret and password, for these files. Raises as `finish`, and `share-unchangeable` for a password of which nothing
 * is kept.
 */
export async function renewed(
  context: SecretsContext,
  share: Known,
  items: readonly ManifestItem[],
): Promise<SealedManifest | undefined> {
  const { encryption } = share;
  if (encryption === undefined) return undefined;
  const opened = await load(context, share.id, share.connectionId, share.name);
  const lock = await lockOf(context, share, opened.secrets);
  return sealManifest(context, share, items, { ...opened, secrets: { ...opened.secrets, lock } }, encryption);
}

/** The text of a manifest that another computer wrote for this share; `undefined` where its secrets do not open it. Raises as `finish`. */
export async function manifestIn(context: SecretsContext, share: Known, file: Uint8Array): Promise<string | undefined> {
  const { secrets } = await load(context, share.id, share.connectionId, share.name);
  const { ageFiles } = context.ports;
  const plain =
    share.encryption === 'password' && secrets.lock !== undefined
      ? await ageFiles.unseal(secrets.lock, file)
      : await ageFiles.unlock(passphraseOf(secrets.secret, undefined), file);
  return plain === undefined || typeof plain === 'string' ? undefined : new TextDecoder().decode(plain);
}

/** The manifest anew, under another password or none. Raises as `finish`. */
export async function relock(
  context: SecretsContext,
  share: Known,
  items: readonly ManifestItem[],
  password: string | undefined,
): Promise<SealedManifest> {
  const opened = await load(context, share.id, share.connectionId, share.name);
  const lock = await lockBy(context, opened.secrets.secret, password);
  const locked = { ...opened, secrets: { ...opened.secrets, lock } };
  return sealManifest(context, share, items, locked, encryptionOf(password));
}

/** The fragment of its link; `undefined` for a share that is not encrypted. Raises as `finish`. */
export async function fragmentOf(
  context: SecretsContext,
  { id, name, connectionId, encryption }: Known,
): Promise<string | undefined> {
  if (encryption === undefined) return undefined;
  return (await load(context, id, connectionId, name)).secrets.secret;
}

/** A new head and payload key of a file, to the identity of the share. Raises as `finish`. */
export async function create(context: SecretsContext, shareId: string): Promise<NewFileSecrets> {
  const { ageFiles, randomBytes } = context.ports;
  const { secrets, key } = await ofDraft(context, shareId);
  const made = await ageFiles.createHead(secrets.identity);
  const sealed = key === undefined ? '' : sealFileSecrets(made, shareId, key, randomBytes(sealNonceBytes));
  return { secrets: made, sealed };
}

/** Those of a file as `create` sealed them. Raises as `finish`. */
export async function open(context: SecretsContext, shareId: string, text: string): Promise<FileSecrets> {
  const { key } = await ofDraft(context, shareId);
  const secrets = key === undefined ? undefined : unsealFileSecrets(text, shareId, key);
  if (secrets === undefined) throw missing('');
  return secrets;
}

/** Such a draft cannot go on; every other failure is raised. */
function unlessMissing(error: unknown): undefined {
  if (asFailure(error).code !== 'share-secret-missing') throw error;
}

const lockBy = ({ ports }: SecretsContext, secret: string, password: string | undefined) =>
  ports.ageFiles.lock(passphraseOf(secret, password), scryptCost[encryptionOf(password)]);

async function lockOf(
  context: SecretsContext,
  { name: fileName, encryption }: Pick<Known, 'name' | 'encryption'>,
  { lock, secret }: ShareSecrets,
): Promise<AgeLock> {
  if (encryption !== 'password') return lockBy(context, secret, undefined);
  if (lock !== undefined) return lock;
  const reason = 'its password is not kept here; give it a new password first, which gives it a new link';
  throw new Failure('share-unchangeable', { fileName, reason });
}

async function secretOf(context: SecretsContext, shareId: string): Promise<string> {
  const share = context.ports.ledger.share(shareId);
  if (share === undefined) throw new Failure('share-not-found');
  return (await load(context, shareId, share.connectionId, share.name)).secrets.secret;
}

function ofDraft(context: SecretsContext, draftId: string): Promise<OpenedSecrets> {
  const { drafts, ports } = context;
  const known = drafts.get(draftId);
  if (known !== undefined) return known;
  const draft = ports.ledger.pageDrafts().find(({ id }) => id === draftId);
  const opening =
    draft === undefined ? Promise.reject(missing('')) : load(context, draftId, draft.connectionId, draft.title);
  drafts.set(draftId, opening);
  opening.catch(() => drafts.delete(draftId));
  return opening;
}
