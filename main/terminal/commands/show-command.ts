// `mayfly show`: every fact of a share except its link.
import { words } from '../../../resources/words/messages';
import { shownConnectionName } from '../../core/model/connection-name';
import { endpointHost } from '../../core/model/connection';
import { cutWords } from '../../core/wording/link-text';
import type { ShareReceipts } from '../../core/model/receipts/receipt';
import { asFailure } from '../../core/model/failure';
import { reachOfShare, type Share, type ShareItem } from '../../core/model/share';
import type { App } from '../../core/app/app';
import { bytes, clockWords, table } from '../output/format';
import { stateWords, titleWords } from './list-command';
import { failureLine, jsonLine, type Terminal } from '../output/output';
import { filesOf, shareDetailsJson } from '../output/share-json';

const { facts: w, receipts: r } = words.terminal;

/**
 * Prints a line for each fact, and for a page a line for each file. Whether somebody opened it is looked up first; a storage that does not answer
 * costs a line on standard error, and what was known stands there.
 */
export async function showShare(
  share: Share,
  json: boolean,
  app: App,
  terminal: Terminal,
  nowMs: number,
): Promise<number> {
  await app.lookForMark(share.id).catch((error: unknown) => terminal.say(failureLine(asFailure(error), json)));
  const items = app.shareItemsOf(share.id);
  const receipts = app.receiptsOf(share);
  const agent = app.agentOf(share.id);
  const found = app.store.get().connections.find(({ id }) => id === share.connectionId);
  if (json) {
    terminal.print(
      jsonLine({
        ...shareDetailsJson(share, items, found?.name ?? '', nowMs, receipts),
        ...(agent !== undefined && { agent }),
      }),
    );
    return 0;
  }
  const connection = found === undefined ? '' : shownConnectionName(found);
  const by = agent === undefined ? [] : [[words.terminal.agents.sharedBy, agent]];
  terminal.print(table([...facts(share, connection, nowMs, receipts), ...by]));
  if (share.kind === 'page') terminal.print(fileTable(filesOf(share, items)));
  return 0;
}

function facts(
  share: Share,
  connection: string,
  nowMs: number,
  receipts: ShareReceipts | undefined,
): readonly (readonly string[])[] {
  const clock = (atMs: number) => clockWords(atMs, nowMs);
  const at = (atMs: number | undefined) => (atMs === undefined ? undefined : clock(atMs));
  const why = share.limitedBy === 'requested' ? w.asAsked : cutWords(share.limitedBy);
  const known: readonly (readonly [what: string, value: string | undefined])[] = [
    [w.id, share.id],
    [w.name, titleWords(share)],
    [w.size, bytes(share.sizeBytes)],
    [w.type, share.kind === 'page' ? undefined : `${share.contentType}, ${share.disposition}`],
    [w.message, share.message],
    [w.encryption, share.encryption && w.encryptions[share.encryption]],
    [w.state, stateWords(share, nowMs)],
    [w.made, at(share.createdAtMs)],
    [w.ends, `${clock(share.expiresAtMs)}, ${why}`],
    [words.terminal.receipts.label, receipts && receiptsWords(receipts, share.kind, nowMs)],
    [w.kept, at(share.keepUntilMs)],
    [w.revoked, at(share.revokedAtMs)],
    [w.answer, share.revokedStatus === undefined ? undefined : String(share.revokedStatus)],
    [w.gone, at(share.missingAtMs)],
    [w.cleaned, at(share.removedAtMs)],
    [w.verified, share.verified ? w.opened : w.notOpened],
    [w.stored, share.origin === 'linked' ? w.linked : w.compared[share.storedCheck]],
    [w.connection, connection],
    [w.place, `${endpointHost(share.endpoint)}, ${share.region}, s3://${share.bucket}/${share.key}`],
    [w.link, linkPlace(share)],
    [w.localFile, share.source?.path],
  ];
  return known.flatMap(([what, value]) => (value === undefined || value === '' ? [] : [[what, value]]));
}

/** `Opened 2 times, 3 files saved, last 14:05`. */
function receiptsWords(
  { opened, saved, lastAtMs, exactness }: ShareReceipts,
  kind: Share['kind'],
  nowMs: number,
): string {
  if (exactness === 'at-least' && saved === 0) {
    return lastAtMs === undefined ? r.notSeen : r.seen({ clock: clockWords(lastAtMs, nowMs) });
  }
  if (lastAtMs === undefined) return kind === 'page' ? r.notOpened : r.notSaved;
  const said = [
    ...(opened > 0 ? [r.opened({ count: opened })] : []),
    ...(saved > 0 ? [kind === 'page' ? r.filesSaved({ count: saved }) : r.saved({ count: saved })] : []),
    r.last({ clock: clockWords(lastAtMs, nowMs) }),
  ].join(', ');
  return exactness === 'exact' ? said : r.atLeast({ said });
}

/** Who can open the link, where that is not everybody. */
function linkPlace(share: Share): string | undefined {
  const reach = reachOfShare(share);
  const host = share.linkEndpoint === undefined ? undefined : w.linkFor({ host: endpointHost(share.linkEndpoint) });
  const facts = [host, reach === 'public' ? undefined : w.reach[reach]].filter((fact) => fact !== undefined);
  return facts.length === 0 ? undefined : facts.join(', ');
}

const fileTable = (files: readonly Pick<ShareItem, 'path' | 'sizeBytes' | 'sha256'>[]): readonly string[] =>
  table([
    [words.terminal.columns.size, 'SHA-256', words.terminal.columns.file],
    ...files.map(({ path, sizeBytes, sha256 }) => [bytes(sizeBytes), sha256 ?? '', path]),
  ]);
