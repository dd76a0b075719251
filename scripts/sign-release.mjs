// Signs the update feeds, so that an installed Mayfly can verify their author and date: each latest*.yml in a folder gets its date, and a
// detached Ed25519 signature beside it. The private key comes from the environment and is written nowhere.
//   node scripts/sign-release.mjs FOLDER         signs with the key (PEM, PKCS #8) in MAYFLY_UPDATE_KEY; where MAYFLY_UPDATE_PUBLIC_KEY is set
//                                                (what the packages were made with), no other key signs
//   node scripts/sign-release.mjs --public-key   prints what belongs into resources/update-key.pem before the app is packaged
//   node scripts/sign-release.mjs --new-key      prints a new private key, to be kept where secrets are kept
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError, runMain, say } from './setup/progress.mjs';

const FEED = /^latest[a-z0-9-]*\.yml$/;

/** The private key of the environment. Throws SetupError. */
function privateKey() {
  const pem = process.env.MAYFLY_UPDATE_KEY;
  if (!pem) throw new SetupError('MAYFLY_UPDATE_KEY holds no key.');
  let key;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new SetupError('MAYFLY_UPDATE_KEY is no private key in PEM.');
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new SetupError('MAYFLY_UPDATE_KEY is no Ed25519 key.');
  return key;
}

const publicPem = (key) => createPublicKey(key).export({ type: 'spki', format: 'pem' });

/** Replaces the feed's signing date, by which the app recognises an old feed that is still served. */
const dated = (feed) =>
  Buffer.from(`${feed.replaceAll(/^signedAt:.*\n?/gm, '').trimEnd()}\nsignedAt: '${new Date().toISOString()}'\n`);

/** The signing key must match the packages' public key, or they would accept no update any more. Throws SetupError. */
function checkTrusted(key) {
  const trusted = process.env.MAYFLY_UPDATE_PUBLIC_KEY;
  if (trusted && publicPem(key).trim() !== trusted.trim())
    throw new SetupError('MAYFLY_UPDATE_PUBLIC_KEY does not belong to MAYFLY_UPDATE_KEY.');
}

/** Dates every feed in the folder and writes `<feed>.sig` (base64) beside it; gives their names. Throws SetupError when there is none. */
function signFolder(folder) {
  const key = privateKey();
  checkTrusted(key);
  const feeds = readdirSync(folder).filter((name) => FEED.test(name));
  if (feeds.length === 0) throw new SetupError(`there is no latest*.yml in ${folder}.`);
  for (const name of feeds) {
    const content = dated(readFileSync(join(folder, name), 'utf8'));
    const signature = sign(null, content, key);
    if (!verify(null, content, createPublicKey(key), signature)) throw new SetupError(`${name} could not be signed.`);
    writeFileSync(join(folder, name), content);
    writeFileSync(join(folder, `${name}.sig`), `${signature.toString('base64')}\n`);
  }
  return feeds;
}

await runMain(() => {
  const [what, ...others] = process.argv.slice(2);
  if (what === undefined || others.length > 0)
    throw new SetupError('usage: node scripts/sign-release.mjs FOLDER | --public-key | --new-key');
  if (what === '--new-key')
    process.stdout.write(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
  else if (what === '--public-key') process.stdout.write(publicPem(privateKey()));
  else say(`signed ${signFolder(what).join(', ')}.`);
});
