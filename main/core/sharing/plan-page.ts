// Plans a page: a draft and an upload per file. An interrupted draft of the same files is resumed.
import { dirname } from 'node:path';
import type { PreparedSecrets } from '../encryption/encryption';
import { encryptedKey, itemKey, pageFolder } from '../model/keys/object-key';
import { isOneFolder, pageNames, pageTitle } from '../pages/rules/page-plan';
import type { PageDraft, ShareItem, ShareSource } from '../model/share';
import { keyOf, newUpload, planStream, type PlanPorts, type UploadOptions } from './plan-uploads';
import type { CollectedFile } from './collect-files';
import { markOf, unfinishedPages, type UnfinishedPage } from '../pages/pages';
import { displayName } from '../model/file-name';
import type { UnfinishedUpload } from '../model/upload';
import { compareFiles } from '../model/given-file';

export interface PageOptions extends UploadOptions {
  readonly title: string | undefined;
  readonly message: string | undefined;
  readonly plainPage: boolean;
  /** It writes a mark when it is opened. */
  readonly hasMark: boolean;
  /** It is given for its one file until that is stored, and forwards to it then. */
  readonly forwards: boolean;
  /** Replaces the name of the only file. */
  readonly name: string | undefined;
  /** Of a page that is encrypted. */
  readonly secrets: Pick<PreparedSecrets, 'encryption' | 'earlierId'> | undefined;
}

export interface PlannedPage {
  readonly draft: PageDraft;
  readonly uploads: readonly UnfinishedUpload[];
  /** Files that an earlier process uploaded, by position. */
  readonly stored: ReadonlyMap<number, ShareItem>;
}

/** Writes nothing. */
export function planPage(files: readonly CollectedFile[], options: PageOptions, ports: PlanPorts): PlannedPage {
  const { secrets } = options;
  const source = folderOf(files);
  const named =
    options.name === undefined ? files : files.map((file) => ({ ...file, name: options.name ?? file.name }));
  const names = pageNames(named);
  const title = options.title ?? pageTitle(named);
  const mayGoOn = options.goesOn && (secrets === undefined || secrets.earlierId !== undefined);
  const found = mayGoOn ? interruptedPage(files, options, secrets !== undefined, ports) : undefined;
  // Only that one has secrets that can go on.
  const earlier = secrets !== undefined && found?.draft.id !== secrets.earlierId ? undefined : found;
  const draft: PageDraft = {
    id: earlier?.draft.id ?? ports.newId(),
    connectionId: options.connectionId,
    bucket: options.bucket,
    folder: earlier?.draft.folder ?? pageFolder(options.prefix, ports.randomBytes(16)),
    title,
    ...(options.message !== undefined && { message: options.message }),
    ...(options.plainPage && { plainPage: true }),
    lifetimeSeconds: options.intent.lifetimeSeconds,
    ...(options.intent.endsAtMs !== undefined && { endsAtMs: options.intent.endsAtMs }),
    ...(options.intent.keepUntilMs !== undefined && { keepUntilMs: options.intent.keepUntilMs }),
    ...(options.intent.door !== undefined && { door: options.intent.door }),
    ...(secrets !== undefined && { encryption: secrets.encryption }),
    ...source,
    ...(options.forwards && { forwards: options.intent.disposition }),
    copy: options.intent.copy,
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
    // A file that changed since overwrites its stored object.
    const made = () => {
      // People get the link of the file itself, which is named as that of any file.
      if (options.forwards) return keyOf(name, options, ports);
      if (secrets !== undefined) return encryptedKey(draft.folder, ports.randomBytes(16));
      return itemKey(draft.folder, position, name, options.toAscii);
    };
    const key = row?.key ?? item?.[1].key ?? made();
    const { door: _ofPage, ...each } = options.intent;
    const intent = { ...each, batchId: draft.id, page: { id: draft.id, position } };
    const upload = newUpload(file, { name, key, intent }, options, ports, row);
    return [secrets === undefined ? upload : { ...upload, encryptWith: row?.encryptWith ?? '' }];
  });
  return { draft, uploads, stored };
}

/** The page of a stream that is encrypted. Writes nothing. */
export function planStreamPage(
  name: string,
  options: UploadOptions & Pick<PageOptions, 'secrets'>,
  ports: PlanPorts,
): { readonly draft: PageDraft; readonly upload: UnfinishedUpload } {
  const { connectionId, bucket, prefix, intent, secrets } = options;
  const id = ports.newId();
  const folder = pageFolder(prefix, ports.randomBytes(16));
  const draft: PageDraft = {
    id,
    connectionId,
    bucket,
    folder,
    title: displayName(name),
    lifetimeSeconds: intent.lifetimeSeconds,
    ...(intent.endsAtMs !== undefined && { endsAtMs: intent.endsAtMs }),
    ...(intent.keepUntilMs !== undefined && { keepUntilMs: intent.keepUntilMs }),
    ...(secrets !== undefined && { encryption: secrets.encryption }),
    copy: intent.copy,
    startedAtMs: ports.clock(),
    ownerPid: ports.pid,
  };
  const page = { id, position: 0 };
  const upload: UnfinishedUpload = {
    ...planStream(name, { ...options, intent: { ...intent, batchId: id, page } }, ports),
    key: encryptedKey(folder, ports.randomBytes(16)),
    encryptWith: '',
  };
  return { draft, upload };
}

/** A draft of this place, encrypted or not, with a mark or without one, forwarding or not, whose every file is among `files`; others may have come. */
export function interruptedPage(
  files: readonly Pick<CollectedFile, 'path'>[],
  options: Pick<PageOptions, 'connectionId' | 'bucket' | 'hasMark' | 'forwards'>,
  isEncrypted: boolean,
  ports: PlanPorts,
): UnfinishedPage | undefined {
  const paths = new Set(files.map(({ path }) => path));
  return unfinishedPages(ports, () => false).find(({ draft, stored, uploads }) => {
    const own = [
      ...uploads.map(({ path }) => path),
      ...Array.from(stored.values(), ({ source }) => source?.path ?? ''),
    ];
    const free = draft.ownerPid !== ports.pid && draft.abandoned !== true && draft.change === undefined;
    const here = draft.connectionId === options.connectionId && draft.bucket === options.bucket;
    const isMarked = markOf(ports.ledger.items(draft.id)) !== undefined;
    const isForwarding = draft.forwards !== undefined;
    const alike =
      (draft.encryption !== undefined) === isEncrypted &&
      isMarked === options.hasMark &&
      isForwarding === options.forwards;
    return free && here && alike && own.length > 0 && own.every((path) => paths.has(path));
  });
}

function take<T>(list: T[], isWanted: (one: T) => boolean): readonly T[] {
  const at = list.findIndex(isWanted);
  return at < 0 ? [] : list.splice(at, 1);
}

const isUnchanged = ({ sizeBytes, source }: ShareItem, { snapshot }: CollectedFile): boolean =>
  source?.stamp !== undefined && compareFiles({ sizeBytes, ...source.stamp }, snapshot) === 'same';

/** The named folder that holds all files. A name may be of another length than its part of the path: bytes that are no UTF-8 are `_` in it. */
function folderOf(files: readonly CollectedFile[]): { readonly source?: ShareSource } {
  const [first] = files;
  if (first === undefined || !isOneFolder(files)) return {};
  const [, ...inside] = first.name.split('/');
  return { source: { path: inside.reduce((path) => dirname(path), first.path) } };
}
