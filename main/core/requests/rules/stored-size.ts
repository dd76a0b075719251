// How many bytes the storage has of a guest's file. Limits are told in bytes of the file itself.
import { encryptedBytes } from '../../model/age/age-layout';
import { headBytes } from '../../encryption/rules/share-manifest';
import { mostRequestBytes, type FileRequest } from '../../model/requests/file-request';

/** A guest's browser holds the whole encrypted file before it sends it in one request; a larger one goes in parts. */
export const mostSealedAtOnce = 500_000_000;

type Sealed = Pick<FileRequest, 'recipient'>;

/** Guests' pages write heads of one recipient, which all have the same length. */
export const storedBytes = ({ recipient }: Sealed, plainBytes: number): number =>
  recipient === undefined ? plainBytes : encryptedBytes({ headBytes, plainBytes });

/** Bytes of the largest file that goes in one request. */
export const mostInOne = ({ recipient, bytes }: Sealed & Pick<FileRequest, 'bytes'>): number =>
  Math.min(bytes, recipient === undefined ? mostRequestBytes : mostSealedAtOnce);
