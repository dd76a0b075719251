// Chromium's sandbox on Linux: when it cannot work, and the one command that mends it.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Chromium refuses its sandbox to root, and only to root do we switch it off. */
export const sandboxFlags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/**
 * Ubuntu since 23.10 forbids ordinary programs the namespaces that the sandbox is made of; then its helper must belong
 * to root. Answers the command for that, or undefined when nothing need be done.
 */
export function sandboxRepair({ distPath }) {
  const helper = join(distPath, 'chrome-sandbox');
  if (process.platform !== 'linux' || sandboxFlags.length > 0 || !existsSync(helper) || !namespacesForbidden())
    return undefined;
  const { uid, mode } = statSync(helper);
  const SETUID = 0o4000;
  return uid === 0 && mode & SETUID ? undefined : `sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`;
}

function namespacesForbidden() {
  const flag = (path) => (existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined);
  return (
    flag('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1' ||
    flag('/proc/sys/kernel/unprivileged_userns_clone') === '0'
  );
}
