// Reads the rules that an administrator put on this computer, from a place that users cannot write and no option or variable moves.
import { lstatSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ParsedPolicy } from '../../core/policy/rules/read-policy';
import type { PolicyRead, Rules } from '../../core/model/policy/policy';

/** What a place answers: nothing is there, or rules, or why they cannot be read. */
export type Answer = ParsedPolicy | undefined;

const places: Readonly<Record<string, string>> = {
  linux: '/etc/mayfly/policy.json',
  darwin: '/Library/Managed Preferences/app.mayfly.Mayfly.plist',
  win32: 'HKLM\\Software\\Policies\\Mayfly',
};

/**
 * Where nobody set rules nothing is loaded for it. Never raises: what cannot be read is `unreadable`. The place is no
 * parameter and stands in no variable of the environment: whoever starts Mayfly must not choose it.
 */
export async function readPolicy(): Promise<PolicyRead> {
  const from = places[process.platform];
  if (from === undefined) return { kind: 'none' };
  try {
    const answer = await ask(from);
    if (answer === undefined) return { kind: 'none', from };
    return 'policy' in answer ? { kind: 'holds', from, ...answer } : { kind: 'unreadable', from, ...answer };
  } catch {
    return { kind: 'unreadable', from, why: 'the system does not tell them' };
  }
}

/** Most computers have no rules, and load no schema. */
const schema = () => import('../../core/policy/rules/read-policy');

async function ask(from: string): Promise<Answer> {
  if (process.platform === 'win32') {
    const values = await (await import('./windows')).askRegistry();
    return values === undefined ? undefined : (await schema()).policyOf(values);
  }
  const { isThere, readOwned } = await import('./owned-file');
  if (!isThere(from)) return undefined;
  const owned = await readOwned(from);
  if ('why' in owned) return owned;
  if (process.platform !== 'darwin') return (await schema()).policyOfJson(owned.text);
  const text = await (await import('./mac')).readPreferences(from);
  return (await schema()).policyOfPreferences(text);
}

/** The registry tells no time of its own, and each question to it is a process. */
const askEveryMs = 600_000;

/** Of a file and its folder what changes with the rules, or with who may write them; on Windows the time. */
function mark(from: string): string {
  if (process.platform === 'win32') return String(Math.floor(performance.now() / askEveryMs));
  const facts = [from, dirname(from)].map((path) => {
    try {
      return lstatSync(path, { bigint: true });
    } catch {
      return undefined;
    }
  });
  return facts.map((one) => one && [one.dev, one.ino, one.size, one.mtimeNs, one.ctimeNs].join(' ')).join();
}

/** The rules of a process: read now, and again when their place was changed. */
export async function openRules(): Promise<Rules> {
  const from = places[process.platform] ?? '';
  // Before they are read: what is written meanwhile is read again.
  let seen = mark(from);
  let read = await readPolicy();
  let looking: Promise<boolean> | undefined;
  const readAgain = async (): Promise<boolean> => {
    const next = await readPolicy();
    const isOther = JSON.stringify(next) !== JSON.stringify(read);
    if (isOther) read = next;
    return isOther;
  };
  return {
    now: () => read,
    async look() {
      const found = mark(from);
      if (looking !== undefined || found === seen) return false;
      seen = found;
      looking = readAgain().finally(() => (looking = undefined));
      return looking;
    },
  };
}
