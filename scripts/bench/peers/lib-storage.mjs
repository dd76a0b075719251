// Installs AWS's upload library for Node beside the benchmark; Mayfly itself does not use it.
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../../setup/cache-folder.mjs';
import { say, step } from '../../setup/progress.mjs';
import { projectFolder } from '../../setup/project-folder.mjs';
import { runNpm, tail } from '../../setup/run-command.mjs';

/** Path of a program that uploads with lib-storage of Mayfly's SDK version; undefined where it cannot be installed. */
export async function ensureLibStorage() {
  const { devDependencies } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'));
  const version = devDependencies['@aws-sdk/client-s3'];
  const folder = join(cacheFolder(), `lib-storage-${version}`);
  const program = join(folder, 'upload.mjs');
  if (!existsSync(join(folder, 'node_modules', '@aws-sdk', 'lib-storage', 'package.json'))) {
    mkdirSync(folder, { recursive: true });
    const packages = { '@aws-sdk/client-s3': version, '@aws-sdk/lib-storage': version };
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: packages }));
    const { code, stderr } = await step('Installing lib-storage for the comparison', () =>
      runNpm(['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder }),
    );
    if (code !== 0) {
      say(`not measured against lib-storage: it could not be installed.\n${tail(stderr)}`);
      return undefined;
    }
  }
  copyFileSync(new URL('lib-storage-upload.mjs', import.meta.url), program);
  return program;
}
