// Portals and panels know a program by one name: where two places disagree, Mayfly's windows seem to be of an unknown program.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { desktopId } from '../../../main/core/desktop/rules/desktop-id';
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
  const file = (name: string) => join(folder, 'autostart', name);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mayfly-autostart-'));
    vi.stubEnv('XDG_CONFIG_HOME', folder);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([
    ['mayfly.desktop', 'the old Mayfly’s'],
    [`${desktopId}.desktop`, 'today’s'],
  ])('%s starts Mayfly once, under today’s name', (name, content) => {
    mkdirSync(join(folder, 'autostart'));
    writeFileSync(file(name), content);
    expect(autostart(['/opt/Mayfly/mayfly']).isOn()).toBe(true);
    expect(readdirSync(join(folder, 'autostart'))).toEqual([`${desktopId}.desktop`]);
    expect(readFileSync(file(`${desktopId}.desktop`), 'utf8')).toBe(content);
  });

  test('two of them become one, and turning it off removes both', () => {
    const login = autostart(['/opt/Mayfly/mayfly']);
    login.set(true, false);
    writeFileSync(file('mayfly.desktop'), 'of an older version that ran meanwhile');
    login.set(false, false);
    expect(readdirSync(join(folder, 'autostart'))).toEqual([]);
    expect(login.isOn()).toBe(false);
    expect(existsSync(file('mayfly.desktop'))).toBe(false);
  });
});
