// `--copy` hands the link to the system's own program on standard input, and nothing else of ours.
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createTerminalClipboard } from '../../main/adapters/desktop/terminal-clipboard';
import { rejected } from '../fakes/failing';

const link = 'https://s3.example.com/k?X-Amz-Signature=1';

describe.runIf(process.platform === 'linux')('the clipboard of a terminal', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mayfly-clipboard-'));
    // Only the programs of this test are found.
    vi.stubEnv('PATH', folder);
    vi.stubEnv('WAYLAND_DISPLAY', undefined);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'CANARY');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });
  /** A program that writes down its input, arguments and environment, and ends with `code`. */
  const install = (name: string, code = 0) => {
    const body = `#!/bin/sh\n/bin/cat > ${folder}/${name}.in\necho "$@" > ${folder}/${name}.args\n/usr/bin/env > ${folder}/${name}.env\nexit ${code}\n`;
    writeFileSync(join(folder, name), body);
    chmodSync(join(folder, name), 0o755);
  };
  const seen = (name: string) => readFileSync(join(folder, name), 'utf8');

  test.each([
    ['wl-copy', '--type text/plain'],
    ['xclip', '-selection clipboard'],
    ['xsel', '--clipboard --input'],
  ])('%s gets the link on its standard input', async (program, args) => {
    install(program);
    await createTerminalClipboard().write({ text: link, html: `<a href="${link}">a</a>` });
    expect([seen(`${program}.in`), seen(`${program}.args`).trim()]).toEqual([link, args]);
  });

  test('the link stands in no argument, and no key in the environment', async () => {
    install('xclip');
    await createTerminalClipboard().write({ text: link, html: `<a href="${link}">a</a>` });
    expect(seen('xclip.args')).not.toContain('X-Amz');
    expect(seen('xclip.env')).not.toContain('CANARY');
  });

  test('one that fails gives way to the next', async () => {
    install('wl-copy', 1);
    install('xclip');
    await createTerminalClipboard().write({ text: link, html: `<a href="${link}">a</a>` });
    expect(seen('xclip.in')).toBe(link);
    expect(existsSync(join(folder, 'xsel.in'))).toBe(false);
  });

  test('in a Wayland session the clipboard of X11 is not called the clipboard', async () => {
    vi.stubEnv('WAYLAND_DISPLAY', 'wayland-0');
    install('xclip');
    expect((await rejected(createTerminalClipboard().write({ text: link }))).code).toBe('clipboard-unavailable');
    expect(existsSync(join(folder, 'xclip.in'))).toBe(false);
    install('wl-copy');
    expect(await createTerminalClipboard().write({ text: link })).toBe('written');
  });

  test('without any program it is unavailable', async () => {
    expect(
      (await rejected(createTerminalClipboard().write({ text: link, html: `<a href="${link}">a</a>` }))).code,
    ).toBe('clipboard-unavailable');
  });

  test('is not read', async () => {
    expect((await rejected(createTerminalClipboard().read())).code).toBe('clipboard-unavailable');
  });
});
