// The certificate by which other devices know this computer: made once, its key where the system keeps secrets.
import { createPrivateKey, generateKeyPair, X509Certificate, type KeyObject } from 'node:crypto';
import type { DeviceIdentity } from '../model/devices/device';
import { asFailure } from '../model/failure';
import type { DevicesContext } from './devices-context';
import { fingerprintOf, pemOf, selfSigned } from './rules/certificate';

/** In the vault: the key. In the ledger: the certificate. */
const item = 'nearby-device';
const certificateValue = 'nearby-certificate';

/** As the app makes its own: RSA-2048 for ten years. */
const commonName = 'LocalSend User';
const keyBits = 2_048;
const dayMs = 86_400_000;
const validMs = 3_650 * dayMs;

type Context = Pick<DevicesContext, 'ports' | 'vault' | 'now'>;

const newKey = (): Promise<KeyObject> =>
  new Promise((resolve, reject) => {
    generateKeyPair('rsa', { modulusLength: keyBits }, (error, _publicKey, privateKey) => {
      if (error === null) resolve(privateKey);
      else reject(error);
    });
  });

const identityOf = (certificate: Uint8Array, key: KeyObject): DeviceIdentity => ({
  certificate: pemOf(certificate),
  privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  fingerprint: fingerprintOf(certificate),
});

/** `undefined` where it was never made, has ended, or its key is not there. Raises `keychain-*`. */
async function kept({ ports, vault }: Context): Promise<DeviceIdentity | undefined> {
  const certificate = Buffer.from(ports.ledger.value(certificateValue) ?? '', 'base64');
  if (certificate.length === 0) return undefined;
  const credentials = await vault.get(item);
  if (credentials === undefined) return undefined;
  try {
    const key = createPrivateKey({
      key: Buffer.from(credentials.secretAccessKey, 'base64'),
      type: 'pkcs8',
      format: 'der',
    });
    const read = new X509Certificate(certificate);
    const isUsable = read.checkPrivateKey(key) && Date.parse(read.validTo) > ports.clock();
    return isUsable ? identityOf(certificate, key) : undefined;
  } catch {
    // Somebody else wrote it: a new one takes its place.
    return undefined;
  }
}

/** `isKept`: false where the keychain cannot be read, and may have a certificate that others know. */
async function make({ ports, vault }: Context, isKept: boolean): Promise<DeviceIdentity> {
  const key = await newKey();
  const now = ports.clock();
  const options = { commonName, serial: ports.randomBytes(16), fromMs: now - dayMs, untilMs: now + validMs };
  const certificate = selfSigned(key, options);
  if (!isKept) return identityOf(certificate, key);
  const secretAccessKey = key.export({ type: 'pkcs8', format: 'der' }).toString('base64');
  try {
    await vault.save(item, { accessKeyId: 'device', secretAccessKey }, 'keychain');
    ports.ledger.saveValue(certificateValue, certificate.toString('base64'));
  } catch (error) {
    // Without a keychain other devices see a new certificate with each start of Mayfly.
    ports.log.error('the key of the certificate for devices nearby is kept in memory only', asFailure(error));
  }
  return identityOf(certificate, key);
}

/** The same for as long as this process runs, and for ten years where a keychain keeps its key. */
export function ownIdentity(context: Context): Promise<DeviceIdentity> {
  const { now, ports } = context;
  now.identity ??= kept(context)
    .then(
      (found) => found ?? make(context, true),
      (error: unknown) => {
        ports.log.error('the key of the certificate for devices nearby cannot be read', asFailure(error));
        return make(context, false);
      },
    )
    .catch((error: unknown) => {
      now.identity = undefined;
      throw error;
    });
  return now.identity;
}
