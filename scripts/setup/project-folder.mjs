// Where the checkout is, whatever folder a script was started from.
import { fileURLToPath } from 'node:url';

/** Absolute path of the checkout, without a trailing slash. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');
