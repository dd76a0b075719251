// Checks the options of a share together, before anything begins.
import { askedDoor, askedDoorId } from '../given/given';
import type { PageHabit, Settings } from '../model/settings';
import { encryptionWanted, type Encryption } from '../model/encryption';
import { checkPassword } from '../encryption/rules/passphrase';
import { showsPages } from '../model/capabilities';
import { endpointHost, type Connection } from '../model/connection';
import { checkSharesPrivate } from '../model/door';
import { checkEnd, checkLifetime } from '../model/expiry';
import { longestLifetimeOf } from '../providers/providers';
import { Failure } from '../model/failure';
import { checkKeepUntil } from '../model/keep-until';
import { markWay } from '../model/receipts/mark-way';
import { checkMessage, checkTitle } from '../pages/rules/page-plan';
import type { ShareOptions } from '../model/share-request';
import { checkChosenName } from '../model/file-name';
import { checkKept, checkRequested } from '../model/policy/organisation-rule';

export interface CheckedOptions extends Pick<ShareOptions, 'name' | 'title' | 'message' | 'endsAtMs' | 'keepUntilMs'> {
  /** As an upload keeps it: empty for a random name, absent without a door. */
  readonly door?: string;
  readonly lifetimeSeconds: number;
  readonly habit: PageHabit;
  /** What opens the share; `undefined` for one that is not encrypted. */
  readonly encryption: Encryption | undefined;
  /** In NFC. */
  readonly password: string | undefined;
  readonly plainPage: boolean;
  /** Its page writes a mark. */
  readonly hasMark: boolean;
}

/** Whether a page of this share writes a mark. Raises `openings-untold`, `page-not-shown`, `bad-request`. */
function marks(request: ShareOptions, { countsOpenings }: Settings, connection: Connection): boolean {
  if (request.tellWhenOpened !== true) return false;
  if (connection.kind === 'embedded') {
    if (countsOpenings) return false;
    throw new Failure('bad-request', { reason: 'counting what is opened is switched off in the settings' });
  }
  if (request.connection?.kind === 'ephemeral') {
    throw new Failure('bad-request', { reason: 'only of a share in the history is told when it is opened' });
  }
  if (request.page === 'never') {
    throw new Failure('bad-request', { reason: 'only a page tells when it is opened' });
  }
  if (!showsPages(connection)) throw new Failure('page-not-shown', { host: endpointHost(connection.endpoint) });
  if (markWay(connection) === undefined) {
    throw new Failure('openings-untold', { host: endpointHost(connection.endpoint) });
  }
  return true;
}

/**
 * The lifetime of the request goes before the connection's own, and that before the setting. Raises `expiry-out-of-range`, `bad-request`,
 * `no-doors`, `shares-are-public`, `encryption-demanded`, `set-by-organisation`, `openings-untold`, and `page-not-shown` where an encrypted share has no page.
 */
export function checkOptions(
  request: ShareOptions,
  settings: Settings,
  connection: Connection,
  nowMs: number,
): CheckedOptions {
  const { name, title, endsAtMs, keepUntilMs, pointsDoor } = request;
  checkRequested(connection, request.lifetimeSeconds);
  if (keepUntilMs !== undefined) checkKept(connection, keepUntilMs, nowMs);
  const lifetimeSeconds = checkLifetime(
    request.lifetimeSeconds ?? connection.defaultExpirySeconds ?? settings.expirySeconds,
    longestLifetimeOf(connection),
  );
  const password = request.password === undefined ? undefined : checkPassword(request.password);
  const encryption = encryptionWanted({ ...request, ...(password !== undefined && { password }) }, connection);
  const message = request.message === undefined ? undefined : checkMessage(request.message);
  const hasWords = (title ?? message) !== undefined;
  if (hasWords && request.page === 'never') {
    throw new Failure('bad-request', { reason: 'a title and a message belong to a page' });
  }
  if (pointsDoor !== undefined) checkSharesPrivate(connection);
  const door = pointsDoor === undefined ? askedDoor(connection, request) : askedDoorId(pointsDoor);
  if (encryption !== undefined && !showsPages(connection)) {
    throw new Failure('page-not-shown', { host: endpointHost(connection.endpoint) });
  }
  const plainPage = request.plainPage === true;
  const hasMark = marks(request, settings, connection);
  return {
    lifetimeSeconds,
    plainPage,
    hasMark,
    encryption,
    password,
    // Only a page shows a title and a message, and writes a mark.
    habit: hasWords || plainPage || hasMark ? 'always' : (request.page ?? settings.pages),
    ...(name !== undefined && { name: checkChosenName(name) }),
    ...(door !== undefined && { door }),
    ...(title !== undefined && { title: checkTitle(title) }),
    ...(message !== undefined && { message }),
    ...(endsAtMs !== undefined && { endsAtMs: checkEnd(endsAtMs, nowMs) }),
    ...(keepUntilMs !== undefined && { keepUntilMs: checkKeepUntil(keepUntilMs, nowMs) }),
  };
}
