// Says what the services of the app had to tell while a command ran.
import type { App } from '../../core/app/app';
import { besideOthers } from '../../core/model/failure';
import { hintOf } from '../output/hints';
import { exitCodeOf, failureLine, type Terminal } from '../output/output';

/** Prints the notices of the services: a failed clipboard changes the exit code, the others are hints. `hasLink`: whether the command made one. */
export function sayNotices(
  {
    json,
    quiet = false,
    hasLink = true,
  }: { readonly json: boolean; readonly quiet?: boolean; readonly hasLink?: boolean },
  app: App,
  terminal: Terminal,
): number {
  let exitCode = 0;
  for (const { content } of app.store.get().notices) {
    if (content.kind === 'failure') {
      terminal.say(failureLine(hasLink ? besideOthers(content.failure) : content.failure, json));
      exitCode ||= exitCodeOf(content.failure);
    } else {
      const isAboutLink = content.kind === 'session-only';
      const hint = quiet || json || (isAboutLink && !hasLink) ? undefined : hintOf(content);
      if (hint !== undefined) terminal.say(hint);
    }
  }
  return exitCode;
}
