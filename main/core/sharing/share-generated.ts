// Shares bytes that have no file (a picture, a text, a screenshot) through a temporary file, which goes once no upload needs it.
import { asFailure } from '../model/failure';
import { renamed } from '../model/file-name';
import type { ItemResult, ShareOptions } from '../model/share-request';
import { shareItems } from './share-items';
import type { SharingContext } from './sharing-context';

/** The options of a share whose items were not named as files. */
export type GeneratedShareOptions = Pick<
  ShareOptions,
  | 'disposition'
  | 'page'
  | 'title'
  | 'message'
  | 'connection'
  | 'lifetimeSeconds'
  | 'name'
  | 'encrypt'
  | 'password'
  | 'door'
>;

/** Shares `content` under `fileName`, and copies the link. */
export async function shareBytes(
  context: SharingContext,
  fileName: string,
  content: Uint8Array,
  options: GeneratedShareOptions,
): Promise<readonly ItemResult[]> {
  const { ports, temporary } = context;
  temporary.creating += 1;
  const path = await ports.tempFiles.create(fileName, content).finally(() => {
    temporary.creating -= 1;
  });
  temporary.beginning.add(path);
  try {
    const name = options.name === undefined ? {} : { name: renamed(fileName, options.name) };
    const results = await shareItems(context, [path], { copy: true, ...options, ...name });
    if (results.some((result) => !result.ok)) tidyLater(context);
    await keepPicture(context, path, content, results);
    return results;
  } finally {
    temporary.beginning.delete(path);
    await tidyTemporary(context);
  }
}

/** Of a picture that is one file to its recipient: the window shows no thumbnail of a page, nor of what is encrypted. Never rejects. */
async function keepPicture(
  { ports }: SharingContext,
  path: string,
  content: Uint8Array,
  results: readonly ItemResult[],
): Promise<void> {
  if (!path.endsWith('.png') || !results.some((result) => result.ok && result.shared.share.kind === 'file')) return;
  try {
    await ports.keptPictures.keep(path, content);
  } catch (error) {
    ports.log.error('a thumbnail could not be kept', asFailure(error));
  }
}

/** Removes temporary files that no upload needs any more. Never rejects. */
export async function tidyTemporary({ ports, temporary }: SharingContext): Promise<void> {
  if (temporary.creating > 0) return;
  try {
    const needed = ports.ledger.unfinishedUploads().filter(({ state }) => state !== 'abandoned');
    await ports.tempFiles.keepOnly([...temporary.beginning, ...needed.map(({ path }) => path)]);
  } catch (error) {
    ports.log.error('a temporary file could not be removed yet', asFailure(error));
  }
}

/** A failed upload needs its file for "Try again", until it leaves the list. */
function tidyLater(context: SharingContext): void {
  let shown = context.store.get().uploads.length;
  const end = context.store.subscribe(['uploads'], ({ uploads }) => {
    if (uploads.length < shown) void tidyTemporary(context);
    if (uploads.length === 0) end();
    shown = uploads.length;
  });
}

/** The time for a file name, such as `2026-01-01 00.00.00`. */
export const stampOf = ({ ports }: SharingContext): string =>
  new Date(ports.clock()).toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.');
