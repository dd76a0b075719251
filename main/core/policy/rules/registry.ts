// Reads what `reg query KEY /s` prints. Names begin with a capital there, lists are keys below, and numbers are hexadecimal.
import { ruledOffers } from '../../model/policy/organisation-rule';

/** The key below HKEY_LOCAL_MACHINE; only administrators may write there. */
export const registryKey = 'HKEY_LOCAL_MACHINE\\Software\\Policies\\Mayfly';

const booleans: ReadonlySet<string> = new Set(ruledOffers);

const fieldOf = (name: string): string => `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`;

function valueOf(field: string, type: string, text: string): unknown {
  if (type !== 'REG_DWORD') return text;
  const number = Number(text);
  if (!booleans.has(field) || number > 1) return number;
  return number === 1;
}

/** Whether the list of the keys in `HKLM\Software\Policies`, as `reg query` prints it, has Mayfly's. */
export const hasPolicyKey = (listed: string): boolean =>
  listed.split(/\r?\n/).some((line) => line.trim().toLowerCase() === registryKey.toLowerCase());

/** The values below the key, for the schema to judge. A line that is no value makes the whole no rules: it gives `undefined`. */
export function valuesOfRegistry(printed: string): Readonly<Record<string, unknown>> | undefined {
  const found: Record<string, unknown> = {};
  let list: unknown[] | undefined;
  for (const line of printed.split(/\r?\n/)) {
    if (line.trim() === '') continue;
    if (/^HKEY_/i.test(line)) {
      const below = fieldOf(line.trim().slice(registryKey.length + 1));
      list = below === '' ? undefined : [];
      if (list !== undefined) found[below] = list;
      continue;
    }
    const [, name = '', type = '', text = ''] = /^ {4}(.*?) {4}(REG_[A-Z_]+)(?: {4}(.*))?$/.exec(line) ?? [];
    if (type === '') return undefined;
    // The default value of a key, which `reg add` leaves empty there. It rules nothing, and its name is translated.
    if (type === 'REG_SZ' && text.trim() === '' && /^\(.*\)$/.test(name)) continue;
    const field = fieldOf(name);
    if (list === undefined) found[field] = valueOf(field, type, text);
    else list.push(text);
  }
  return found;
}
