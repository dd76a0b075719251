// Parses `mayfly:` links. Any web page can make one, so a link may only open a view or propose a share; the few valid ones are
// compared as a whole, and every other text is ignored.

export type DeepLink =
  | { readonly kind: 'open'; readonly screen: 'shares' | 'connections' | 'settings' }
  /** Opens the details of a share, by its id in the history. */
  | { readonly kind: 'open-share'; readonly shareId: string }
  /** Nothing is read or uploaded before the user agrees in the window. */
  | { readonly kind: 'propose'; readonly what: 'files' | 'clipboard' };

const known: ReadonlyMap<string, DeepLink> = new Map<string, DeepLink>([
  ['mayfly://open/shares', { kind: 'open', screen: 'shares' }],
  ['mayfly://open/connections', { kind: 'open', screen: 'connections' }],
  ['mayfly://open/settings', { kind: 'open', screen: 'settings' }],
  ['mayfly://share/files', { kind: 'propose', what: 'files' }],
  ['mayfly://share/clipboard', { kind: 'propose', what: 'clipboard' }],
]);

/** As `randomUUID` makes them. */
const ofShare = /^mayfly:\/\/open\/share\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/**
 * The meaning of a link, undefined for an invalid one. No part of it is decoded, trimmed or completed. A link names no file, no
 * endpoint, no bucket and no credentials, because its syntax has no place for them.
 */
export function parseDeepLink(text: string): DeepLink | undefined {
  const shareId = ofShare.exec(text)?.[1];
  return shareId === undefined ? known.get(text) : { kind: 'open-share', shareId };
}
