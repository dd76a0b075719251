// Finds an installed package's command without a shell, so that it starts alike on Windows.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './project-folder.mjs';

/** Absolute path of the JavaScript file behind a package's command, to be run with `process.execPath`. */
export function packageBin(packageName, command = packageName.split('/').pop()) {
  const folder = join(projectFolder, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = typeof bin === 'string' ? bin : bin[command];
  return join(folder, file);
}
