// Opens a small age file that a passphrase locks: the manifest of an encrypted share.
import type { Identity } from 'age-encryption';
import { layoutIn, tagBytes } from '../../core/model/age/age-layout';
import { scryptCost } from '../../core/encryption/rules/passphrase';
import type { AgeLock, FileSecrets } from '../../core/model/encryption';
import { headBy, openAgeHead } from './age-head';
import { openStream } from './open-stream';
import { passphraseKey, unpadded } from './passphrase-key';
import { usualCipher } from './usual-cipher';

const saltBytes = 16;
const fileKeyBytes = 16;
/** Twice the work of Mayfly's own: a made file must not take the memory of this computer. */
const mostCost = Math.max(...Object.values(scryptCost)) + 1;

/** https://c2sp.org/age, "The scrypt recipient type": its stanza is the only one of a file. */
const scryptIdentity = (passphrase: string, seen: { isFit: boolean }): Identity => ({
  async unwrapFileKey(stanzas) {
    const [stanza] = stanzas;
    const [type, salt64 = '', cost = ''] = stanza?.args ?? [];
    const salt = Buffer.from(salt64, 'base64');
    const logN = /^[1-9]\d?$/.test(cost) ? Number(cost) : Number.POSITIVE_INFINITY;
    const isWhole = salt.length === saltBytes && unpadded(salt) === salt64;
    if (stanza === undefined || stanzas.length !== 1 || type !== 'scrypt' || !isWhole || logN > mostCost) return null;
    if (stanza.body.length !== fileKeyBytes + tagBytes) return null;
    seen.isFit = true;
    const key = await passphraseKey(passphrase, salt, logN);
    const fileKey = new Uint8Array(fileKeyBytes);
    return (await usualCipher()).open(key, new Uint8Array(12), stanza.body, fileKey) ? fileKey : null;
  },
});

/** The payload of a whole file; undefined where it is not as it was encrypted. */
async function payloadIn({ head, payloadKey }: FileSecrets, file: Uint8Array): Promise<Uint8Array | undefined> {
  const layout = layoutIn(file.length, head.length);
  if (layout === undefined) return undefined;
  const payload = openStream(await usualCipher(), payloadKey, layout.plainBytes);
  const plain = payload.push(file.subarray(head.length));
  return plain !== undefined && payload.isWhole() ? plain : undefined;
}

/** As `AgeFiles.unlock`. */
export async function unlockFile(passphrase: string, file: Uint8Array): Promise<Uint8Array | 'wrong' | 'damaged'> {
  const seen = { isFit: false };
  const secrets = await openAgeHead(scryptIdentity(passphrase, seen), file);
  if (secrets === undefined) return seen.isFit ? 'wrong' : 'damaged';
  return (await payloadIn(secrets, file)) ?? 'damaged';
}

/** As `AgeFiles.unseal`. */
export async function unsealFile(lock: AgeLock, file: Uint8Array): Promise<Uint8Array | undefined> {
  const secrets = headBy(lock, file);
  return secrets && payloadIn(secrets, file);
}
