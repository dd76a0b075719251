// What a command needs of its profile: most only read, and leave nothing behind where there is none.
import type { Command, RemoveDataCommand, Work } from '../terminal/arguments/command';
import type { AgentCommand } from '../terminal/agents/agent-command';
import type { GetCommand } from '../terminal/getting/get-command';
import type { SendCommand } from '../terminal/sending/send-command';
import type { PolicyCommand } from '../terminal/policy/policy-command';

export type Working = Exclude<Work, RemoveDataCommand | GetCommand | SendCommand | AgentCommand | PolicyCommand>;

export interface CommandNeeds {
  /** Whether it makes a profile where there is none. */
  readonly begins: boolean;
  /** Whether it may serve the bucket on this computer. */
  readonly serves: boolean;
  readonly json: boolean;
  /** Whether it says what is worth knowing and no failure: not with `--json`, `--quiet` and `--format`. */
  readonly hints: boolean;
  /** Says on standard error what it does. */
  readonly verbose: boolean;
  /** A descriptor that the passphrase is read from. */
  readonly passphraseFd: number | undefined;
}

/** All others find an empty profile where there is none. */
const beginning: ReadonlySet<Working['kind']> = new Set<Working['kind']>([
  'share',
  'watch',
  'request',
  'link',
  'sign',
  'connections-add',
  'connections-import',
  'connections-default',
  'connections-doors',
  'bucket-serve',
  'config-set',
  'nearby',
  'share-to',
]);

/** Whether it keeps to a folder until it is interrupted: that is its end, and no failure. */
export const isEndless = (command: Command): boolean =>
  command.kind === 'watch' || (command.kind === 'share' && command.follow);

export function needsOf(command: Working): CommandNeeds {
  const serves = !('noServe' in command && command.noServe);
  const reads = command.kind === 'nearby' && command.received;
  const isEphemeral = 'ephemeral' in command && command.ephemeral !== undefined;
  return {
    // Without a connection a command that may not serve fails.
    begins: beginning.has(command.kind) && !reads && (serves || isEphemeral),
    serves,
    json: command.json,
    hints: !command.json && !('quiet' in command && command.quiet),
    verbose: command.verbose === true,
    passphraseFd: command.passphraseFd,
  };
}
