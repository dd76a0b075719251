// The secrets of encrypted shares: made before the first byte is sent, sealed in the ledger, and taken from there for every link. Those of a
// connection for once are in this process's memory and end with their page.
import { sealNonceBytes } from '../credentials/rules/encrypted-record';
import { encryptionOf, type Encryption, type FileSecrets, type ShareSecrets } from '../model/encryption';
import { asFailure, Failure } from '../model/failure';
import type { PageDraft, Share } from '../model/share';
import { passphraseOf, scryptCost, secretText } from './rules/passphrase';
import {
  fileSecretsText,
  keyIdOf,
  parseFileSecrets,
  parseSecrets,
  sealText,
  secretsText,
  unsealText,
} from './rules/sealed-text';
import { manifestText, type ManifestItem } from './rules/share-manifest';
import { findKey, presentKey } from './seal-keys';
import type { OpenedSecrets, SealKey, SecretsContext } from './secrets-context';

export interface SecretsWish {
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

type About = Pick<Share, 'id' | 'name' | 'message'>;
type Known = About & Pick<Share, 'connectionId' | 'encryption'>;

/** Makes secrets before anything is saved. Raises what `presentKey` raises, `share-secret-missing`, and `share-not-found` for another's secret. */
export async function prepare(context: SecretsContext, wish: SecretsWish): Promise<PreparedSecrets> {
  const { connectionId, ephemeral, password, earlierId, sameSecretAs } = wish;
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
  const { secrets, key } = await ofDraft(context, shareId);
  const made = await context.ports.ageFiles.createHead(secrets.identity);
  return { secrets: made, sealed: key === undefined ? '' : seal(context, fileSecretsText(made), ofFile(shareId), key) };
}

/** Those of a file as `create` sealed them. Raises as `finish`. */
export async function open(context: SecretsContext, shareId: string, text: string): Promise<FileSecrets> {
  const { key } = await ofDraft(context, shareId);
  const opened = key === undefined ? undefined : unsealText(text, ofFile(shareId), key);
  const secrets = parseFileSecrets(opened ?? '');
  if (secrets === undefined) throw missing('');
  return secrets;
}

/** Such a draft cannot go on; every other failure is raised. */
function unlessMissing(error: unknown): undefined {
  if (asFailure(error).code !== 'share-secret-missing') throw error;
}

const ofShare = (shareId: string): string => `share:${shareId}`;
const ofFile = (shareId: string): string => `file:${shareId}`;
const missing = (fileName: string) => new Failure('share-secret-missing', { fileName });

const seal = ({ ports }: SecretsContext, text: string, boundTo: string, key: SealKey): string =>
  sealText(text, boundTo, key, ports.randomBytes(sealNonceBytes));

async function load(
  context: SecretsContext,
  shareId: string,
  connectionId: string,
  name: string,
): Promise<OpenedSecrets> {
  const sealed = context.ports.ledger.shareSecrets(shareId)?.sealed;
  const key = sealed === undefined ? undefined : await findKey(context, connectionId, keyIdOf(sealed));
  if (sealed === undefined || key === undefined) throw missing(name);
  const secrets = parseSecrets(unsealText(sealed, ofShare(shareId), key) ?? '');
  if (secrets === undefined) throw missing(name);
  return { secrets, key };
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

function save(context: SecretsContext, shareId: string, { secrets, key }: OpenedSecrets, manifest?: Uint8Array): void {
  if (key === undefined) return;
  const sealed = seal(context, secretsText(secrets), ofShare(shareId), key);
  const bytes = manifest === undefined ? {} : { manifest: Buffer.from(manifest).toString('base64') };
  context.ports.ledger.saveShareSecrets({ shareId, sealed, ...bytes });
}

const lockBy = ({ ports }: SecretsContext, secret: string, password: string | undefined) =>
  ports.ageFiles.lock(passphraseOf(secret, password), scryptCost[encryptionOf(password)]);

/** The lock is for one writing: what is saved holds no trace of the password. */
async function sealManifest(
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
      save(context, id, { secrets: { identity, secret }, ...(key !== undefined && { key }) }, bytes);
      context.drafts.delete(id);
    },
  };
}
