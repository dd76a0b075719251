// `mayfly doors`, `door` and `close`: short links, and what they forward to.
import { existsSync } from 'node:fs';
import { words } from '../../../resources/words/messages';
import { asFailure, Failure } from '../../core/model/failure';
import type { ShareOptions } from '../../core/model/share-request';
import type { ClosedDoor, FoundDoor } from '../../core/model/door';
import type { App } from '../../core/app/app';
import type { DoorCommand } from '../arguments/door-command';
import { doorMeant, requestMeant } from '../arguments/typed-ids';
import type { Common } from '../arguments/every-command';
import { usage } from '../arguments/options';
import { shareMeant } from '../arguments/share-ids';
import { clockWords, table } from '../output/format';
import { iso, jsonLine } from '../output/output';
import { readPassword } from '../output/read-secret-lines';
import { closeRequest } from './request-command';
import { serveLinks, type Serving } from './serve-links';
import { sayNotices } from './say-notices';

type PointCommand = DoorCommand & { kind: 'door' };

const { columns: c, hints, doors: w } = words.terminal;
const doorJson = ({ door, state, untilMs, renewByMs }: FoundDoor) => ({
  id: door.id,
  address: door.address,
  [door.targetKind]: door.targetId,
  state,
  ...(untilMs !== undefined && { until: iso(untilMs) }),
  ...(renewByMs !== undefined && { renewBy: iso(renewByMs) }),
});

/** `until 12 Dec, if Mayfly runs once before 5 Dec`. */
function endWords({ state, untilMs, renewByMs }: FoundDoor, nowMs: number): string {
  if (state === 'closed' || state === 'ended' || untilMs === undefined) return w.states[state];
  const until = clockWords(untilMs, nowMs);
  if (state === 'waiting') return w.waitingUntil({ until });
  return renewByMs === undefined ? w.until({ until }) : w.untilIf({ until, before: clockWords(renewByMs, nowMs) });
}

const targetName = ({ door }: FoundDoor, app: Pick<App, 'shareOf' | 'fileRequest'>): string => {
  try {
    return door.targetKind === 'share' ? app.shareOf(door.targetId).name : app.fileRequest(door.targetId).request.title;
  } catch {
    return '';
  }
};

export function listDoors({ json }: Common, { app, terminal, clock }: Serving): number {
  const found = app.doors();
  if (json) for (const one of found) terminal.print(jsonLine(doorJson(one)));
  else if (found.length === 0) terminal.say(`mayfly: ${hints.noDoors}`);
  else {
    const rows = found.map((one) => [one.door.id, one.door.address, endWords(one, clock()), targetName(one, app)]);
    terminal.print(table([[c.id, c.address, c.state, c.name], ...rows]));
  }
  return 0;
}

/**
 * How files for a door are shared: by the secret of its links, so that those open them, and plain for plain links. Raises `bad-request`: nobody
 * loses a password without saying so.
 */
async function optionsFor(
  { password }: PointCommand,
  { door }: FoundDoor,
  { app, terminal }: Serving,
): Promise<Pick<ShareOptions, 'encrypt' | 'password' | 'sameSecretAs'>> {
  const encryption = door.targetKind === 'share' ? app.shareOf(door.targetId).encryption : undefined;
  if (encryption === 'password' && password === undefined) {
    throw usage('{{option}} needs {{needed}}', { option: 'door', needed: '--password-stdin | --no-password' });
  }
  const line = password === 'from-input' ? { password: await readPassword(terminal) } : {};
  return encryption === undefined
    ? { encrypt: false, ...line }
    : { encrypt: true, sameSecretAs: door.targetId, ...line };
}

/** Shares a file, and the door leads to it once it is stored. Raises what sharing and writing the door raise. */
async function pointToFile(command: PointCommand, found: FoundDoor, serving: Serving): Promise<void> {
  const { app, signal } = serving;
  const { id: pointsDoor, connectionId } = found.door;
  const connection = { kind: 'known', connectionId } as const;
  const options = await optionsFor(command, found, serving);
  const [result] = await app.shareItems([command.to], { ...options, copy: false, pointsDoor, connection, signal });
  if (result?.ok !== true) throw result?.failure ?? new Failure('unexpected');
  if (result.shared.doorFailure !== undefined) throw result.shared.doorFailure;
}

/** The ID of the share or file request. Raises what finding raises. */
function targetOf({ to, password }: PointCommand, { app, clock }: Serving): string {
  if (password !== undefined) throw usage('a password is for files that the short link is pointed to');
  try {
    return shareMeant(to, app, clock()).id;
  } catch (error) {
    if (asFailure(error).code !== 'share-not-found') throw error;
    return requestMeant(to, app).request.id;
  }
}

/** Raises as `doorMeant`, and what sharing and pointing raise. */
export async function pointDoor(command: PointCommand, serving: Serving): Promise<number> {
  const { app, terminal, clock } = serving;
  const meant = doorMeant(command.id, app);
  const { id: doorId } = meant.door;
  if (existsSync(command.to)) await pointToFile(command, meant, serving);
  else await app.pointDoor(doorId, targetOf(command, serving));
  const pointed = app.door(doorId);
  if (command.json) terminal.print(jsonLine(doorJson(pointed)));
  else terminal.print(w.pointed({ address: pointed.door.address, name: targetName(pointed, app) }));
  const exitCode = sayNotices({ ...command, quiet: false }, app, terminal);
  if (!app.servesBucket()) return exitCode;
  return (await serveLinks(pointed.untilMs ?? clock(), command.json, serving)) || exitCode;
}

const targetJson = ({ target }: ClosedDoor) => ({
  target: target.became,
  ...('status' in target && { targetStatus: target.status }),
  ...('endsAtMs' in target && { targetEndsAt: iso(target.endsAtMs) }),
});

function closedWords(closed: ClosedDoor, nowMs: number): readonly string[] {
  const { status, closedUntilMs, isCached, target } = closed;
  const answer =
    closedUntilMs === undefined
      ? w.closed({ status: String(status) })
      : w.saysClosed({ until: clockWords(closedUntilMs, nowMs) });
  const said = {
    dead: () => w.targetDead({ status: 'status' in target ? String(target.status) : '' }),
    closed: () => w.targetClosed,
    kept: () => w.targetKept({ until: 'endsAtMs' in target ? clockWords(target.endsAtMs, nowMs) : '' }),
    gone: () => w.targetGone,
  };
  return [answer, said[target.became](), ...(isCached ? [w.cached] : [])];
}

/** Closes the door, or the file request, with this ID. Raises as `doorMeant` and `requestMeant`, and what closing raises. */
export async function closeById(command: { readonly id: string } & Common, serving: Serving): Promise<number> {
  const { app, terminal, clock } = serving;
  const { id, json } = command;
  let found: FoundDoor;
  try {
    found = doorMeant(id, app);
  } catch (error) {
    if (asFailure(error).code !== 'door-not-found') throw error;
    return closeRequest(command, serving);
  }
  // An ID is no guess: where a request's begins so too, more characters are needed.
  const isRequest = app.fileRequests().some(({ request }) => request.id.startsWith(id.toLowerCase()));
  if (isRequest && found.door.id !== id) {
    throw new Failure('share-ambiguous', {
      reason: '{{total}} IDs begin with “{{text}}”',
      reasonValues: { total: 2, text: id },
    });
  }
  const closed = await app.closeDoor(found.door.id);
  const { status, closedUntilMs, cachedStatus, isCached } = closed;
  const { address } = found.door;
  if (json) {
    const answers = {
      status,
      ...(closedUntilMs !== undefined && { closedUntil: iso(closedUntilMs) }),
      cachedStatus,
      cached: isCached,
    };
    terminal.print(jsonLine({ id: found.door.id, address, closed: true, ...answers, ...targetJson(closed) }));
  } else terminal.print(closedWords(closed, clock()));
  return 0;
}
