// The policies of Windows in the registry, by the system's own tool.
import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hasPolicyKey, registryKey, valuesOfRegistry } from '../../core/policy/rules/registry';

const waitMs = 5_000;

/** The folder of Windows as the kernel knows it: whoever starts Mayfly can set `SystemRoot` to anything. */
function systemFolder(): string {
  try {
    return realpathSync.native('\\\\?\\GLOBALROOT\\SystemRoot');
  } catch {
    return 'C:\\Windows';
  }
}

/** The values, or `undefined` where nobody set a policy; values that are none are empty text. Raises where the tool fails: the key of all policies is always there. */
export async function askRegistry(): Promise<unknown> {
  const tool = join(systemFolder(), 'System32', 'reg.exe');
  const query = async (...args: readonly string[]): Promise<string> =>
    (await promisify(execFile)(tool, ['query', ...args, '/reg:64'], { timeout: waitMs, windowsHide: true })).stdout;
  const parent = registryKey.slice(0, registryKey.lastIndexOf('\\'));
  if (!hasPolicyKey(await query(parent))) return undefined;
  return valuesOfRegistry(await query(registryKey, '/s')) ?? '';
}
