// Reads the stored page of a share before it is written anew, and takes what another computer with the same share changed into the rows.
import { setTimeout as wait } from 'node:timers/promises';
import { forEachLimited } from '../async/for-each-limited';
import type { ShareSecretsStore } from '../encryption/encryption';
import { storedBytes } from '../encryption/rules/share-manifest';
import { orphanOf, type GivenContext } from '../given/given';
import { describesObjects } from '../model/capabilities';
import type { Share, ShareItem } from '../model/share';
import { weakest } from '../model/stored-check';
import type { StoredObject } from '../ports/object-store';
import type { Ports } from '../ports/ports';
import type { OpenConnection } from '../storage/storage';
import { beforeNext, factsOf, filesPrint, type PageFacts } from './rules/files-print';
import { keysInDoubt, mergedFiles } from './rules/merged-files';
import { titleAfterChange } from './rules/page-plan';
import { withLaterPage } from './later-page';
import { readStored, unread } from './stored-page';

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

const asksAtOnce = 8;
/** A computer that takes a file out rewrites the page first and deletes then: within this time, ms. */
const deletedWithinMs = 10_000;

/**
 * Reads the page of a share, the later one where another computer gave it one, and where its files are not those of the rows, takes the difference into the
 * rows in one transaction. The caller has the mutex of the share and is its only writer. Raises `object-missing`, `share-unchangeable` for a page that cannot
 * be read, as under a password that another computer gave it, `share-secret-missing`, and what the store raises. It changes nothing in the bucket.
 */
export async function takeIn(context: TakingIn, row: Share, open: OpenConnection): Promise<SeenPage> {
  const { ledger } = context.ports;
  const share = await withLaterPage(context, row, open);
  const { html, stored } = await readStored(share, open);
  const facts = factsOf(html);
  if (facts === undefined) throw unread(share.name);
  saveSize(ledger, share, stored);
  const known = ledger.rewrittenPage(share.id)?.revision ?? 0;
  const files = ledger.items(share.id).filter(({ role }) => role === 'file');
  const print = filesPrint(files.map(({ key }) => key));
  const seen = { revision: Math.max(known, facts.revision), before: beforeNext(facts), etag: stored?.etag };
  const isSame = facts.print === undefined ? facts.revision <= known : facts.print === print;
  // Another password makes another manifest of the same files.
  const manifest = share.encryption === undefined ? undefined : ledger.shareSecrets(share.id)?.manifest;
  const isOwn = isSame && (manifest === undefined || html.includes(manifest));
  if (isOwn || facts.isSending) return { ...seen, share };
  const { listedFiles } = await import('./rules/listed-files');
  const listed = await listedFiles(html, share, await placeIn(share, open), (file) =>
    context.secrets.manifestIn(share, file),
  );
  // A list that is not read whole would take out what it lacks.
  if (listed === undefined || !isWhole(listed, facts)) throw unread(share.name);
  return { ...seen, share: await merge(context, share, { files, listed, facts, print, stored }, open) };
}

/** The proof of its link asks for the size of the page. */
function saveSize(ledger: TakingIn['ports']['ledger'], { id, key }: Share, stored: StoredObject | undefined): void {
  for (const [position, item] of ledger.placedItems(id)) {
    const isOther = item.key === key && item.role === 'page' && item.sizeBytes !== stored?.sizeBytes;
    if (isOther && stored !== undefined) ledger.saveItem({ ...item, sizeBytes: stored.sizeBytes }, position);
  }
}

async function placeIn({ key }: Share, { objects, connection: { prefix, keyTemplate } }: OpenConnection) {
  return { url: (await objects.link({ key, lifetimeSeconds: 60 })).url, prefix, keyTemplate };
}

/** The keys of all that the page of a share offers, whether its names can be read or not. Raises as `readStored`. */
export async function keysOnPage(share: Share, open: OpenConnection): Promise<readonly string[]> {
  const { html } = await readStored(share, open);
  const { keysIn } = await import('./rules/listed-files');
  return keysIn(html, share.key, await placeIn(share, open));
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
  const isSame = came === 0 && gone.length === 0 && share.encryption === undefined;
  if (isSame || files.length === 0) return share;
  const merged: Share = {
    ...share,
    name: titleAfterChange(share.name, pathsOf(own), pathsOf(files)),
    fileCount: files.length,
    sizeBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    storedCheck: weakest(files.map(({ storedCheck }) => storedCheck)),
  };
  const manifest = await secrets.renewed(merged, files);
  known.save(merged, () => {
    for (const [position, { role }] of ledger.placedItems(share.id))
      if (role === 'file') ledger.forgetItem(share.id, position);
    for (const [position, item] of files.entries()) ledger.saveItem(item, position);
    manifest?.save();
    // That computer deletes them. Where it ended before, the clean-up of this one does.
    if (gone.length > 0) ledger.saveOrphan(orphanOf(share, newId(), gone, clock()));
  });
  return merged;
}

const pathsOf = (items: readonly ShareItem[]): readonly string[] => items.map(({ path }) => path);

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
