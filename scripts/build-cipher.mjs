// `node scripts/build-cipher.mjs`: compiles the cipher of the encrypted pages, chacha.c, to the WebAssembly in chacha-bytes.ts beside it.
// `--check` compares instead of writing. Needs Debian's clang-19 and lld-19: the same compiler makes the same bytes.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import { projectFolder } from './setup/project-folder.mjs';

const folder = join(projectFolder, 'renderer', 'page', 'age', 'cipher');
const written = join(folder, 'chacha-bytes.ts');

const flags =
  '--target=wasm32 -Os -nostdlib -ffreestanding -fvisibility=hidden -mbulk-memory -msimd128 -Wall -Wextra -Werror';
const linked =
  '--no-entry,--export=state,--export=text,--export=seal,--export=open,--stack-first,-z,stack-size=4096,--strip-all';

/** The bytes that chacha.c makes now. */
function compile() {
  const scratch = mkdtempSync(join(tmpdir(), 'mayfly-cipher-'));
  try {
    const output = join(scratch, 'chacha.wasm');
    execFileSync('clang-19', [...flags.split(' '), `-Wl,${linked}`, 'chacha.c', '-o', output], {
      cwd: folder,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    return readFileSync(output);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Whether the bytes in the repository are what their source makes. How 7-Zip packs them may change from one version to the next. */
export function isCipherBuilt() {
  const [, packed = ''] = /'([\w+/=]+)'/.exec(readFileSync(written, 'utf8')) ?? [];
  return compile().equals(inflateRawSync(Buffer.from(packed, 'base64')));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (process.argv.includes('--check')) {
    if (!isCipherBuilt()) throw new Error('chacha-bytes.ts is not what chacha.c makes');
  } else {
    const { runnerImport } = await import('vite');
    const { module } = await runnerImport(join(projectFolder, 'scripts/build/packed-pages.ts'));
    const packed = module.smallestDeflate(compile()).toString('base64');
    const head =
      '// chacha.c as WebAssembly, by raw DEFLATE (RFC 1951) and base64: `node scripts/build-cipher.mjs` writes it.';
    writeFileSync(written, `${head}\nexport const packedChacha =\n  '${packed}';\n`);
  }
}
