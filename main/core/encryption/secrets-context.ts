// What the secrets of shares and of file requests are made with, and what this process remembers of them.
import type { Vault } from '../credentials/credentials';
import type { ShareSecrets } from '../model/encryption';
import type { Ports } from '../ports/ports';

export interface SealKey {
  /** Part of what it seals: another key may become the present one. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

export interface OpenedSecrets {
  readonly secrets: ShareSecrets;
  /** Absent for a connection for once. */
  readonly key?: SealKey;
}

export interface SecretsContext {
  readonly ports: Pick<Ports, 'ledger' | 'ageFiles' | 'randomBytes'>;
  readonly vault: Pick<Vault, 'get' | 'save' | 'heldInMemory' | 'otherKeeper'>;
  /** Of connections whose keys are in this process's memory: the id of the present key, by connection. */
  readonly keysOfSession: Map<string, string>;
  readonly keysInTheMaking: Map<string, Promise<SealKey>>;
  /** Of drafts that this process works on: thousands of files need them. */
  readonly drafts: Map<string, Promise<OpenedSecrets>>;
  /** Of file requests: a look at thousands of slots opens one once. */
  readonly identities: Map<string, Promise<string>>;
}

export const secretsContext = ({ ports, vault }: Pick<SecretsContext, 'ports' | 'vault'>): SecretsContext => ({
  ports,
  vault,
  keysOfSession: new Map(),
  keysInTheMaking: new Map(),
  drafts: new Map(),
  identities: new Map(),
});
