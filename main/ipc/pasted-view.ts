// Why this exists: of pasted keys the window learns that they are there, and never the keys.
import type { PastedView } from '../../preload/views/connection-views';
import { maskedKeyId, type Pasted } from '../core/credentials/rules/pasted-credentials';

export function pastedView(pasteId: string, pasted: Pasted): PastedView {
  const { accessKeyId, secretAccessKey, sessionToken, ...facts } = pasted;
  return {
    ...facts,
    pasteId,
    ...(accessKeyId !== undefined && { keyId: maskedKeyId(accessKeyId) }),
    hasSecret: secretAccessKey !== undefined,
    hasToken: sessionToken !== undefined,
  };
}
