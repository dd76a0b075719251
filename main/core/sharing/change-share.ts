// Changes the files of a share while its link stays: files are added, one takes the place of another, or some are taken out.
import { basename } from 'node:path';
import { Failure } from '../model/failure';
import type { PageChange, Share, ShareItem } from '../model/share';
import type { ItemResult } from '../model/share-request';
import { asOnlyWriter } from '../given/given';
import { withOthers, replacedName } from '../pages/pages';
import { addedNames } from '../pages/rules/page-plan';
import { beginChange, changeable, unchangeable, type AddedFiles, type ChangeOptions } from './begin-change';
import { collected } from './collect-files';
import type { SharingContext } from './sharing-context';

export interface AddOptions extends ChangeOptions {
  /** A share of one file becomes a page, which has a link of its own; the former link opens the file until its end. */
  readonly newLink?: boolean;
  /** Copies the link of such a page. Default: no. */
  readonly copy?: boolean;
}

/**
 * Uploads the files of these paths and adds them to the share. One result for the share, and then one per item that could not be read. Rejects when
 * nothing could begin: `share-not-found`, `bad-request` for a link that has ended or was taken back and for no file, `share-unchangeable`,
 * `link-would-change` for a share of one file without `newLink`, `object-missing`, `encryption-demanded`, `share-secret-missing`.
 */
export async function addFiles(
  context: SharingContext,
  shareId: string,
  paths: readonly string[],
  options: AddOptions = {},
): Promise<readonly ItemResult[]> {
  const share = changeable(context, shareId);
  if (share.kind === 'file' && options.newLink !== true)
    throw new Failure('link-would-change', { fileName: share.name });
  const { files, refused } = await collected(context, paths);
  return changeBy(context, share, { files, refused, names: addedNames(files) }, { removes: [] }, options);
}

/**
 * Uploads a file and puts it in the place of the one that the page calls `name`, with its folders. Results and failures as of `addFiles`, and
 * `share-unchangeable` where there is none of that name.
 */
export async function replaceFile(
  context: SharingContext,
  shareId: string,
  name: string,
  path: string,
  options: ChangeOptions = {},
): Promise<readonly ItemResult[]> {
  const share = changeable(context, shareId);
  const [replaced] = await itemsNamed(context, share, [name]);
  const { files, refused } = await collected(context, [path]);
  const [file] = files;
  if (files.length > 1 || file?.name.includes('/') === true)
    throw unchangeable(share, 'one file takes the place of one file');
  const names = file === undefined || replaced === undefined ? [] : [replacedName(replaced.path, basename(file.name))];
  const change = { removes: [], ...(replaced !== undefined && { replaces: replaced.key }) };
  return changeBy(context, share, { files, refused, names }, change, options);
}

/** Takes the files of these names, with their folders, out of the share and deletes them. Result and failures as of `replaceFile`. */
export async function removeFiles(
  context: SharingContext,
  shareId: string,
  names: readonly string[],
): Promise<ItemResult> {
  const removed = await itemsNamed(context, changeable(context, shareId), names);
  const share = changeable(context, shareId);
  if (removed.length >= share.fileCount)
    throw unchangeable(share, 'at least one file stays; take its link back instead');
  const [result] = await changeBy(
    context,
    share,
    { files: [], refused: [], names: [] },
    { removes: removed.map(({ key }) => key) },
    {},
  );
  return result ?? { ok: false, name: share.name, failure: new Failure('unexpected') };
}

/** Where a name is not among the rows, another computer may have put it on the page. */
async function itemsNamed(
  { ports, given: { known, mutex }, secrets }: SharingContext,
  share: Share,
  names: readonly string[],
): Promise<readonly ShareItem[]> {
  const named = () => {
    const files = ports.ledger.items(share.id).filter(({ role }) => role === 'file');
    return [...new Set(names)].map((name) => files.find(({ path }) => path === name));
  };
  if (named().includes(undefined)) {
    const look = () => known.with(share, (open) => withOthers({ ports, known, secrets }, share, open));
    const { kind } = await mutex(share.id, () => asOnlyWriter(ports, share.id, look));
    if (kind === 'file') throw unchangeable(share, 'its link opens one file, and not a page');
  }
  return named().map((found, at) => {
    if (found === undefined) throw unchangeable(share, 'it has no file “{{text}}”', [...new Set(names)][at]);
    return found;
  });
}

interface Added extends AddedFiles {
  readonly refused: readonly ItemResult[];
}

async function changeBy(
  context: SharingContext,
  share: Share,
  { files, refused, names }: Added,
  change: Omit<PageChange, 'shareId'>,
  options: AddOptions,
): Promise<readonly ItemResult[]> {
  if (files.length === 0 && change.removes.length === 0) {
    if (refused.length > 0) return refused;
    throw unchangeable(share, 'there is no file to add');
  }
  const { copy: copies, ...begin } = options;
  const copy = share.kind === 'file' && copies === true;
  const { result } = await beginChange(context, share, { files, names }, change, { ...begin, refused, copy });
  return [await result, ...refused];
}
