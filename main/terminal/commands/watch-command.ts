// `mayfly watch`: shares the new files of a folder until it is interrupted, nobody reads on or its links have ended, a link a line.
import { words } from '../../../resources/words/messages';
import type { ItemResult, Shared } from '../../core/model/share-request';
import type { WatchCommand } from '../arguments/command';
import { clockWords } from '../output/format';
import { failureLine } from '../output/output';
import { runPrograms, type ToldFile } from '../scripts/run-program';
import { sharedJson } from '../output/share-json';
import { showProgress } from '../output/show-progress';
import { printResults } from './share-command';
import { typedEnd } from '../arguments/share-arguments';
import { serveLinks, type Serving } from './serve-links';
import { connectionNamed } from './connection-named';

/** Gives the exit code. Raises `connection-unknown`, `file-missing`, `file-unreadable`, `folder-not-watchable`. */
export async function runWatch(command: WatchCommand, serving: Serving): Promise<number> {
  const { app, terminal, signal } = serving;
  const ends = AbortSignal.any([signal, terminal.lost]);
  const { folder, connectionName, endsAtMs, copy, fromNow, json } = command;
  const silent = command.quiet || json;
  const w = words.terminal.hints;
  const known = connectionNamed(connectionName, app);
  const say = (hint: string) => {
    if (!silent) terminal.say(`mayfly: ${hint}`);
  };
  const programs = runPrograms(command.exec, { json, terminal, signal: ends });
  const print = (results: readonly ItemResult[]) => {
    printResults(results, command, { app, terminal });
    for (const result of results) if (result.ok) programs.run(toldFile(result.shared));
    // The results above have said what the notices say.
    for (const { id } of app.store.get().notices) app.dismissNotice(id);
  };
  let wasAway: boolean | undefined;
  const endProgress = showProgress(command, app, terminal);
  // Between two files nothing else keeps this process alive for certain.
  const awake = setInterval(() => undefined, 60_000);
  try {
    await app.watchInForeground(folder, {
      copy,
      fromNow,
      signal: ends,
      ...(known !== undefined && { connection: { kind: 'known', connectionId: known.id } }),
      ...typedEnd(command),
      onLook({ isAway, fresh }) {
        if (isAway !== wasAway) say(isAway ? w.watchedAway({ folder }) : w.watching({ folder }));
        if (wasAway === undefined && fresh > 0) say(w.watchedMeanwhile({ count: fresh }));
        wasAway = isAway;
      },
      onResults: print,
      onFailure(failure) {
        terminal.say(failureLine(failure, json));
      },
    });
  } finally {
    clearInterval(awake);
    endProgress();
  }
  const exitCode = await programs.ended();
  if (signal.aborted) return 130;
  if (ends.aborted || endsAtMs === undefined) return exitCode;
  say(w.follow.watchEnded({ clock: clockWords(endsAtMs, serving.clock()) }));
  // Others that this process serves may live on.
  return app.servesBucket() ? (await serveLinks(endsAtMs, json, serving)) || exitCode : exitCode;
}

const toldFile = (shared: Shared): ToldFile => {
  const { id, name, source } = shared.share;
  return { name, variables: { PATH: source?.path, NAME: name, ID: id }, json: sharedJson(shared, true) };
};
