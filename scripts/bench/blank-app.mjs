// A blank Electron app in Mayfly's package: the same program with the same fuses, with another app.asar.
import { cpSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('blank-app', import.meta.url));

/** The path of a packaged program's app.asar. */
export const asarOf = (program) => join(dirname(program), 'resources', 'app.asar');

/** Copies the package of `program` into `folder` with the blank app in it; resolves to the program there. */
export async function packBlank(program, folder) {
  const { createPackageWithOptions } = await import('@electron/asar');
  cpSync(dirname(program), folder, { recursive: true });
  const blank = join(folder, basename(program));
  rmSync(`${asarOf(blank)}.unpacked`, { recursive: true, force: true });
  await createPackageWithOptions(source, asarOf(blank), { unpack: '*.html' });
  return blank;
}
