// Main cannot see which files the user dropped on a window and must trust the preload script alone. A document token is a
// capability of one document's preload script: a path that comes without it is refused.
import type { RandomBytes } from '../core/model/system';

const tokenBytes = 16;

export function createDocumentTokens(randomBytes: RandomBytes) {
  const issued = new Map<number, string>();
  return {
    /** Returns a new token for the document now loaded in these web contents and revokes the previous document's. */
    issue: (webContentsId: number): string => {
      const documentToken = Buffer.from(randomBytes(tokenBytes)).toString('base64url');
      issued.set(webContentsId, documentToken);
      return documentToken;
    },
    revoke: (webContentsId: number) => void issued.delete(webContentsId),
    isGood: (documentToken: string): boolean => [...issued.values()].includes(documentToken),
  };
}

export type DocumentTokens = ReturnType<typeof createDocumentTokens>;
