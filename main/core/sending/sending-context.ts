// What this room works with.
import type { PolicyRead } from '../model/policy/policy';
import type { BegunSends } from '../ports/begun-sends';
import type { FileSource } from '../ports/files';
import type { RecipientEncryption } from '../ports/recipient-encryption';
import type { Web } from '../ports/web';

export interface SendingContext {
  readonly web: Web;
  readonly policy: PolicyRead;
  readonly files: FileSource;
  readonly encryption: RecipientEncryption;
  readonly begunSends: BegunSends;
}
