// Chromium's sandbox on Linux: detects where it cannot work, and names the command that fixes it.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run-command.mjs';

const APPARMOR_RULE = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';
const SETUID = 0o4000;

/** Chromium refuses to sandbox for root, so it is off for root, and only for root. */
export const sandboxFlags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/**
 * Chromium's sandbox is made of namespaces. Where the system forbids them to ordinary programs (Ubuntu since 23.10, many
 * containers), its helper must belong to root instead. Resolves to the command for that, or to undefined when all is well.
 */
export async function sandboxRepair({ distPath }) {
  const helper = join(distPath, 'chrome-sandbox');
  if (process.platform !== 'linux' || sandboxFlags.length > 0 || !existsSync(helper)) return undefined;
  const { uid, mode } = statSync(helper);
  if ((uid === 0 && (mode & SETUID) !== 0) || !(await namespacesForbidden())) return undefined;
  return `sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`;
}

async function namespacesForbidden() {
  if (existsSync(APPARMOR_RULE) && readFileSync(APPARMOR_RULE, 'utf8').trim() === '1') return true;
  const { code } = await run('unshare', ['--user', '--map-root-user', 'true']);
  return code !== 0 && code !== undefined; // undefined: no such program to ask
}
