// Why this exists: what people install is the package, so the package itself must start, share and stay shut.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
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

test('the package runs nothing but the app that is in it', async () => {
  test.setTimeout(180_000);
  const wire = await getCurrentFuseWire(await packagedProgram());
  const on = (fuse: FuseV1Options) => Number(wire[fuse]) === '1'.charCodeAt(0);
  expect({
    runAsNode: on(FuseV1Options.RunAsNode),
    nodeOptions: on(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    onlyFromAsar: on(FuseV1Options.OnlyLoadAppFromAsar),
    cookieEncryption: on(FuseV1Options.EnableCookieEncryption),
    snapshot: on(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
    filePrivileges: on(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual({
    runAsNode: false,
    nodeOptions: false,
    onlyFromAsar: true,
    cookieEncryption: true,
    snapshot: false,
    filePrivileges: false,
  });
});

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
