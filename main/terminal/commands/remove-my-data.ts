// Removing the package leaves the user's data; this command shows that data, asks, and removes it.
import { words } from '../../../resources/words/messages';
import { asFailure, Failure, saysNoKeychain } from '../../core/model/failure';
import type { RemoveDataCommand } from '../arguments/command';
import { ask } from '../output/ask';
import { exitCodeOf, failureLine, jsonLine, type Terminal } from '../output/output';

const w = words.terminal.removal;

/** The data of one user on this computer. */
export interface MyData {
  /** The paths of existing files and folders. Raises `bad-request` where the named folder is no profile. */
  paths(): Promise<readonly string[]>;
  /** Whether a running Mayfly uses the data. */
  isInUse(): Promise<boolean>;
  /** Removes the keychain's entries and resolves to how many there were. Raises `keychain-*`. */
  removeSecrets(): Promise<number>;
  /** Raises the failures of the disk. */
  remove(path: string): Promise<void>;
  /** Whether the system keeps its own list of programs that start at login, which only the app can change. */
  readonly systemStartsIt: boolean;
}

/** Raises `mayfly-running` before any removal, and `bad-request` without a terminal for the question. */
export async function removeMyData(command: RemoveDataCommand, data: MyData, terminal: Terminal): Promise<number> {
  const paths = await data.paths();
  if (await data.isInUse()) throw new Failure('mayfly-running');
  if (!command.yes && !(await isWanted(paths, data, terminal))) {
    terminal.say(`mayfly: ${w.kept}`);
    return 0;
  }
  // Secrets go first: an interruption after that leaves nothing usable.
  const secrets = await data.removeSecrets().catch(asFailure);
  // Only the ledger knows which entries are this profile's.
  if (typeof secrets !== 'number' && secrets.code === 'ledger-newer') throw secrets;
  for (const path of paths) await data.remove(path);
  const count = typeof secrets === 'number' ? secrets : 0;
  if (command.json) terminal.print(jsonLine({ removed: paths, keychainEntries: count }));
  else tell(paths, count, terminal);
  // Without a keychain there are no secrets to remove.
  if (typeof secrets === 'number' || saysNoKeychain(secrets)) return 0;
  terminal.say(failureLine(secrets, command.json));
  if (!command.json) terminal.say(`mayfly: ${w.secretsStay}`);
  return exitCodeOf(secrets);
}

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
  return (await ask(`${w.ask} `)).toLowerCase() === 'yes';
}
