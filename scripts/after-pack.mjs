// electron-builder's hook between packing and signing: removes the default app of a custom Electron folder.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes the app that Electron shows without one. */
export async function afterPack({ appOutDir, packager }) {
  await rm(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true });
}
