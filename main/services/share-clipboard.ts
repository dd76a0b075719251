// Why this exists: what is on the clipboard is shared as well; what has no file yet gets one for as long as an upload needs it.
import { words } from '../../words/speech';
import { asFailure, Failure } from '../domain/failure';
import type { ItemResult, ShareOptions } from './app';
import type { Ports } from './ports';
import type { ShareService } from './share';
import type { Store } from './store';

type ClipboardWish = Pick<
  ShareOptions,
  'disposition' | 'page' | 'title' | 'message' | 'connection' | 'lifetimeSeconds'
>;

export interface ClipboardShare {
  /** Shares the files, picture or text on the clipboard; raises `clipboard-empty`. */
  shareClipboard(wish?: ClipboardWish): Promise<readonly ItemResult[]>;
  /** Removes what was shared of the clipboard and is needed by no upload any more. Never rejects. */
  tidyClipboard(): Promise<void>;
}

export function createClipboardShare(ports: Ports, store: Store, share: ShareService): ClipboardShare {
  /** Those that are being shared and have no row yet. */
  const beginning = new Set<string>();
  let creating = 0;
  const tidyClipboard = async (): Promise<void> => {
    if (creating > 0) return;
    try {
      const needed = ports.ledger.unfinishedUploads().filter(({ state }) => state !== 'abandoned');
      await ports.tempFiles.keepOnly([...beginning, ...needed.map(({ path }) => path)]);
    } catch (error) {
      ports.log.error('what was shared of the clipboard could not be removed yet', asFailure(error));
    }
  };
  /** A failed upload needs its file for "Try again": whenever one is gone from the list, so may be its file. */
  const tidyLater = () => {
    let shown = store.get().uploads.length;
    const end = store.subscribe(({ uploads }) => {
      if (uploads.length < shown) void tidyClipboard();
      if (uploads.length === 0) end();
      shown = uploads.length;
    });
  };

  return {
    tidyClipboard,
    async shareClipboard(wish = {}) {
      const content = await ports.clipboard.read();
      if (content.kind === 'empty') throw new Failure('clipboard-empty');
      if (content.kind === 'files') return share.shareItems(content.paths, { copy: true, ...wish });
      const stamp = new Date(ports.clock()).toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.');
      creating += 1;
      const create = () =>
        content.kind === 'image'
          ? ports.tempFiles.create(`${words.links.picture({ stamp })}.png`, content.png)
          : ports.tempFiles.create(`${words.links.text({ stamp })}.txt`, Buffer.from(content.text, 'utf8'));
      const path = await create().finally(() => {
        creating -= 1;
      });
      beginning.add(path);
      try {
        const results = await share.shareItems([path], { copy: true, ...wish });
        if (results.some((result) => !result.ok)) tidyLater();
        return results;
      } finally {
        beginning.delete(path);
        await tidyClipboard();
      }
    },
  };
}
