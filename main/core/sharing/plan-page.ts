// Files of one gesture become a page draft and an upload each; a draft that was cut off and means the same files goes on.
import { itemKey, pageFolder } from '../storage/rules/object-key';
import { isOneFolder, pageNames, pageTitle } from '../pages/rules/page-plan';
import type { PageDraft, ShareItem, ShareSource } from '../model/share';
import type { UploadWish } from './plan-uploads';
import type { CollectedFile } from './collect-files';
import { leftPages, type LeftPage } from '../pages/unfinished-pages';
import type { Ports } from '../ports/ports';
import type { UnfinishedUpload } from '../model/upload';
import { compareFiles } from '../model/file-stamp';
import { givenOf } from '../model/given-file';

export interface PageWish extends UploadWish {
  readonly title: string | undefined;
  readonly message: string | undefined;
  readonly plainPage: boolean;
  /** What the only file is called instead of its own name. */
  readonly name: string | undefined;
}

export interface BegunPage {
  readonly draft: PageDraft;
  readonly uploads: readonly UnfinishedUpload[];
  /** Files an earlier process stored, by position. */
  readonly stored: ReadonlyMap<number, ShareItem>;
}

type BeginPorts = Pick<Ports, 'ledger' | 'pid' | 'isAlive' | 'newId' | 'randomBytes' | 'clock'>;

/** Writes nothing. An interrupted page of the same files is taken up. */
export function beginPage(files: readonly CollectedFile[], wish: PageWish, ports: BeginPorts): BegunPage {
  const named = wish.name === undefined ? files : files.map((file) => ({ ...file, name: wish.name ?? file.name }));
  const names = pageNames(named);
  const earlier = wish.goesOn ? interruptedPage(files, wish, ports) : undefined;
  const draft: PageDraft = {
    id: earlier?.draft.id ?? ports.newId(),
    connectionId: wish.connectionId,
    bucket: wish.bucket,
    folder: earlier?.draft.folder ?? pageFolder(wish.prefix, ports.randomBytes(16)),
    title: wish.title ?? pageTitle(named),
    ...(wish.message !== undefined && { message: wish.message }),
    ...(wish.plainPage && { plainPage: true }),
    lifetimeSeconds: wish.intent.lifetimeSeconds,
    ...(wish.intent.keepUntilMs !== undefined && { keepUntilMs: wish.intent.keepUntilMs }),
    ...folderOf(files),
    copy: wish.intent.copy,
    startedAtMs: earlier?.draft.startedAtMs ?? ports.clock(),
    ownerPid: ports.pid,
  };
  const rows = [...(earlier?.uploads ?? [])];
  const items = [...(earlier?.stored ?? [])];
  const stored = new Map<number, ShareItem>();
  let next = Math.max(-1, ...items.map(([at]) => at), ...rows.map(({ intent }) => intent.page?.position ?? -1)) + 1;

  const uploads = files.flatMap((file, index): readonly UnfinishedUpload[] => {
    const name = names[index] ?? '';
    const [row] = take(rows, ({ path }) => path === file.path);
    const [item] = row === undefined ? take(items, ([, { source }]) => source?.path === file.path) : [];
    if (item !== undefined && isUnchanged(item[1], file)) {
      stored.set(item[0], { ...item[1], path: name });
      return [];
    }
    const position = row?.intent.page?.position ?? item?.[0] ?? next++;
    const upload: UnfinishedUpload = {
      id: row?.id ?? ports.newId(),
      connectionId: wish.connectionId,
      bucket: wish.bucket,
      // A file that changed since takes the place of what was stored of it.
      key: row?.key ?? item?.[1].key ?? itemKey(draft.folder, position, name),
      path: file.path,
      name,
      sizeBytes: file.snapshot.sizeBytes,
      startedAtMs: row?.startedAtMs ?? ports.clock(),
      ownerPid: ports.pid,
      state: 'active',
      intent: { ...wish.intent, batchId: draft.id, page: { id: draft.id, position } },
      given: givenOf(file),
      ...(row?.record !== undefined && { record: row.record }),
    };
    return [upload];
  });
  return { draft, uploads, stored };
}

/** Every file it has or waits for is meant again; others may have come. */
function interruptedPage(files: readonly CollectedFile[], wish: PageWish, ports: BeginPorts): LeftPage | undefined {
  const paths = new Set(files.map(({ path }) => path));
  return leftPages(ports, () => false).find(({ draft, stored, uploads }) => {
    const own = [
      ...uploads.map(({ path }) => path),
      ...Array.from(stored.values(), ({ source }) => source?.path ?? ''),
    ];
    const free = draft.ownerPid !== ports.pid && draft.abandoned !== true;
    const here = draft.connectionId === wish.connectionId && draft.bucket === wish.bucket;
    return free && here && own.length > 0 && own.every((path) => paths.has(path));
  });
}

function take<T>(list: T[], isWanted: (one: T) => boolean): readonly T[] {
  const at = list.findIndex(isWanted);
  return at < 0 ? [] : list.splice(at, 1);
}

const isUnchanged = ({ sizeBytes, source }: ShareItem, { snapshot }: CollectedFile): boolean =>
  source?.stamp !== undefined && compareFiles({ sizeBytes, ...source.stamp }, snapshot) === 'same';

/** The folder all files lie in, when it is one that was named: their paths without what their names say of them. */
function folderOf(files: readonly CollectedFile[]): { readonly source?: ShareSource } {
  const [first] = files;
  if (first === undefined || !isOneFolder(files)) return {};
  const inside = first.name.slice(first.name.indexOf('/'));
  return { source: { path: first.path.slice(0, -inside.length) } };
}
