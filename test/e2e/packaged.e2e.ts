// Why this exists: what people install is the package, so the package itself must start, share and stay shut.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { copiedLink, drop, expect, launch, quit, test } from './fixtures';
import { receive, sha256 } from './recipient';

/** The package that this test run made, or one made now. */
async function packagedProgram(): Promise<string> {
  const made = process.env['MAYFLY_PACKAGED_APP'];
  if (made !== undefined && existsSync(made)) return made;
  const packaging = pathToFileURL(join(import.meta.dirname, '..', '..', 'scripts', 'setup', 'packaged-app.mjs')).href;
  const { ensureTestPackage } = (await import(packaging)) as { readonly ensureTestPackage: () => Promise<string> };
  return ensureTestPackage();
}

test('the packaged app starts, shares a file and is shut to debuggers of the page', async ({ profileDir, file }) => {
  test.setTimeout(180_000);
  const { app, page } = await launch({ profileDir, program: await packagedProgram() });
  try {
    expect(await app.evaluate(({ app }) => [app.isPackaged, app.getName()])).toEqual([true, 'Mayfly']);
    await drop(page, [await file('packaged.txt', 'from the package')]);
    expect((await receive(await copiedLink(app))).sha256).toBe(sha256(Buffer.from('from the package')));
    const devTools = await app.evaluate(({ webContents }) => {
      const [contents] = webContents.getAllWebContents();
      contents?.openDevTools();
      return contents?.isDevToolsOpened();
    });
    expect(devTools).toBe(false);
  } finally {
    await quit(app);
  }
});
