// The sentence of the drop zone: where files go, how long their links live, and what is switched on for them.
import type { ConnectionView } from '../../../preload/views/connection-views';
import type { AppView } from '../../../preload/views/views';
import { formats } from '../state/format';
import { words } from '../state/words';
import {
  mayKeepInStep,
  destinationOf,
  doorFor,
  encryptionOf,
  expiryOf,
  needsPage,
  tellsWhenOpened,
  type ShareDraft,
} from './share-options';

export type SharingView = Pick<AppView, 'connections' | 'expirySeconds' | 'pages'>;

/** Where the links of a connection open. */
export function placeWords(to: ConnectionView | undefined): string {
  const w = words.drop.places;
  if (to === undefined || to.kind === 'embedded') return to?.reach === 'private' ? w.network : w.here;
  return w[to.reach ?? 'anywhere']({ connection: to.name });
}

export const sentenceOf = (view: SharingView): string =>
  words.drop.sentence({ lifetime: formats.lifetime(expiryOf(view)), place: placeWords(destinationOf(view)) });

export type Option = 'encrypted' | 'password' | 'door' | 'told' | 'inStep' | 'message' | 'name' | 'never' | 'always';

/** What differs from a plain link for the next share. */
export function switchedOn(view: SharingView, draft: ShareDraft): readonly Option[] {
  const { isOn } = encryptionOf(view, draft);
  return [
    ...(isOn ? [draft.password === '' ? ('encrypted' as const) : ('password' as const)] : []),
    ...(doorFor(destinationOf(view), draft.door) === true ? ['door' as const] : []),
    ...(tellsWhenOpened(view, draft) ? ['told' as const] : []),
    ...(draft.keepInStep && mayKeepInStep(view) ? ['inStep' as const] : []),
    ...(needsPage(draft) ? ['message' as const] : []),
    ...(draft.name.trim() === '' ? [] : ['name' as const]),
    ...(view.pages === 'several' ? [] : [view.pages]),
  ];
}

/** A text with the parts that stand in the place of its values, in the order of the language. */
export function withSlots<K extends string>(
  text: (values: Record<K, string>) => string,
  slots: readonly K[],
): readonly (K | { readonly text: string })[] {
  // Characters for private use, which are in no text.
  const marks = Object.fromEntries(slots.map((slot, at) => [slot, String.fromCodePoint(0xe0_00 + at)]));
  return text(marks as Record<K, string>)
    .split(/([\u{E000}-\u{E0FF}])/u)
    .map((part) => slots.find((slot) => marks[slot] === part) ?? { text: part });
}
