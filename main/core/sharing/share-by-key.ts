// One share for a key of the caller's: a script that runs twice, or in two processes at once, gets the same link.
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../model/failure';
import type { ItemResult, ShareOptions } from '../model/share-request';
import type { UnfinishedUpload } from '../model/upload';
import { collectFiles } from './collect-files';
import { shareItems } from './share-items';
import type { SharingContext } from './sharing-context';

export type SharedByKey =
  /** By an earlier run, or by another process meanwhile: their links are to be given again. */
  | { readonly kind: 'made'; readonly shareIds: readonly string[] }
  | { readonly kind: 'shared'; readonly results: readonly ItemResult[] };

/** What the ledger remembers of a key. */
interface Claim {
  /** Of the files, by `printOf`. */
  readonly files: string;
  readonly begun: readonly Begun[];
}

/** A share that is made by the key, or was. */
interface Begun {
  /** Of the page, which its share keeps, or of the upload of a file. */
  readonly id: string;
  /** The share of a file has an ID of its own: it is found by its path and the key of its object. */
  readonly file?: { readonly path: string; readonly key: string };
}

const againAfterMs = 200;
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The files as they are now, without their contents: paths, names, sizes and times of the last change. */
async function printOf({ ports }: SharingContext, paths: readonly string[]): Promise<string> {
  const { files } = await collectFiles(ports.files, paths, () => Promise.resolve(true));
  const facts = files.map(({ path, name, snapshot }) => [path, name, snapshot.sizeBytes, String(snapshot.mtimeNs)]);
  return hash(JSON.stringify([paths.map((path) => resolve(path)), facts]));
}

type Stage = 'made' | 'by-another' | 'open';

/**
 * Shares these files once for `key`, on a connection that is kept. What an earlier run began goes on; while another process shares by the key, this one
 * waits. Of a share that is in no history any more the next run makes another. Raises `key-used` for other files, `cancelled`, and what `shareItems` raises.
 */
export async function shareByKey(
  context: SharingContext,
  key: string,
  paths: readonly string[],
  request: ShareOptions,
): Promise<SharedByKey> {
  const { ports, store } = context;
  const { ledger } = ports;
  const { pages } = store.get().settings;
  // A key is of one link: of several a run that was cut off would make some twice.
  const page = request.page ?? (pages === 'never' ? 'several' : pages);
  const name = `share-key:${hash(key)}`;
  const files = await printOf(context, paths);
  const found = (): Claim | undefined => {
    const text = ledger.value(name);
    return text === undefined ? undefined : (JSON.parse(text) as Claim);
  };
  const isWithOther = (pid: number | undefined) => pid !== undefined && pid !== ports.pid && ports.isAlive(pid);
  const shareIdOf = ({ id, file }: Begun): string | undefined => {
    if (file === undefined) return ledger.share(id)?.id;
    return ledger.sharesOf(file.path).find((share) => share.key === file.key)?.id;
  };
  const madeBy = ({ begun }: Claim): readonly string[] => begun.flatMap((one) => shareIdOf(one) ?? []);
  const stageOf = (claim: Claim): Stage => {
    const { begun } = claim;
    if (madeBy(claim).length === begun.length) return 'made';
    const drafts = ledger.pageDrafts();
    const owners = begun.map(
      ({ id }) => ledger.unfinishedUpload(id)?.ownerPid ?? drafts.find((draft) => draft.id === id)?.ownerPid,
    );
    return owners.some(isWithOther) ? 'by-another' : 'open';
  };
  for (;;) {
    if (request.signal?.aborted === true) throw new Failure('cancelled');
    const before = found();
    if (before !== undefined && before.files !== files) throw new Failure('key-used');
    const stage = before === undefined ? 'open' : stageOf(before);
    if (before !== undefined && stage === 'made') return { kind: 'made', shareIds: madeBy(before) };
    if (stage === 'by-another') {
      await wait(againAfterMs);
      continue;
    }
    /** Of this run, in the order of the uploads. */
    const mine = new Map<string, Begun>();
    let isLost = false;
    // Asked in the transaction that saves the uploads: of two processes one comes first.
    const takes = (upload: UnfinishedUpload): boolean => {
      const now = found();
      const { path, key: objectKey, intent } = upload;
      const id = intent.page?.id ?? upload.id;
      if (now !== undefined && mine.size === 0 && !now.begun.some((one) => one.id === id)) {
        isLost = now.files !== files || stageOf(now) !== 'open';
        if (isLost) return false;
      }
      mine.set(id, intent.page === undefined ? { id, file: { path, key: objectKey } } : { id });
      ledger.saveValue(name, JSON.stringify({ files, begun: [...mine.values()] } satisfies Claim));
      return true;
    };
    const results = await shareItems(context, paths, { ...request, page, takes });
    if (!isLost) return { kind: 'shared', results };
  }
}
