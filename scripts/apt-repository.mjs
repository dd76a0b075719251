// Makes a folder with .deb packages into an apt repository, so that Debian and Ubuntu bring updates as they bring those of all other programs. It is flat
// (sources.list(5)): everything lies side by side, as the files of a release do. The private key comes from the environment and is written nowhere.
//   node scripts/apt-repository.mjs FOLDER   writes Packages, Release, InRelease and the public key, mayfly-archive-keyring.asc; signs with the OpenPGP
//                                            key (armoured, without a passphrase) in MAYFLY_APT_KEY
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SetupError, runMain, say } from './setup/progress.mjs';
import { findOnPath } from './setup/run-command.mjs';
import { sourceDate } from './setup/source-date.mjs';

const PUBLIC_KEY = 'mayfly-archive-keyring.asc';

const sha256 = (content) => createHash('sha256').update(content).digest('hex');

/** A stanza of Packages: what the package says of itself, and how apt finds and checks it. */
function stanza(folder, name) {
  const control = execFileSync('dpkg-deb', ['--field', join(folder, name)], { encoding: 'utf8' }).trimEnd();
  const content = readFileSync(join(folder, name));
  return `${control}\nFilename: ./${name}\nSize: ${content.length}\nSHA256: ${sha256(content)}\n`;
}

/** Release names the index by its checksum; its signature is about all of that. */
function release(packages) {
  const architectures = [...new Set(packages.match(/(?<=^Architecture: ).*$/gm))];
  return [
    'Origin: Mayfly',
    'Label: Mayfly',
    'Suite: stable',
    `Date: ${new Date(Number(sourceDate()) * 1_000).toUTCString().replace('GMT', 'UTC')}`,
    `Architectures: ${architectures.join(' ')}`,
    'Description: Drop a file, get a link that dies',
    'SHA256:',
    ` ${sha256(packages)} ${Buffer.byteLength(packages)} Packages`,
    '',
  ].join('\n');
}

/** Signs a text with the key, by a keyring that is there for this alone. Gives the signed text and the public key. Throws SetupError. */
function sign(content, key) {
  const home = mkdtempSync(join(tmpdir(), 'mayfly-gpg-'));
  const gpg = (args, input) => {
    const options = { input, encoding: 'utf8', env: { ...process.env, GNUPGHOME: home } };
    const { status, stdout, stderr } = spawnSync('gpg', ['--batch', '--no-tty', '--quiet', ...args], options);
    // What gpg says names the key, and never holds it.
    if (status !== 0) throw new SetupError(`gpg failed: ${(stderr ?? '').trim().split('\n').at(-1)}`);
    return stdout;
  };
  try {
    gpg(['--import'], key);
    const signed = gpg(['--pinentry-mode', 'loopback', '--digest-algo', 'SHA512', '--clearsign'], content);
    return { signed, publicKey: gpg(['--armor', '--export']) };
  } finally {
    spawnSync('gpgconf', ['--kill', 'all'], { env: { ...process.env, GNUPGHOME: home } });
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

await runMain(() => {
  const [folder, ...others] = process.argv.slice(2);
  if (folder === undefined || others.length > 0) throw new SetupError('usage: node scripts/apt-repository.mjs FOLDER');
  const key = process.env.MAYFLY_APT_KEY;
  if (!key) throw new SetupError('MAYFLY_APT_KEY holds no key.');
  for (const program of ['dpkg-deb', 'gpg'])
    if (findOnPath([program]) === undefined) throw new SetupError(`this takes ${program}.`);
  const debs = readdirSync(folder).filter((name) => name.endsWith('.deb'));
  if (debs.length === 0) throw new SetupError(`there is no .deb in ${folder}.`);
  const packages = debs
    .sort()
    .map((name) => stanza(folder, name))
    .join('\n');
  const described = release(packages);
  const { signed, publicKey } = sign(described, key);
  for (const [name, text] of Object.entries({
    Packages: packages,
    Release: described,
    InRelease: signed,
    [PUBLIC_KEY]: publicKey,
  }))
    writeFileSync(join(folder, name), text);
  say(`an apt repository with ${debs.join(', ')}.`);
});
