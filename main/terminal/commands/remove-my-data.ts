// Removing a program leaves what it kept of a person; this removes that too, after showing what it is and asking.
import { createInterface } from 'node:readline/promises';
import { words } from '../../../resources/words/messages';
import { asFailure, Failure } from '../../core/model/failure';
import type { RemoveDataCommand } from '../arguments/command';
import { exitCodeOf, failureLine, jsonLine, type Terminal } from '../output/output';

const w = words.terminal.removal;

/** What Mayfly keeps of one user on this computer. */
export interface MyData {
  /** What there is, as the paths of files and folders. Raises `bad-request` where a folder that was named is no profile. */
  paths(): Promise<readonly string[]>;
  /** Whether some Mayfly works with it now. */
  isInUse(): Promise<boolean>;
  /** Removes the keychain's entries and resolves to how many there were. Raises `keychain-*`. */
  removeSecrets(): Promise<number>;
  /** Raises what the disk says. */
  remove(path: string): Promise<void>;
  /** Whether the system itself has a list of what starts at login, which only the app can change. */
  readonly systemStartsIt: boolean;
}

/** Raises `mayfly-running` before anything is removed, and `bad-request` where nobody can be asked. */
export async function removeMyData(command: RemoveDataCommand, data: MyData, terminal: Terminal): Promise<number> {
  const paths = await data.paths();
  if (await data.isInUse()) throw new Failure('mayfly-running');
  if (!command.yes && !(await isWanted(paths, data, terminal))) {
    terminal.say(`mayfly: ${w.kept}`);
    return 0;
  }
  // The secrets first: what is cut off after them leaves nothing that could be used.
  const secrets = await data.removeSecrets().catch(asFailure);
  for (const path of paths) await data.remove(path);
  const count = typeof secrets === 'number' ? secrets : 0;
  if (command.json) terminal.print(jsonLine({ removed: paths, keychainEntries: count }));
  else tell(paths, count, terminal);
  if (typeof secrets === 'number' || neverAny.has(secrets.code)) return 0;
  terminal.say(failureLine(secrets, command.json));
  if (!command.json) terminal.say(`mayfly: ${w.secretsStay}`);
  return exitCodeOf(secrets);
}

/** Where nothing keeps secrets there are none. */
const neverAny: ReadonlySet<string> = new Set(['keychain-no-bus', 'keychain-no-service', 'keychain-no-collection']);

function tell(paths: readonly string[], secrets: number, terminal: Terminal): void {
  const what = [...paths, ...(secrets > 0 ? [w.entries({ count: secrets })] : [])];
  if (what.length === 0) terminal.say(`mayfly: ${w.nothing}`);
  for (const one of what) terminal.print(w.removed({ what: one }));
}

async function isWanted(paths: readonly string[], data: MyData, terminal: Terminal): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new Failure('bad-request', { reason: '--remove-my-data needs --yes where nobody can be asked' });
  terminal.say(w.planned);
  for (const one of [...paths, w.secrets]) terminal.say(`  ${one}`);
  for (const line of [w.bucketEnds, w.otherBuckets, ...(data.systemStartsIt ? [w.atLogin] : [])]) terminal.say(line);
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await asking.question(`${w.ask} `);
  asking.close();
  return answer.trim().toLowerCase() === 'yes';
}
