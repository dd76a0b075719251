// The secrets of encrypted shares: made before the first byte is sent, sealed in the ledger, and taken from there for every link. Those of a
// connection for once are in this process's memory and end with their page.
import { sealNonceBytes } from '../credentials/rules/encrypted-record';
import { encryptionOf, type Encryption, type FileSecrets, type ShareSecrets } from '../model/encryption';
import { asFailure, Failure } from '../model/failure';
import type { PageDraft, Share } from '../model/share';
import type { Ports } from '../ports/ports';
import type { FileSecretsKeeper } from './file-secrets';
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
import { createSealKeys, type SealKey, type VaultOfSeals } from './seal-keys';

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

type About = Pick<Share, 'id' | 'name' | 'message'>;
type Known = About & Pick<Share, 'connectionId' | 'encryption'>;

export interface ShareSecretsStore extends FileSecretsKeeper {
  /** Makes secrets before anything is saved. Raises what `SealKeys` raises, `share-secret-missing`, and `share-not-found` for another's secret. */
  prepare(wish: SecretsWish): Promise<PreparedSecrets>;
  /** Seals the manifest of a draft. Raises `share-secret-missing`, and what `SealKeys` raises. */
  finish(draft: PageDraft, items: readonly ManifestItem[]): Promise<SealedManifest>;
  /** The manifest as it is stored; `undefined` for a share that is not encrypted. Raises as `finish`. */
  stored(share: Known): Promise<SealedManifest | undefined>;
  /** The manifest anew, under another password or none. Raises as `finish`. */
  relock(share: Known, items: readonly ManifestItem[], password: string | undefined): Promise<SealedManifest>;
  /** The fragment of its link; `undefined` for a share that is not encrypted. Raises as `finish`. */
  fragmentOf(share: Known): Promise<string | undefined>;
  /** Of a draft that is given up. */
  forget(draftId: string): void;
}

interface Opened {
  readonly secrets: ShareSecrets;
  /** Absent for a connection for once. */
  readonly key?: SealKey;
}

/** Such a draft cannot go on; every other failure is raised. */
function unlessMissing(error: unknown): undefined {
  if (asFailure(error).code !== 'share-secret-missing') throw error;
}

const ofShare = (shareId: string): string => `share:${shareId}`;
const ofFile = (shareId: string): string => `file:${shareId}`;

export function createShareSecrets(
  { ledger, ageFiles, randomBytes }: Pick<Ports, 'ledger' | 'ageFiles' | 'randomBytes'>,
  vault: VaultOfSeals,
): ShareSecretsStore {
  const keys = createSealKeys({ ledger, randomBytes }, vault);
  /** Of drafts that this process works on: thousands of files need them. */
  const drafts = new Map<string, Promise<Opened>>();
  const missing = (fileName: string) => new Failure('share-secret-missing', { fileName });

  const seal = (text: string, boundTo: string, key: SealKey): string =>
    sealText(text, boundTo, key, randomBytes(sealNonceBytes));

  const load = async (shareId: string, connectionId: string, name: string): Promise<Opened> => {
    const sealed = ledger.shareSecrets(shareId)?.sealed;
    const key = sealed === undefined ? undefined : await keys.find(connectionId, keyIdOf(sealed));
    if (sealed === undefined || key === undefined) throw missing(name);
    const secrets = parseSecrets(unsealText(sealed, ofShare(shareId), key) ?? '');
    if (secrets === undefined) throw missing(name);
    return { secrets, key };
  };
  const secretOf = async (shareId: string): Promise<string> => {
    const share = ledger.share(shareId);
    if (share === undefined) throw new Failure('share-not-found');
    return (await load(shareId, share.connectionId, share.name)).secrets.secret;
  };
  const ofDraft = (draftId: string): Promise<Opened> => {
    const known = drafts.get(draftId);
    if (known !== undefined) return known;
    const draft = ledger.pageDrafts().find(({ id }) => id === draftId);
    const opening = draft === undefined ? Promise.reject(missing('')) : load(draftId, draft.connectionId, draft.title);
    drafts.set(draftId, opening);
    opening.catch(() => drafts.delete(draftId));
    return opening;
  };
  const save = (shareId: string, { secrets, key }: Opened, manifest?: Uint8Array) => {
    if (key === undefined) return;
    const sealed = seal(secretsText(secrets), ofShare(shareId), key);
    const stored = manifest === undefined ? {} : { manifest: Buffer.from(manifest).toString('base64') };
    ledger.saveShareSecrets({ shareId, sealed, ...stored });
  };

  const lockBy = (secret: string, password: string | undefined) =>
    ageFiles.lock(passphraseOf(secret, password), scryptCost[encryptionOf(password)]);

  /** The lock is for one writing: what is saved holds no trace of the password. */
  const sealed = async (
    { id, name: title, message }: About,
    items: readonly ManifestItem[],
    { secrets: { lock, identity, secret }, key }: Opened,
    encryption: Encryption,
  ): Promise<SealedManifest> => {
    if (lock === undefined) throw missing(title);
    const text = manifestText({ title, identity, files: items, ...(message !== undefined && { message }) });
    const bytes = await ageFiles.seal(lock, Buffer.from(text, 'utf8'));
    return {
      encryption,
      bytes,
      secret,
      save() {
        save(id, { secrets: { identity, secret }, ...(key !== undefined && { key }) }, bytes);
        drafts.delete(id);
      },
    };
  };

  return {
    async prepare({ connectionId, ephemeral, password, earlierId, sameSecretAs }) {
      const key = ephemeral ? undefined : await keys.present(connectionId);
      const locked = async ({ identity, secret }: ShareSecrets): Promise<Opened> => {
        const lock = await lockBy(secret, password);
        return { secrets: { identity, secret, lock }, ...(key !== undefined && { key }) };
      };
      const found = earlierId === undefined ? undefined : await ofDraft(earlierId).catch(unlessMissing);
      const earlier = found && (await locked(found.secrets));
      const secret = sameSecretAs === undefined ? secretText(randomBytes(16)) : await secretOf(sameSecretAs);
      const fresh = await locked({ identity: await ageFiles.createIdentity(), secret });
      return {
        encryption: encryptionOf(password),
        earlierId: earlier && earlierId,
        adopt(draftId) {
          // Another process may have taken the earlier draft meanwhile.
          const own = draftId === earlierId && earlier !== undefined ? earlier : fresh;
          drafts.set(draftId, Promise.resolve(own));
          save(draftId, own);
        },
      };
    },

    async finish({ id, title: name, message, encryption = 'link' }, items) {
      const about = { id, name, ...(message !== undefined && { message }) };
      return sealed(about, items, await ofDraft(id), encryption);
    },

    async stored({ id, name, connectionId, encryption }) {
      if (encryption === undefined) return undefined;
      const { secrets } = await load(id, connectionId, name);
      const manifest = ledger.shareSecrets(id)?.manifest;
      if (manifest === undefined) throw missing(name);
      return {
        encryption,
        bytes: Buffer.from(manifest, 'base64'),
        secret: secrets.secret,
        save: () => undefined,
      };
    },

    async relock(share, items, password) {
      const opened = await load(share.id, share.connectionId, share.name);
      const lock = await lockBy(opened.secrets.secret, password);
      const locked = { ...opened, secrets: { ...opened.secrets, lock } };
      return sealed(share, items, locked, encryptionOf(password));
    },

    async fragmentOf({ id, name, connectionId, encryption }) {
      if (encryption === undefined) return undefined;
      return (await load(id, connectionId, name)).secrets.secret;
    },

    forget(draftId) {
      drafts.delete(draftId);
      ledger.forgetShareSecrets(draftId);
    },

    async create(shareId) {
      const { secrets, key } = await ofDraft(shareId);
      const made: FileSecrets = await ageFiles.createHead(secrets.identity);
      return { secrets: made, sealed: key === undefined ? '' : seal(fileSecretsText(made), ofFile(shareId), key) };
    },

    async open(shareId, text) {
      const { key } = await ofDraft(shareId);
      const opened = key === undefined ? undefined : unsealText(text, ofFile(shareId), key);
      const secrets = parseFileSecrets(opened ?? '');
      if (secrets === undefined) throw missing('');
      return secrets;
    },
  };
}
