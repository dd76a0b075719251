// Reads the stored page of a share before it is written anew, and takes what another computer with the same share changed into the rows.
import { setTimeout as wait } from 'node:timers/promises';
import { forEachLimited } from '../async/for-each-limited';
import type { ShareSecretsStore } from '../encryption/encryption';
import { storedBytes } from '../encryption/rules/share-manifest';
import type { GivenContext } from '../given/given';
import { describesObjects } from '../model/capabilities';
import { placeOf } from '../model/connection';
import { asFailure, Failure } from '../model/failure';
import type { Share, ShareItem } from '../model/share';
import { weakest } from '../model/stored-check';
import type { StoredObject } from '../ports/object-store';
import type { Ports } from '../ports/ports';
import type { OpenConnection } from '../storage/storage';
import { beforeNext, factsOf, filesPrint, type PageFacts } from './rules/files-print';
import { keysInDoubt, mergedFiles } from './rules/merged-files';
import { mostPageBytes, pageHtml } from './rules/page-html';

export interface TakingIn {
  readonly ports: Pick<Ports, 'ledger' | 'newId' | 'clock'>;
  readonly known: GivenContext['known'];
  readonly secrets: Pick<ShareSecretsStore, 'manifestIn' | 'renewed'>;
}

/** What the next page is written over. */
export interface SeenPage {
  /** With the files that came from the page. */
  readonly share: Share;
  /** The highest so far. */
  readonly revision: number;
  /** As `LiveTimes.before` of the next page. */
  readonly before: readonly string[];
  /** Of the page that was read, where the server tells one. */
  readonly etag: string | undefined;
}

const pieceBytes = 1_048_576;
const asksAtOnce = 8;
const mostReads = 10;
/** A computer that takes a file out rewrites the page first and deletes then: within this time, ms. */
const deletedWithinMs = 10_000;

const unread = (fileName: string) =>
  new Failure('share-unchangeable', {
    fileName,
    reason: 'another computer wrote its page, and this Mayfly cannot read that',
  });

/**
 * Reads the page of a share and, where its files are not those of the rows, takes the difference into the rows in one transaction. The caller has the mutex
 * of the share and is its only writer. Raises `object-missing`, `share-unchangeable` for a page that cannot be read, `share-secret-missing`, and what the
 * store raises. It changes nothing in the bucket.
 */
export async function takeIn(context: TakingIn, share: Share, open: OpenConnection): Promise<SeenPage> {
  const { ledger } = context.ports;
  const { html, stored } = await readStored(share, open);
  const facts = factsOf(html);
  if (facts === undefined) throw unread(share.name);
  const known = ledger.rewrittenPage(share.id)?.revision ?? 0;
  const files = ledger.items(share.id).filter(({ role }) => role === 'file');
  const print = filesPrint(files.map(({ key }) => key));
  const seen = { revision: Math.max(known, facts.revision), before: beforeNext(facts), etag: stored?.etag };
  const isOwn = facts.print === undefined ? facts.revision <= known : facts.print === print;
  if (isOwn || facts.isSending) return { ...seen, share };
  const { listedFiles } = await import('./rules/listed-files');
  const { url } = await open.objects.link({ key: share.key, lifetimeSeconds: 60 });
  const { prefix, keyTemplate } = open.connection;
  const listed = await listedFiles(html, share, { url, prefix, keyTemplate }, (file) =>
    context.secrets.manifestIn(share, file),
  );
  // A list that is not read whole would take out what it lacks.
  if (listed === undefined || !isWhole(listed, facts)) throw unread(share.name);
  return { ...seen, share: await merge(context, share, { files, listed, facts, print, stored }, open) };
}

const isWhole = (listed: readonly ShareItem[], { print }: PageFacts): boolean =>
  listed.length > 0 && (print === undefined || print === filesPrint(listed.map(({ key }) => key)));

interface Difference {
  readonly files: readonly ShareItem[];
  readonly listed: readonly ShareItem[];
  readonly facts: PageFacts;
  /** Of the rows. */
  readonly print: string;
  readonly stored: StoredObject | undefined;
}

async function merge(
  { ports, known, secrets }: TakingIn,
  share: Share,
  { files: own, listed, facts, print, stored }: Difference,
  open: OpenConnection,
): Promise<Share> {
  const { ledger, clock, newId } = ports;
  const pending = pendingKeys(ports);
  const wasSeen = facts.before.includes(print);
  const doubt = { own, listed, pending };
  const there = await storedOf([...own, ...listed], keysInDoubt(doubt), wasSeen ? 0 : untilDeleted(stored, open), open);
  const { files, gone, came } = mergedFiles({ ...doubt, wasSeen, isStored: (key) => there.has(key) });
  if ((came === 0 && gone.length === 0) || files.length === 0) return share;
  const merged: Share = {
    ...share,
    fileCount: files.length,
    sizeBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    storedCheck: weakest(files.map(({ storedCheck }) => storedCheck)),
  };
  const manifest = await secrets.renewed(merged, files);
  const orphan = { shareId: newId(), connectionId: share.connectionId, ...placeOf(share), keys: gone };
  known.save(merged, () => {
    for (const [position, { role }] of ledger.placedItems(share.id))
      if (role === 'file') ledger.forgetItem(share.id, position);
    for (const [position, item] of files.entries()) ledger.saveItem(item, position);
    manifest?.save();
    // That computer deletes them. Where it ended before, the clean-up of this one does.
    if (gone.length > 0) ledger.saveOrphan({ ...orphan, expiresAtMs: clock() });
  });
  return merged;
}

/** Keys that changes under way on this computer bring or take out. */
function pendingKeys({ ledger }: TakingIn['ports']): ReadonlySet<string> {
  const drafts = ledger.pageDrafts();
  return new Set(
    drafts.flatMap(({ id, change }) => [
      ...ledger.items(id).map(({ key }) => key),
      ...(change === undefined ? [] : change.removes),
      ...(change?.replaces === undefined ? [] : [change.replaces]),
    ]),
  );
}

/** How long to wait until a computer that wrote this page has deleted what it took out, ms. */
function untilDeleted(stored: StoredObject | undefined, { objects }: OpenConnection): number {
  const ageMs = stored?.modifiedAtMs === undefined ? 0 : objects.serverNowMs() - stored.modifiedAtMs;
  return Math.min(Math.max(0, deletedWithinMs - ageMs), deletedWithinMs);
}

/** Which of these keys are stored with the bytes of their rows. What a server tells nothing of counts as stored. */
async function storedOf(
  items: readonly ShareItem[],
  asked: readonly string[],
  againAfterMs: number,
  { objects, connection }: OpenConnection,
): Promise<ReadonlySet<string>> {
  if (!describesObjects(connection)) return new Set(asked);
  const sizes = new Map(items.map((item) => [item.key, storedBytes(item)]));
  const look = async (keys: readonly string[]): Promise<readonly string[]> => {
    const found: string[] = [];
    await forEachLimited(
      keys,
      asksAtOnce,
      async (key) => {
        if ((await objects.describe(key))?.sizeBytes === sizes.get(key)) found.push(key);
      },
      (failure) => failure === undefined,
    );
    return found;
  };
  const first = await look(asked);
  if (againAfterMs === 0 || first.length === 0) return new Set(first);
  await wait(againAfterMs);
  return new Set(await look(first));
}

/** A page that is written anew while it is read is read again. Raises as `takeIn`, and `page-changed` where that does not end. */
async function readStored(share: Share, open: OpenConnection) {
  for (let attempt = 1; ; attempt += 1) {
    const stored = describesObjects(open.connection) ? await open.objects.describe(share.key) : undefined;
    try {
      return await readPageAs(stored, share, open);
    } catch (error) {
      const isAnother = stored !== undefined && asFailure(error).code === 'object-missing';
      if (!isAnother) throw error;
      if (attempt >= mostReads) throw new Failure('page-changed', { fileName: share.name });
    }
  }
}

/** `stored` is absent where the server tells nothing of an object. */
async function readPageAs(
  stored: StoredObject | undefined,
  { key, name: fileName }: Share,
  { objects, connection }: OpenConnection,
) {
  if (stored === undefined && describesObjects(connection)) throw new Failure('object-missing', { fileName });
  const size = stored?.sizeBytes ?? mostPageBytes;
  if (size > mostPageBytes) throw unread(fileName);
  const pieces: Uint8Array[] = [];
  for (let offset = 0; offset < size; offset += pieceBytes) {
    const piece = await objects.readBack(key, offset, Math.min(pieceBytes, size - offset), stored?.etag);
    pieces.push(piece);
    if (piece.length < pieceBytes) break;
  }
  try {
    return { html: await pageHtml(Buffer.concat(pieces)), stored };
  } catch {
    throw unread(fileName);
  }
}
