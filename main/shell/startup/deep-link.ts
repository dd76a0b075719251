// Any web page can make a `mayfly:` link, so such a link may only show something or propose something; the few it can be are
// compared as a whole, and everything else is nothing.

export type DeepLink =
  | { readonly kind: 'open'; readonly screen: 'shares' | 'connections' | 'settings' }
  /** The details of a share, by the id the history knows it by. */
  | { readonly kind: 'open-share'; readonly shareId: string }
  /** Nothing is read and nothing travels before somebody has said so in the window. */
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
 * What a link means, or nothing. No part of it is decoded, trimmed or completed: it is one of these texts or it is none. It names no file, no
 * endpoint, no bucket and no credentials, because there is no place in it for them.
 */
export function parseDeepLink(text: string): DeepLink | undefined {
  const shareId = ofShare.exec(text)?.[1];
  return shareId === undefined ? known.get(text) : { kind: 'open-share', shareId };
}
