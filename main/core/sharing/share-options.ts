// Checks the options of a share together, before anything begins.
import type { PageHabit, Settings } from '../model/settings';
import type { Connection } from '../model/connection';
import { checkLifetime } from '../model/expiry';
import { Failure } from '../model/failure';
import { checkKeepUntil } from '../model/keep-until';
import { checkMessage, checkTitle } from '../pages/rules/page-plan';
import type { ShareOptions } from '../model/share-request';
import { checkChosenName } from '../model/file-name';

export interface CheckedOptions extends Pick<ShareOptions, 'name' | 'title' | 'message' | 'keepUntilMs'> {
  readonly lifetimeSeconds: number;
  readonly habit: PageHabit;
  readonly plainPage: boolean;
}

/** The lifetime of the request goes before the connection's own, and that before the setting. Raises `expiry-out-of-range`, `bad-request`. */
export function checkOptions(
  request: ShareOptions,
  settings: Settings,
  { defaultExpirySeconds }: Pick<Connection, 'defaultExpirySeconds'>,
  nowMs: number,
): CheckedOptions {
  const { name, title, keepUntilMs } = request;
  const lifetimeSeconds = checkLifetime(request.lifetimeSeconds ?? defaultExpirySeconds ?? settings.expirySeconds);
  const message = request.message === undefined ? undefined : checkMessage(request.message);
  const hasWords = (title ?? message) !== undefined;
  if (hasWords && request.page === 'never') {
    throw new Failure('bad-request', { reason: 'a title and a message belong to a page' });
  }
  const plainPage = request.plainPage === true;
  return {
    lifetimeSeconds,
    plainPage,
    // Only a page shows a title and a message.
    habit: hasWords || plainPage ? 'always' : (request.page ?? settings.pages),
    ...(name !== undefined && { name: checkChosenName(name) }),
    ...(title !== undefined && { title: checkTitle(title) }),
    ...(message !== undefined && { message }),
    ...(keepUntilMs !== undefined && { keepUntilMs: checkKeepUntil(keepUntilMs, nowMs) }),
  };
}
