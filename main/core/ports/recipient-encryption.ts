// Age files for one recipient, whose identity this computer does not have: as a guest makes them for who asked.
import type { FileSecrets } from '../model/encryption';
import type { OpenFile } from './files';

export interface RecipientEncryption {
  /** A new file key that `recipient`, `age1…`, opens; its head has `headBytes`. Raises for what is no recipient. */
  createSecrets(recipient: string): Promise<FileSecrets>;
  /** The age file of these bytes, with a key of its own. Raises as `createSecrets`. */
  seal(recipient: string, plain: Uint8Array): Promise<Uint8Array>;
  /** The age file of an open file. */
  ofFile(secrets: FileSecrets, file: OpenFile): Promise<OpenFile>;
}

/** Of every head that `createSecrets` makes. */
export const recipientHeadBytes = 184;
