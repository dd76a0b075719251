// Shares the clipboard (files, a picture or text) and screenshots.
import { words } from '../../../resources/words/messages';
import type { RefuseOwnLinks } from '../links/refuse-own-links';
import { Failure } from '../model/failure';
import type { Ports } from '../ports/ports';
import type { ShareService } from './share-items';
import type { GeneratedShareOptions, ShareGenerated } from './share-generated';
import type { ItemResult } from '../model/share-request';
import type { ScreenArea } from '../ports/desktop';

export interface ClipboardShare {
  /** Shares the files, picture or text on the clipboard, but no links of Mayfly; raises `clipboard-empty`. */
  shareClipboard(wish?: GeneratedShareOptions): Promise<readonly ItemResult[]>;
}

export function createClipboardShare(
  { clipboard }: Pick<Ports, 'clipboard'>,
  service: ShareService,
  made: ShareGenerated,
  isOwnLinks: RefuseOwnLinks,
): ClipboardShare {
  const named = words.links;
  return {
    async shareClipboard(wish = {}) {
      const content = await clipboard.read();
      if (content.kind === 'empty') throw new Failure('clipboard-empty');
      if (content.kind === 'files') return service.shareItems(content.paths, { copy: true, ...wish });
      if (content.kind === 'text' && isOwnLinks(content.text)) return [];
      const stamp = made.stamp();
      return content.kind === 'image'
        ? made.share(`${named.picture({ stamp })}.png`, content.png, wish)
        : made.share(`${named.text({ stamp })}.txt`, Buffer.from(content.text, 'utf8'), wish);
    },
  };
}

export interface ScreenshotShare {
  /**
   * Lets the user take a picture of the screen and shares it; no result when the user cancelled. `onTaken` is called before the upload. Raises
   * `screenshot-unavailable`.
   */
  shareScreenshot(area: ScreenArea, wish?: GeneratedShareOptions, onTaken?: () => void): Promise<readonly ItemResult[]>;
}

export const createScreenshotShare = (
  { screenshots }: Pick<Ports, 'screenshots'>,
  made: ShareGenerated,
): ScreenshotShare => ({
  async shareScreenshot(area, wish = {}, onTaken = () => undefined) {
    const png = await screenshots.take(area);
    if (png === undefined) return [];
    onTaken();
    return made.share(`${words.links.screenshot({ stamp: made.stamp() })}.png`, png, wish);
  },
});
