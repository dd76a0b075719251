// Shares the clipboard (files, a picture or text), a dropped text and screenshots.
import { words } from '../../../resources/words/messages';
import { Failure } from '../model/failure';
import type { ItemResult } from '../model/share-request';
import type { ScreenArea } from '../ports/desktop';
import { shareBytes, stampOf, type GeneratedShareOptions } from './share-generated';
import { shareItems } from './share-items';
import type { SharingContext } from './sharing-context';

const named = words.links;

/** Shares a text as a file, but no links of Mayfly. */
export async function shareText(
  context: SharingContext,
  text: string,
  options: GeneratedShareOptions = {},
): Promise<readonly ItemResult[]> {
  if (context.refuseOwnLinks(text)) return [];
  return shareBytes(context, `${named.text({ stamp: stampOf(context) })}.txt`, Buffer.from(text, 'utf8'), options);
}

/** Shares the files, picture or text on the clipboard, but no links of Mayfly; raises `clipboard-empty`. */
export async function shareClipboard(
  context: SharingContext,
  options: GeneratedShareOptions = {},
): Promise<readonly ItemResult[]> {
  const content = await context.ports.clipboard.read();
  if (content.kind === 'empty') throw new Failure('clipboard-empty');
  if (content.kind === 'files')
    return shareItems(context, content.paths, { copy: true, linkFirst: 'when-long', ...options });
  if (content.kind === 'text') return shareText(context, content.text, options);
  return shareBytes(context, `${named.picture({ stamp: stampOf(context) })}.png`, content.png, options);
}

/**
 * Lets the user take a picture of the screen and shares it; no result when the user cancelled. `onTaken` is called before the upload. Raises
 * `screenshot-unavailable`.
 */
export async function shareScreenshot(
  context: SharingContext,
  area: ScreenArea,
  options: GeneratedShareOptions = {},
  onTaken: () => void = () => undefined,
): Promise<readonly ItemResult[]> {
  const png = await context.ports.screenshots.take(area);
  if (png === undefined) return [];
  onTaken();
  return shareBytes(context, `${named.screenshot({ stamp: stampOf(context) })}.png`, png, options);
}
