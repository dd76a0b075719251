// Shares bytes that have no file (a picture, a text, a screenshot) through a temporary file, which goes once no upload needs it.
import { asFailure } from '../model/failure';
import type { Ports } from '../ports/ports';
import type { ShareService } from './share-items';
import type { Store } from '../state/state-store';
import type { ItemResult, ShareOptions } from '../model/share-request';
import { renamed } from '../model/file-name';

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

export interface ShareGenerated {
  /** Shares `content` under `fileName`, and copies the link. */
  readonly share: (
    fileName: string,
    content: Uint8Array,
    wish: GeneratedShareOptions,
  ) => Promise<readonly ItemResult[]>;
  /** Removes temporary files that no upload needs any more. Never rejects. */
  readonly tidy: () => Promise<void>;
  /** The time for a file name, such as `2026-01-01 00.00.00`. */
  readonly stamp: () => string;
}

export function createShareGenerated(ports: Ports, store: Store, service: ShareService): ShareGenerated {
  /** Files that are being shared and have no row in the ledger yet. */
  const beginning = new Set<string>();
  let creating = 0;
  const tidy = async (): Promise<void> => {
    if (creating > 0) return;
    try {
      const needed = ports.ledger.unfinishedUploads().filter(({ state }) => state !== 'abandoned');
      await ports.tempFiles.keepOnly([...beginning, ...needed.map(({ path }) => path)]);
    } catch (error) {
      ports.log.error('a temporary file could not be removed yet', asFailure(error));
    }
  };
  /** A failed upload needs its file for "Try again", until it leaves the list. */
  const tidyLater = () => {
    let shown = store.get().uploads.length;
    const end = store.subscribe(['uploads'], ({ uploads }) => {
      if (uploads.length < shown) void tidy();
      if (uploads.length === 0) end();
      shown = uploads.length;
    });
  };

  return {
    tidy,
    stamp: () => new Date(ports.clock()).toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.'),
    async share(fileName, content, wish) {
      creating += 1;
      const path = await ports.tempFiles.create(fileName, content).finally(() => {
        creating -= 1;
      });
      beginning.add(path);
      try {
        const name = wish.name === undefined ? {} : { name: renamed(fileName, wish.name) };
        const results = await service.shareItems([path], { copy: true, ...wish, ...name });
        if (results.some((result) => !result.ok)) tidyLater();
        return results;
      } finally {
        beginning.delete(path);
        await tidy();
      }
    },
  };
}
