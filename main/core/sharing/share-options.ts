// Checks the options of a share together, before anything begins.
import type { PageHabit, Settings } from '../model/settings';
import type { Connection } from '../model/connection';
import { doorsAllowed, doorsStateOf } from '../model/door';
import { checkLifetime } from '../model/expiry';
import { Failure } from '../model/failure';
import { checkKeepUntil } from '../model/keep-until';
import { checkDoorName } from '../doors/rules/door-name';
import { checkMessage, checkTitle } from '../pages/rules/page-plan';
import type { ShareOptions } from '../model/share-request';
import { checkChosenName } from '../model/file-name';

export interface CheckedOptions extends Pick<ShareOptions, 'name' | 'title' | 'message' | 'keepUntilMs'> {
  /** As an upload keeps the wish: empty for a random name, absent without a door. */
  readonly door?: string;
  readonly lifetimeSeconds: number;
  readonly habit: PageHabit;
  readonly plainPage: boolean;
}

/** The lifetime of the request goes before the connection's own, and that before the setting. Raises `expiry-out-of-range`, `bad-request`, and what
 * `doorsAllowed` raises. */
export function checkOptions(
  request: ShareOptions,
  settings: Settings,
  { defaultExpirySeconds, doors, name: connectionName }: Pick<Connection, 'defaultExpirySeconds' | 'doors' | 'name'>,
  nowMs: number,
): CheckedOptions {
  const { name, title, keepUntilMs } = request;
  const lifetimeSeconds = checkLifetime(request.lifetimeSeconds ?? defaultExpirySeconds ?? settings.expirySeconds);
  const message = request.message === undefined ? undefined : checkMessage(request.message);
  const hasWords = (title ?? message) !== undefined;
  if (hasWords && request.page === 'never') {
    throw new Failure('bad-request', { reason: 'a title and a message belong to a page' });
  }
  const { doorName, door: asksForDoor = doorName !== undefined } = request;
  if (asksForDoor) doorsAllowed({ name: connectionName, ...(doors !== undefined && { doors }) });
  // A usual door that cannot be made now keeps nothing from being shared.
  const isUsual = request.door === undefined && doors?.isUsual === true && doorsStateOf(doors) === 'proven';
  const wantsDoor = asksForDoor || isUsual;
  const plainPage = request.plainPage === true;
  return {
    lifetimeSeconds,
    plainPage,
    // Only a page shows a title and a message.
    habit: hasWords || plainPage ? 'always' : (request.page ?? settings.pages),
    ...(name !== undefined && { name: checkChosenName(name) }),
    ...(wantsDoor && { door: doorName === undefined ? '' : checkDoorName(doorName) }),
    ...(title !== undefined && { title: checkTitle(title) }),
    ...(message !== undefined && { message }),
    ...(keepUntilMs !== undefined && { keepUntilMs: checkKeepUntil(keepUntilMs, nowMs) }),
  };
}
