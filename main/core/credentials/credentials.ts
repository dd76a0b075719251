// What other rooms use of this one: the keys of connections, where they are kept, and those of AWS profiles.
import type { Ports } from '../ports/ports';
import {
  createConnectionCredentials,
  createProfileCredentials,
  type ConnectionCredentials,
  type ProfileCredentials,
} from './connection-credentials';
import { createPasteBuffer, type PasteBuffer } from './paste-buffer';
import { createVault, type Vault } from './vault';

export { checkConfirmed, placeOfSecret } from './connection-credentials';
export { refreshAtMs } from './rules/credential-refresh';
export {
  cyberduckBookmark,
  isEncryptedRclone,
  mcAliases,
  rcloneRemotes,
  type FoundOnComputer,
  type FoundStorage,
} from './rules/found-storage';
export { keychainEntry } from './keychain-entries';
export { intakeItem, otherItems, sharesItem, sharesKeyValue } from './vault';
export type { ConnectionCredentials, PasteBuffer, ProfileCredentials, Vault };

export type CredentialPorts = Parameters<typeof createVault>[0] & Pick<Ports, 'awsProfiles' | 'clock' | 'newId'>;

export function createCredentials(ports: CredentialPorts) {
  const vault = createVault(ports);
  const profiles = createProfileCredentials(ports.awsProfiles, ports.clock);
  const credentials = createConnectionCredentials(vault, profiles);
  return { vault, profiles, credentials, pastes: createPasteBuffer(ports.newId) };
}
