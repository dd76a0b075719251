// A page's title that counts its files counts no cancelled one.
import type { PageDraft, ShareItem } from '../model/share';
import type { UnfinishedUpload } from '../model/upload';
import type { Ledger } from '../ports/ledger';
import { titleAfterChange } from './rules/page-plan';

/**
 * The draft with its title for the files that are left: `items`, those stored already by their positions, and its unfinished uploads in the
 * ledger, where the `cancelled` one is abandoned. `undefined` when the title stays.
 */
export function recounted(
  draft: PageDraft,
  items: ReadonlyMap<number, ShareItem>,
  { name, intent }: UnfinishedUpload,
  ledger: Pick<Ledger, 'unfinishedUploads'>,
): PageDraft | undefined {
  const left = new Map(Array.from(items, ([position, { path }]) => [position, path]));
  for (const upload of ledger.unfinishedUploads()) {
    const { page } = upload.intent;
    if (page?.id === draft.id && upload.state !== 'abandoned') left.set(page.position, upload.name);
  }
  const before = new Map(left).set(intent.page?.position ?? 0, name);
  const title = titleAfterChange(draft.title, inOrder(before), inOrder(left));
  return title === draft.title ? undefined : { ...draft, title };
}

const inOrder = (files: ReadonlyMap<number, string>): readonly string[] =>
  [...files].toSorted(([a], [b]) => a - b).map(([, name]) => name);
