// A picture or text that has no file yet gets one for as long as an upload needs it, and not a moment longer.
import { asFailure } from '../model/failure';
import type { Ports } from '../ports/ports';
import type { ShareService } from './share-items';
import type { Store } from '../state/state-store';
import type { ItemResult, ShareOptions } from '../model/share-request';
import { renamed } from '../model/file-name';

/** What can be wanted of things that are shared without having been named as files. */
export type MadeWish = Pick<
  ShareOptions,
  'disposition' | 'page' | 'title' | 'message' | 'connection' | 'lifetimeSeconds' | 'name'
>;

export interface ShareMade {
  /** Shares these bytes under this name, and copies the link. */
  readonly share: (fileName: string, content: Uint8Array, wish: MadeWish) => Promise<readonly ItemResult[]>;
  /** Removes what was made and is needed by no upload any more. Never rejects. */
  readonly tidy: () => Promise<void>;
  /** The time as part of a name, such as `2026-01-01 00.00.00`. */
  readonly stamp: () => string;
}

export function createShareMade(ports: Ports, store: Store, service: ShareService): ShareMade {
  /** Those that are being shared and have no row yet. */
  const beginning = new Set<string>();
  let creating = 0;
  const tidy = async (): Promise<void> => {
    if (creating > 0) return;
    try {
      const needed = ports.ledger.unfinishedUploads().filter(({ state }) => state !== 'abandoned');
      await ports.tempFiles.keepOnly([...beginning, ...needed.map(({ path }) => path)]);
    } catch (error) {
      ports.log.error('what was made to be shared could not be removed yet', asFailure(error));
    }
  };
  /** A failed upload needs its file for "Try again": whenever one is gone from the list, so may be its file. */
  const tidyLater = () => {
    let shown = store.get().uploads.length;
    const end = store.subscribe(({ uploads }) => {
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
