// Compiles the cipher of the encrypted pages with Debian's clang, and compares it with what is in the repository. Installs clang and lld as root (apt-get).
import { isCipherBuilt } from '../build-cipher.mjs';
import { installPackages } from '../setup/apt.mjs';
import { findOnPath } from '../setup/run-command.mjs';

export const title = 'The cipher of the pages, compiled again';

const tools = ['clang-19', 'wasm-ld-19'];

export async function run() {
  const lacks = () => tools.some((tool) => findOnPath([tool]) === undefined);
  if (lacks() && process.getuid?.() === 0 && findOnPath(['apt-get']) !== undefined)
    await installPackages([['clang-19'], ['lld-19']]);
  if (lacks()) return { unavailable: 'install clang-19, lld-19' };
  const failures = isCipherBuilt()
    ? []
    : [
        {
          test: title,
          reason: 'chacha.c makes other bytes than those in chacha-bytes.ts: node scripts/build-cipher.mjs',
        },
      ];
  return { passed: 1 - failures.length, failed: failures.length, skipped: 0, failures };
}
