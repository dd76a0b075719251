// Main cannot see what was dropped on a window, so it must believe the preload script, and nobody else, which files a person
// meant. A document token is a secret of one document's preload script: what comes without it names no file.
import type { RandomBytes } from '../core/model/system';

export interface DocumentTokens {
  /** A new one for the document that is now in these web contents; the one of the document before is worth nothing any more. */
  readonly issue: (webContentsId: number) => string;
  readonly revoke: (webContentsId: number) => void;
  readonly isGood: (documentToken: string) => boolean;
}

const tokenBytes = 16;

export function createDocumentTokens(randomBytes: RandomBytes): DocumentTokens {
  const issued = new Map<number, string>();
  return {
    issue(webContentsId) {
      const documentToken = Buffer.from(randomBytes(tokenBytes)).toString('base64url');
      issued.set(webContentsId, documentToken);
      return documentToken;
    },
    revoke: (webContentsId) => void issued.delete(webContentsId),
    isGood: (documentToken) => [...issued.values()].includes(documentToken),
  };
}
