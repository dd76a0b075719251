// Seals and opens chunks of age files by the app's own code, in the runtime that runs it: node sealing.mjs; bundled before it runs.
import { randomBytes } from 'node:crypto';
import { usualCipher } from '../../main/adapters/encryption/usual-cipher';
import { chunkBytes, tagBytes } from '../../main/core/model/age/age-layout';

const warmUp = 300;
const chunks = 4_000;

/** MB for each second of processor time. */
function rate(act) {
  for (let index = 0; index < warmUp; index += 1) act();
  const before = process.cpuUsage();
  for (let index = 0; index < chunks; index += 1) act();
  const { user, system } = process.cpuUsage(before);
  return (chunks * chunkBytes) / (user + system);
}

const key = randomBytes(32);
const nonce = randomBytes(12);
const plain = Uint8Array.from(randomBytes(chunkBytes));
const sealed = new Uint8Array(chunkBytes + tagBytes);
const opened = new Uint8Array(chunkBytes);
const cipher = await usualCipher();
const seal = rate(() => cipher.seal(key, nonce, plain, sealed));
const open = rate(() => {
  if (!cipher.open(key, nonce, sealed, opened)) throw new Error('what was sealed does not open');
});
if (Buffer.compare(plain, opened) !== 0) throw new Error('what was opened is something else');
process.stdout.write(JSON.stringify({ seal, open }));
