// The secrets of the files of encrypted shares: made for one file, and sealed for the row of its unfinished upload.
import type { FileSecrets } from '../model/encryption';

export interface NewFileSecrets {
  readonly secrets: FileSecrets;
  /** For the ledger; only `open` reads it. */
  readonly sealed: string;
}

export interface FileSecretsKeeper {
  /** A new head and payload key, to the identity of the share. */
  create(shareId: string): Promise<NewFileSecrets>;
  /** Raises what the store of the keys raises. */
  open(shareId: string, sealed: string): Promise<FileSecrets>;
}
