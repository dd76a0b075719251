// Which files and folders of this computer an agent may have to do with. Paths are absolute real paths: no link is left in them.
import type { Reason } from '../../../../resources/words/reasons';
import type { AllowedFolder } from '../../model/agents/agents';

export interface Ground {
  readonly folders: readonly AllowedFolder[];
  /** Mayfly's own: the profile and the caches. */
  readonly own: readonly string[];
  /** Between the parts of a path: `/`, on Windows `\`. */
  readonly separator: string;
}

/** What was found at a real path. */
export interface FoundAt {
  readonly path: string;
  /** How many names the file has on its disk. */
  readonly names: number;
  /** Its first bytes. */
  readonly head: Uint8Array;
}

/** Names under which programs keep keys, passwords and sessions, in any case. */
const keyNames =
  /\.(pem|key|p8|p12|pfx|jks|keystore|kdbx?|ppk|gpg|asc|ovpn|env|tfstate|tfvars|keychain(-db)?)$|^(id_(rsa|dsa|ecdsa|ed25519)(_sk)?|(service[-_]account|client[-_]secret).*\.json|(credentials|secrets?|passwords?)(\.[a-z]{1,5})?|keys?\.txt|logins\.json|key[34]\.db|cookies(\.sqlite)?|login data|wallet\.dat|shadow)$/i;

/** What private keys begin with: PEM (RFC 7468), OpenPGP, age, PuTTY. */
const keyHeads = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY|AGE-SECRET-KEY-1|^PuTTY-User-Key-File/;

/** Kernels show processes, devices and memory there. */
const systemFolders: readonly string[] = ['/proc', '/sys', '/dev'];

/** Whether `path` is `folder` or lies in it. */
function isWithin(path: string, folder: string, separator: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(separator) ? folder : `${folder}${separator}`);
}

/** Windows takes both separators. */
const partsOf = (path: string, separator: string): readonly string[] =>
  path.split(separator === '\\' ? /[\\/]/ : '/').filter((part) => part !== '');

const isHidden = (path: string, separator: string): boolean =>
  partsOf(path, separator).some((part) => part.startsWith('.'));

/** The innermost allowed folder that holds `path`. */
export const folderOf = (path: string, { folders, separator }: Ground): AllowedFolder | undefined =>
  folders
    .filter((folder) => isWithin(path, folder.path, separator))
    .toSorted((one, other) => other.path.length - one.path.length)[0];

/** Why an agent must not have to do with this place; `undefined`: it may. */
export function whyNotPlace(path: string, ground: Ground): Reason | undefined {
  const { own, separator } = ground;
  if (folderOf(path, ground) === undefined) return 'it is in no folder that was allowed';
  if (own.some((folder) => isWithin(path, folder, separator))) return 'Mayfly keeps its own files there';
  if (isHidden(path, separator)) return 'it is hidden, or in a hidden folder';
  return undefined;
}

/** The same of a file. */
export function whyNotFile({ path, names, head }: FoundAt, ground: Ground): Reason | undefined {
  const place = whyNotPlace(path, ground);
  if (place !== undefined) return place;
  // The other name may be that of a file outside.
  if (names !== 1) return 'it has another name elsewhere (a hard link)';
  const name = partsOf(path, ground.separator).at(-1) ?? '';
  if (keyNames.test(name)) return 'its name is that of a key or a password';
  if (keyHeads.test(Buffer.from(head).toString('latin1'))) return 'it holds a private key';
  return undefined;
}

/** Why the owner cannot allow this folder as a whole; `undefined`: he can. `home`: his own. */
export function whyNotAllowed(
  path: string,
  { own, separator, home }: Pick<Ground, 'own' | 'separator'> & { readonly home: string },
): Reason | undefined {
  // A folder above these holds keys, sessions and what every program keeps.
  if (isWithin(home, path, separator)) return 'it holds all your files: allow a folder in it';
  if (own.some((folder) => isWithin(path, folder, separator) || isWithin(folder, path, separator)))
    return 'Mayfly keeps its own files there';
  if (isHidden(path, separator)) return 'it is hidden, or in a hidden folder';
  if (systemFolders.some((folder) => isWithin(path, folder, separator))) return 'it is no folder of files';
  return undefined;
}
