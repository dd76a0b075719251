// electron-builder's hook between packing and signing: takes out what a custom Electron folder brought along.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes the app that a bare Electron shows; it has no place, and no use, beside ours. */
export async function afterPack({ appOutDir, packager }) {
  await rm(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true });
}
