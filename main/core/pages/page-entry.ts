// A page in the making.
import type { Failure } from '../model/failure';
import type { PageDraft, ShareItem } from '../model/share';
import type { UploadingPage } from '../model/upload';
import type { ConnectionChoice, ItemResult } from '../model/share-request';

export interface Page {
  draft: PageDraft;
  readonly choice: ConnectionChoice;
  /** Ids of uploads that are neither stored nor cancelled. */
  readonly pending: Set<string>;
  readonly items: Map<number, ShareItem>;
  /** Of `items` together. */
  storedBytes: number;
  readonly fileCount: number;
  copiedFiles: number;
  clockOffsetMs: number | undefined;
  givenUp: boolean;
  failed: boolean;
  ending: Promise<ItemResult> | undefined;
}

/** Its files in their order. */
export const filesOf = ({ items }: Page): readonly ShareItem[] =>
  [...items].toSorted(([a], [b]) => a - b).map(([, item]) => item);

/** As the state shows it; `bytesPerSecond` is measured apart. */
export function shownPage({ draft, items, storedBytes }: Page, bytesPerSecond: number): UploadingPage {
  const { id, title, connectionId, startedAtMs } = draft;
  return { id, title, connectionId, startedAtMs, storedCount: items.size, storedBytes, bytesPerSecond };
}

export const failedResult = ({ draft }: Page, failure: Failure, causes: readonly Failure[] = []): ItemResult => ({
  ok: false,
  name: draft.title,
  failure,
  ...(causes.length > 0 && { causes }),
});
