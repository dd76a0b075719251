// `mayfly share --follow`: the page of a folder is kept in step with it until the command is interrupted, or the link ends.
import { words } from '../../../../resources/words/messages';
import type { FollowedChange } from '../../../core/model/watched-folder';
import type { Share } from '../../../core/model/share';
import type { ShareCommand } from '../../arguments/command';
import { clockWords } from '../../output/format';
import { failureLine, jsonLine } from '../../output/output';
import { printResults, runShare, type ShareRun } from '../share-command';

const w = words.terminal.hints.follow;

type Followed = Pick<ShareCommand, 'json' | 'quiet' | 'paths'>;

const sayer =
  ({ json, quiet }: Followed, { terminal }: Pick<ShareRun, 'terminal'>) =>
  (hint: string) => {
    if (!json && !quiet) terminal.say(`mayfly: ${hint}`);
  };

/**
 * Gives the exit code. Goes on with the share of the folder that was followed before and is live: its link is printed as that of a new one. Raises what
 * `followedShareOf` and sharing raise.
 */
export async function shareAndFollow(command: ShareCommand, run: ShareRun): Promise<number> {
  const { app } = run;
  const share = await app.followedShareOf(command.paths[0] ?? '');
  if (share === undefined) return runShare(command, { ...run, goesOn: (made) => followFolder(command, made, run) });
  const shared = await app.freshLink(share.id);
  printResults([{ ok: true, shared }], command, run);
  sayer(command, run)(w.goesOn({ clock: clockWords(share.expiresAtMs, Date.now()) }));
  return followFolder(command, share, run);
}

/** Gives the exit code. One line for each change: of words on standard error, of JSON on standard output. Raises what `followInForeground` raises. */
async function followFolder(command: Followed, { id }: Share, run: ShareRun): Promise<number> {
  const { app, terminal, signal } = run;
  const say = sayer(command, run);
  let wasOther = false;
  const folder = command.paths[0] ?? '';
  // Without this command nobody serves the bucket on this computer.
  say(app.servesBucket() ? w.beginsServed({ folder }) : w.begins({ folder }));
  // Between two looks nothing else keeps this process alive for certain.
  const awake = setInterval(() => undefined, 60_000);
  try {
    await app.followInForeground(id, {
      signal: AbortSignal.any([signal, terminal.lost]),
      onChange({ share, added, replaced, removed }) {
        if (command.json) terminal.print(changeJson({ share, added, replaced, removed }));
        else
          say(
            w.changed({
              added: String(added.length),
              replaced: String(replaced.length),
              removed: String(removed.length),
              count: share.fileCount,
            }),
          );
        // The line above has said what they say.
        for (const notice of app.store.get().notices) app.dismissNotice(notice.id);
      },
      onFailure(failure) {
        if (failure !== undefined) terminal.say(failureLine(failure, command.json));
      },
      onOther(isOther) {
        if (isOther !== wasOther) say(isOther ? w.byOther : w.ours);
        wasOther = isOther;
      },
    });
  } finally {
    clearInterval(awake);
  }
  if (signal.aborted) return 130;
  if (!terminal.lost.aborted) say(w.ended);
  return 0;
}

const changeJson = ({ share, added, replaced, removed }: FollowedChange): string =>
  jsonLine({ id: share.id, fileCount: share.fileCount, sizeBytes: share.sizeBytes, added, replaced, removed });
