// Why this exists: what is on the clipboard is shared as well: the files, the picture or the text.
import { words } from '../../../resources/words/messages';
import { Failure } from '../model/failure';
import type { Ports } from '../ports/ports';
import type { ShareService } from './share-items';
import type { MadeWish, ShareMade } from './share-generated';
import type { ItemResult } from '../model/share-request';

export interface ClipboardShare {
  /** Shares the files, picture or text on the clipboard; raises `clipboard-empty`. */
  shareClipboard(wish?: MadeWish): Promise<readonly ItemResult[]>;
}

export function createClipboardShare(
  { clipboard }: Pick<Ports, 'clipboard'>,
  service: ShareService,
  made: ShareMade,
): ClipboardShare {
  const named = words.links;
  return {
    async shareClipboard(wish = {}) {
      const content = await clipboard.read();
      if (content.kind === 'empty') throw new Failure('clipboard-empty');
      if (content.kind === 'files') return service.shareItems(content.paths, { copy: true, ...wish });
      const stamp = made.stamp();
      return content.kind === 'image'
        ? made.share(`${named.picture({ stamp })}.png`, content.png, wish)
        : made.share(`${named.text({ stamp })}.txt`, Buffer.from(content.text, 'utf8'), wish);
    },
  };
}
