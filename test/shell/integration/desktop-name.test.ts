// Portals and panels know a program by one name: where two places disagree, Mayfly's windows seem to be of an unknown program.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { desktopId } from '../../../main/core/model/desktop/desktop-id';
import { autostart } from '../../../main/shell/integration/autostart';

const project = join(import.meta.dirname, '../../..');

test('the packages, the manifest and the running app say the same name, in reverse-DNS form', () => {
  const manifest = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { readonly desktopName?: string };
  const builder = readFileSync(join(project, 'electron-builder.yml'), 'utf8');
  expect(desktopId).toMatch(/^[A-Za-z][\w-]*(\.[A-Za-z][\w-]*){2,}$/);
  expect(manifest.desktopName).toBe(`${desktopId}.desktop`);
  expect(builder).toContain(`\nappId: ${desktopId}\n`);
  expect(builder).toContain(`\n      StartupWMClass: ${desktopId}\n`);
  expect(builder).toContain('\n  syncDesktopName: true\n');
});

describe.runIf(process.platform === 'linux')('the autostart file', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mayfly-autostart-'));
    vi.stubEnv('XDG_CONFIG_HOME', folder);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  test('is under the name of the program, and goes when it is turned off', () => {
    const login = autostart(['/opt/Mayfly/mayfly']);
    login.set(true, false);
    expect([login.isOn(), readdirSync(join(folder, 'autostart'))]).toEqual([true, [`${desktopId}.desktop`]]);
    login.set(false, false);
    expect([login.isOn(), readdirSync(join(folder, 'autostart'))]).toEqual([false, []]);
  });
});
