// Main cannot see which files the user dropped on a window and must trust the preload script alone. A document token is a
// capability of one document's preload script: a path that comes without it is refused.
import type { RandomBytes } from '../core/model/system';

export interface DocumentTokens {
  /** Returns a new token for the document now loaded in these web contents and revokes the previous document's. */
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
