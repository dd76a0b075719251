// Words beside the switch "Encrypt": what it does, or why it cannot be changed.
import type { ConnectionView } from '../../../preload/views/connection-views';
import { words } from '../state/words';
import type { EncryptionChoice } from './share-options';

export function encryptionWords({ fixed }: EncryptionChoice, to: Pick<ConnectionView, 'name'> | undefined): string {
  const w = words.drop;
  if (fixed === undefined) return w.encryptHint;
  return fixed === 'demanded' ? w.encryptDemanded({ connection: to?.name ?? '' }) : w.encryptNoPages;
}
