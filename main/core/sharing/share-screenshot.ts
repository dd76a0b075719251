// Why this exists: what is on the screen becomes a link without a file in between that anybody would have to find again.
import { words } from '../../../resources/words/messages';
import type { Ports } from '../ports/ports';
import type { ScreenArea } from '../ports/screenshots';
import type { MadeWish, ShareMade } from './share-generated';
import type { ItemResult } from '../model/share-request';

export interface ScreenshotShare {
  /**
   * Lets the person take a picture of the screen and shares it; no result when they left it. `onTaken` is called between the two. Raises
   * `screenshot-unavailable`.
   */
  shareScreenshot(area: ScreenArea, wish?: MadeWish, onTaken?: () => void): Promise<readonly ItemResult[]>;
}

export const createScreenshotShare = (
  { screenshots }: Pick<Ports, 'screenshots'>,
  made: ShareMade,
): ScreenshotShare => ({
  async shareScreenshot(area, wish = {}, onTaken = () => undefined) {
    const png = await screenshots.take(area);
    if (png === undefined) return [];
    onTaken();
    return made.share(`${words.links.screenshot({ stamp: made.stamp() })}.png`, png, wish);
  },
});
