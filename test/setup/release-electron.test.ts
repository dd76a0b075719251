// Types are checked against one Electron and, where that cannot be downloaded, behaviour runs on an older one: never so for what is released.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'mayfly-official-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('where the official one must be used and cannot be had, the set-up fails instead of taking another', () => {
  const runtime = pathToFileURL(resolve('scripts/electron-runtime.mjs')).href;
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', `await (await import('${runtime}')).ensureElectron()`],
    {
      encoding: 'utf8',
      env: {
        ...process.env,
        MAYFLY_OFFICIAL_ELECTRON: '1',
        ELECTRON_OVERRIDE_DIST_PATH: '',
        ELECTRON_MIRROR: 'http://127.0.0.1:1/',
        XDG_CACHE_HOME: folder,
        electron_config_cache: folder,
      },
    },
  );
  // A checkout that has the official one already needs no download.
  const words = /SetupError.*official Electron could not be downloaded.*takes no other/.exec(stderr)?.[0];
  expect(status === 0 || words !== undefined).toBe(true);
  expect(stderr).not.toContain('stand-in');
});
