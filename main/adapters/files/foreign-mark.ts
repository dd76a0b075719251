// Marks a file as one that came from another computer, as browsers do, so that the system asks before it runs it.
import { writeFile } from 'node:fs/promises';
import { nodeModule } from './node-modules';

/** A program that hangs must not hold a file back. */
const markMs = 5_000;

/** Programs that are not installed are not tried twice. */
const missing = new Set<string>();

const run = (program: string, args: readonly string[]): Promise<boolean> =>
  new Promise((resolve) => {
    if (missing.has(program)) {
      resolve(false);
      return;
    }
    nodeModule('node:child_process').execFile(program, [...args], { timeout: markMs }, (error) => {
      if (error !== null && error.code === 'ENOENT') missing.add(program);
      resolve(error === null);
    });
  });

/**
 * `origin`: scheme and host alone, because a mark can be read by everybody and a program's arguments too. Never raises: a file system without
 * such marks keeps the file all the same.
 */
export async function markForeign(path: string, origin: string): Promise<void> {
  if (process.platform === 'win32') {
    // Microsoft, [MS-FSCC] 5.6.1: zone 3 is the Internet.
    const zone = `[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=${origin}/\r\n`;
    await writeFile(`${path}:Zone.Identifier`, zone).catch(() => undefined);
  } else if (process.platform === 'darwin') {
    // LaunchServices, LSQuarantine: flags, time, program, and an id that nothing needs.
    const seconds = Math.floor(Date.now() / 1_000).toString(16);
    await run('/usr/bin/xattr', ['-w', 'com.apple.quarantine', `0081;${seconds};Mayfly;`, path]);
  } else {
    // freedesktop.org, "Extended Attributes": where a file came from. Node sets none, so the first program that can does.
    const set = await run('setfattr', ['-n', 'user.xdg.origin.url', '-v', origin, '--', path]);
    if (!set) await run('gio', ['set', '--', path, 'xattr::xdg.origin.url', origin]);
  }
}
