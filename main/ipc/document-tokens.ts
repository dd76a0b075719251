// Main cannot see what was dropped on a window, so it must believe the preload script, and nobody else, which files a person
// meant. A passport is a secret of one document's preload script: what comes without it names no file.
import type { RandomBytes } from '../core/model/system';

export interface Passports {
  /** A new one for the document that is now in these web contents; the one of the document before is worth nothing any more. */
  readonly issue: (webContentsId: number) => string;
  readonly revoke: (webContentsId: number) => void;
  readonly isGood: (passport: string) => boolean;
}

const passportBytes = 16;

export function createPassports(randomBytes: RandomBytes): Passports {
  const issued = new Map<number, string>();
  return {
    issue(webContentsId) {
      const passport = Buffer.from(randomBytes(passportBytes)).toString('base64url');
      issued.set(webContentsId, passport);
      return passport;
    },
    revoke: (webContentsId) => void issued.delete(webContentsId),
    isGood: (passport) => [...issued.values()].includes(passport),
  };
}
