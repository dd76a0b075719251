// Which notices the window and the shelf leave out, because another place said them.
import type { Speaker } from '../core/model/desktop/who-speaks';
import type { Notice } from '../core/state/state';

type Kind = Notice['content']['kind'];

/** News that is over once it was said; a notification says them too. */
const passing: ReadonlySet<Kind> = new Set(['copied', 'revoked', 'own-link']);
/** The shelf says them whole, with their buttons, but leaves by itself: then the window has them until they are read. */
const heldBack: ReadonlySet<Kind> = new Set(['failure', 'ready', 'unverified']);

export const isSaidOutsideWindow = (kind: Kind, speaker: Speaker, shelfIsOpen: boolean): boolean =>
  speaker !== 'window' && (passing.has(kind) || (speaker === 'shelf' && shelfIsOpen && heldBack.has(kind)));

export const isSaidInWindow = (kind: Kind, speaker: Speaker): boolean => speaker === 'window' && passing.has(kind);
