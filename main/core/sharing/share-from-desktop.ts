// Shares the clipboard (files, a picture or text), a dropped text and screenshots.
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
  /** Shares a text as a file, but no links of Mayfly. */
  shareText(text: string, wish?: GeneratedShareOptions): Promise<readonly ItemResult[]>;
}

export function createClipboardShare(
  { clipboard }: Pick<Ports, 'clipboard'>,
  service: ShareService,
  made: ShareGenerated,
  isOwnLinks: RefuseOwnLinks,
): ClipboardShare {
  const named = words.links;
  const shareText: ClipboardShare['shareText'] = async (text, wish = {}) =>
    isOwnLinks(text) ? [] : made.share(`${named.text({ stamp: made.stamp() })}.txt`, Buffer.from(text, 'utf8'), wish);
  return {
    shareText,
    async shareClipboard(wish = {}) {
      const content = await clipboard.read();
      if (content.kind === 'empty') throw new Failure('clipboard-empty');
      if (content.kind === 'files') return service.shareItems(content.paths, { copy: true, ...wish });
      if (content.kind === 'text') return shareText(content.text, wish);
      return made.share(`${named.picture({ stamp: made.stamp() })}.png`, content.png, wish);
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
