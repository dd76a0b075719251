// The folder of the checkout. electron-vite makes one file in the root folder of these plugins, in which only `import.meta.url` still says where each lay.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the checkout, without a trailing slash. */
export const projectFolder = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
