// `mayfly share --into`, `replace` and `remove`: the files of a share change, and its link stays; a share of one file becomes a page if that is agreed to.
import { words } from '../../../resources/words/messages';
import { assertNever } from '../../core/model/failure';
import type { Share } from '../../core/model/share';
import type { ItemResult } from '../../core/model/share-request';
import type { ChangeCommand, ShareIntoCommand } from '../arguments/command';
import { ask } from '../output/ask';
import { clockWords } from '../output/format';
import { servedUntil } from './link-commands';
import type { Serving } from './serve-links';
import { showProgress } from '../output/show-progress';
import { printResults } from './share-command';

/** Prints the link on standard output as `share` does. Raises what changing the share raises. */
export async function changeFiles(command: ChangeCommand, share: Share, serving: Serving): Promise<number> {
  const { app, terminal, signal } = serving;
  const quiet = 'quiet' in command && command.quiet;
  const newLink = command.kind === 'share-into' && share.kind === 'file' && (await agrees(command, share, serving));
  const endProgress = showProgress(command, app, terminal);
  let results: readonly ItemResult[];
  try {
    results = await changed(command, share, newLink, serving);
  } finally {
    endProgress();
  }
  const exitCode = printResults(results, { json: command.json, quiet }, serving);
  if (signal.aborted) return 130;
  const shared = results.find((result) => result.ok)?.shared;
  if (newLink && shared !== undefined && shared.doorId === undefined && !quiet && !command.json) {
    terminal.say(`mayfly: ${words.terminal.changed.formerOpens(about(share, serving))}`);
  }
  return shared === undefined ? exitCode : servedUntil(shared.share.expiresAtMs, command, exitCode, serving);
}

/** Whether a share of one file may become a page. Nobody is asked where none can answer. */
async function agrees({ newLink, json }: ShareIntoCommand, share: Share, serving: Serving): Promise<boolean> {
  if (newLink || json || !process.stdin.isTTY) return newLink;
  const w = words.terminal.changed;
  const { app, terminal } = serving;
  const hasDoor = app.doors().some(({ door }) => door.targetId === share.id);
  terminal.say(hasDoor ? w.becomesPageBehind({ name: share.name }) : w.becomesPage(about(share, serving)));
  return /^y(es)?$/i.test(await ask(`${w.ask} `));
}

const about = ({ name, expiresAtMs }: Share, { clock }: Serving) => ({ name, clock: clockWords(expiresAtMs, clock()) });

async function changed(
  command: ChangeCommand,
  { id }: Share,
  newLink: boolean,
  { app, signal }: Serving,
): Promise<readonly ItemResult[]> {
  const options = { signal, keepWhenStopped: true };
  switch (command.kind) {
    case 'share-into':
      return app.addFiles(id, command.paths, { ...options, newLink });
    case 'replace':
      return app.replaceFile(id, command.name, command.path, options);
    case 'remove':
      return [await app.removeFiles(id, command.names)];
    default:
      return assertNever(command);
  }
}
