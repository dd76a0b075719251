// `mayfly share --into`, `replace` and `remove`: the files of a share change, and its link stays.
import { assertNever } from '../../core/model/failure';
import type { Share } from '../../core/model/share';
import type { ItemResult } from '../../core/model/share-request';
import type { ChangeCommand } from '../arguments/command';
import { servedUntil } from './link-commands';
import type { Serving } from './serve-links';
import { printResults, showProgress } from './share-command';

/** Prints the link on standard output as `share` does. Raises what changing the share raises. */
export async function changeFiles(command: ChangeCommand, share: Share, serving: Serving): Promise<number> {
  const { app, terminal, signal } = serving;
  const quiet = 'quiet' in command && command.quiet;
  const endProgress = quiet || command.json ? () => undefined : showProgress(app, terminal);
  let results: readonly ItemResult[];
  try {
    results = await changed(command, share, serving);
  } finally {
    endProgress();
  }
  const exitCode = printResults(results, { json: command.json, quiet }, serving);
  if (signal.aborted) return 130;
  const shared = results.find((result) => result.ok)?.shared;
  return shared === undefined ? exitCode : servedUntil(shared.share.expiresAtMs, command, exitCode, serving);
}

async function changed(
  command: ChangeCommand,
  { id }: Share,
  { app, signal }: Serving,
): Promise<readonly ItemResult[]> {
  const options = { signal, keepWhenStopped: true };
  switch (command.kind) {
    case 'share-into':
      return app.addFiles(id, command.paths, options);
    case 'replace':
      return app.replaceFile(id, command.name, command.path, options);
    case 'remove':
      return [await app.removeFiles(id, command.names)];
    default:
      return assertNever(command);
  }
}
