// `mayfly copy`, `extend`, `keep`, `revoke` and `forget`: the commands on an existing share.
import { words } from '../../../resources/words/messages';
import { asFailure } from '../../core/model/failure';
import { parseKeepUntil } from '../../core/model/keep-until';
import { shareState, type Share } from '../../core/model/share';
import type {
  Common,
  CopyCommand,
  ExtendCommand,
  KeepCommand,
  LinkCommand,
  PasswordCommand,
} from '../arguments/command';
import { columnsForCode, drawCode } from '../output/draw-code';
import { clockWords } from '../output/format';
import { exitCodeOf, failureLine, iso, jsonLine } from '../output/output';
import { readPassword } from '../output/read-secret-lines';
import { tellWouldDelete } from '../scripts/dry-run';
import { serveLinks, type Serving } from './serve-links';
import { sayNotices } from './say-notices';
import { printResults } from './share-command';
import { typedEnd } from '../arguments/share-arguments';
import { shareMeant } from '../arguments/share-ids';
import { connectionNamed } from './connection-named';

const w = words.terminal.links;

const clockHere = (atMs: number, { clock }: Serving): string => clockWords(atMs, clock());

/** A link of the embedded bucket opens only while a process serves it; `exitCode` is the result of the command so far. */
export const servedUntil = (
  endMs: number,
  { json }: Common,
  exitCode: number,
  serving: Serving,
): Promise<number> | number =>
  exitCode === 0 && serving.app.servesBucket() ? serveLinks(endMs, json, serving) : exitCode;

/** Copies the link, or prints it on standard output with `--print`. Raises what `openDoor` and copying raise. */
export async function copyLink(command: CopyCommand, share: Share, serving: Serving): Promise<number> {
  const { app, terminal } = serving;
  const { form, short, json, print } = command;
  const door = command.door ? (await app.openDoor(share.id)).door.id : undefined;
  const ofDoor = door === undefined ? {} : { door };
  const chosen = form === undefined ? {} : { form };
  if (print) {
    const shared = await app.freshLink(share.id, { short });
    const { text, html } = app.linkText([shared], form);
    if (json) terminal.print(jsonLine({ id: share.id, ...ofDoor, text, ...(html !== undefined && { html }) }));
    else terminal.printExactly(html ?? text);
    return servedUntil(shared.share.expiresAtMs, command, sayNotices(command, app, terminal), serving);
  }
  await app.copyLink(share.id, { ...chosen, short });
  const copied = app.store.get().notices.findLast(({ content }) => content.kind === 'copied')?.content;
  const endMs = copied?.kind === 'copied' ? copied.until : share.expiresAtMs;
  terminal.print(
    json
      ? jsonLine({ id: share.id, ...ofDoor, copied: true, expiresAt: iso(endMs) })
      : w.copied({ clock: clockHere(endMs, serving) }),
  );
  return servedUntil(endMs, command, sayNotices(command, app, terminal), serving);
}

/** Draws the code of its link. Raises `bad-request` where standard output is no terminal, or one too narrow. */
export async function showQr(share: Share, serving: Serving): Promise<number> {
  const { app, terminal } = serving;
  const { expiresAtMs, ...code } = await app.qrInTerminal(share.id, columnsForCode(terminal));
  drawCode(code, terminal);
  return servedUntil(expiresAtMs, { json: false, profileDir: undefined }, 0, serving);
}

/** Prints the new link on standard output as `share` does. */
export async function extendShare(command: ExtendCommand, share: Share, serving: Serving): Promise<number> {
  const { lifetimeSeconds, endsAtMs, copy } = command;
  const shared = await serving.app.extend(share.id, lifetimeSeconds, {
    copy,
    ...(endsAtMs !== undefined && { endsAtMs }),
  });
  const exitCode = printResults([{ ok: true, shared }], { ...command, quiet: false }, serving);
  return servedUntil(shared.share.expiresAtMs, command, exitCode, serving);
}

/** Prints the link on standard output as `share` does. Raises `connection-unknown` and what linking raises. */
export async function linkStored(command: LinkCommand, serving: Serving): Promise<number> {
  const { connectionName, title, message } = command;
  const { app } = serving;
  const connection = connectionNamed(connectionName, app);
  const shared = await app.linkExisting({
    address: command.address,
    copy: command.copy,
    disposition: command.inline ? 'inline' : 'attachment',
    ...typedEnd(command),
    ...(connection !== undefined && { connectionId: connection.id }),
    ...(title !== undefined && { title }),
    ...(message !== undefined && { message }),
  });
  const exitCode = printResults([{ ok: true, shared }], { ...command, quiet: false }, serving);
  return servedUntil(shared.share.expiresAtMs, command, exitCode, serving);
}

/** Prints the new link on standard output as `share` does. Raises `bad-request`, and what changing the password raises. */
export async function changeSharePassword(command: PasswordCommand, share: Share, serving: Serving): Promise<number> {
  const password = command.fromInput ? await readPassword(serving.terminal) : undefined;
  const shared = await serving.app.changePassword(share.id, password);
  if (command.copy) await serving.app.copyLink(share.id);
  const exitCode = printResults([{ ok: true, shared }], { ...command, quiet: false }, serving);
  return servedUntil(shared.share.expiresAtMs, command, exitCode, serving);
}

/** Saves the date; the app renews the link until then. */
export function keepAlive({ until, json }: KeepCommand, share: Share, serving: Serving): number {
  const untilMs = until === undefined ? undefined : parseKeepUntil(until, serving.clock());
  const { app, terminal } = serving;
  app.keepAlive(share.id, untilMs);
  if (json) {
    const keepUntil = untilMs === undefined ? null : iso(untilMs);
    terminal.print(jsonLine({ id: share.id, keepUntil }));
  } else if (untilMs === undefined) {
    terminal.print(w.keptNoLonger({ clock: clockHere(share.expiresAtMs, serving) }));
  } else {
    terminal.print(w.kept({ clock: clockHere(untilMs, serving) }));
  }
  return 0;
}

/** Prints a line for each link; the exit code is that of the first failure. */
export async function revokeShares(
  { ids, json, dryRun }: Common & { readonly ids: readonly string[]; readonly dryRun: boolean },
  { app, terminal, clock, signal }: Serving,
): Promise<number> {
  let exitCode = 0;
  for (const text of ids) {
    if (signal.aborted) return 130;
    try {
      const share = shareMeant(text, app, clock());
      if (dryRun) {
        const { id, name, bucket } = share;
        tellWouldDelete({ id, name, bucket, keys: app.keysToRevoke(id) }, json, terminal);
        continue;
      }
      const { status, objectsRemoved, linksAsked } = await app.revoke(share.id);
      const which = ids.length === 1 ? '' : `${share.name}: `;
      const told = share.kind === 'page' && linksAsked > 0 ? w.revokedPage({ count: linksAsked - 1 }) : w.revoked;
      terminal.print(
        json ? jsonLine({ id: share.id, revoked: true, status, objectsRemoved, linksAsked }) : `${which}${told}`,
      );
    } catch (error) {
      const failure = asFailure(error);
      terminal.say(failureLine(failure, json));
      exitCode ||= exitCodeOf(failure);
    }
  }
  return exitCode;
}

/** Removes the share from the history only, and warns where its link still opens. */
export async function forgetShare(share: Share, { json }: Common, serving: Serving): Promise<number> {
  const { app, terminal } = serving;
  const linkLives = shareState(share, serving.clock()) === 'live';
  await app.removeFromHistory(share.id);
  const told = linkLives ? w.forgottenLives({ clock: clockHere(share.expiresAtMs, serving) }) : w.forgotten;
  terminal.print(json ? jsonLine({ id: share.id, forgotten: true, linkLives }) : told);
  return 0;
}
