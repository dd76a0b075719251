// Why this exists: `mayfly show`: everything that is known of a share, but its link.
import { clockFormat, spokenHere } from '../domain/clock-text';
import { endpointHost } from '../domain/connection';
import { cutWords } from '../domain/link-text';
import { reachOfShare, type Share, type ShareItem } from '../domain/share';
import type { App } from '../services/app';
import { bytes, table } from './format';
import { stateWords, titleWords } from './list-command';
import { jsonLine, printable, type Terminal } from './output';
import { filesOf, shareDetailsJson } from './share-json';

const checkWords: Readonly<Record<Share['storedCheck'], string>> = {
  crc32: 'by the CRC-32 the server computed',
  md5: 'by the MD5 the server computed',
  sample: 'by size and samples',
};

/** Prints a line for each fact, and of a page one for each file. */
export function showShare(share: Share, json: boolean, app: App, terminal: Terminal, nowMs: number): number {
  const items = app.shareItemsOf(share.id);
  const connection = app.store.get().connections.find(({ id }) => id === share.connectionId)?.name ?? '';
  if (json) {
    terminal.print(jsonLine(shareDetailsJson(share, items, connection, nowMs)));
    return 0;
  }
  terminal.print(table(facts(share, connection, nowMs)));
  if (share.kind === 'page') terminal.print(fileTable(filesOf(share, items)));
  return 0;
}

function facts(share: Share, connection: string, nowMs: number): readonly (readonly string[])[] {
  const clock = clockFormat(spokenHere(new Intl.DateTimeFormat().resolvedOptions()));
  const at = (atMs: number | undefined) => (atMs === undefined ? undefined : clock(atMs, nowMs));
  const why = share.limitedBy === 'requested' ? 'as asked' : cutWords[share.limitedBy];
  const known: readonly (readonly [what: string, value: string | undefined])[] = [
    ['ID', share.id],
    ['Name', titleWords(share)],
    ['Size', bytes(share.sizeBytes)],
    ['Type', share.kind === 'page' ? undefined : printable(`${share.contentType}, ${share.disposition}`)],
    ['Message', share.message === undefined ? undefined : printable(share.message)],
    ['State', stateWords(share, nowMs)],
    ['Made', at(share.createdAtMs)],
    ['Ends', `${clock(share.expiresAtMs, nowMs)}, ${why}`],
    ['Kept until', at(share.keepUntilMs)],
    ['Revoked', at(share.revokedAtMs)],
    ['Gone since', at(share.missingAtMs)],
    ['Cleaned up', at(share.removedAtMs)],
    ['Verified', share.verified ? 'yes, a stranger could open it' : 'not yet'],
    ['Stored', share.origin === 'linked' ? 'before Mayfly linked it' : `and compared ${checkWords[share.storedCheck]}`],
    ['Connection', printable(connection)],
    ['Place', `${endpointHost(share.endpoint)}, ${share.region}, s3://${share.bucket}/${printable(share.key)}`],
    ['Link', linkPlace(share)],
    ['Local file', share.source === undefined ? undefined : printable(share.source.path)],
  ];
  return known.flatMap(([what, value]) => (value === undefined || value === '' ? [] : [[what, value]]));
}

const reachWords = { loopback: 'opens on this computer only', private: 'opens in its own network only' } as const;

/** Whom the link is for, where that is not everybody at the place of the objects. */
function linkPlace(share: Share): string | undefined {
  const reach = reachOfShare(share);
  const host = share.linkEndpoint === undefined ? undefined : `for ${endpointHost(share.linkEndpoint)}`;
  const facts = [host, reach === 'public' ? undefined : reachWords[reach]].filter((fact) => fact !== undefined);
  return facts.length === 0 ? undefined : facts.join(', ');
}

const fileTable = (files: readonly Pick<ShareItem, 'path' | 'sizeBytes' | 'sha256'>[]): string =>
  table([
    ['SIZE', 'SHA-256', 'FILE'],
    ...files.map(({ path, sizeBytes, sha256 }) => [bytes(sizeBytes), sha256 ?? '', printable(path)]),
  ]);
