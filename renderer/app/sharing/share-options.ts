// Options of the next share that override the settings.
import type { ConnectionView } from '../../../preload/views/connection-views';
import type { ShareWish } from '../../../preload/contract';
import type { AppView } from '../../../preload/views/views';

export interface WishDraft {
  readonly inline: boolean;
  /** Download name of a single file. */
  readonly name: string;
  readonly title: string;
  readonly message: string;
  /** Where they go; absent: to the default connection. */
  readonly connectionId?: string;
  /** Lifetime of the links, where it differs from the connection's default. */
  readonly expiry?: { readonly connectionId: string; readonly seconds: number };
}

export const noWish: WishDraft = { inline: false, name: '', title: '', message: '' };

/** The sender's words belong to one share: they go with it. The rest stays for the next files. */
export const afterSending = ({ name: _name, title: _title, message: _message, ...rest }: WishDraft): WishDraft => ({
  ...rest,
  name: '',
  title: '',
  message: '',
});

/** Where the next files go; nothing while there is only this computer. */
export const destinationOf = (
  { connections }: Pick<AppView, 'connections'>,
  { connectionId }: WishDraft,
): ConnectionView | undefined =>
  connections.find(({ id }) => id === connectionId) ?? connections.find(({ isDefault }) => isDefault);

/** Lifetime of the next links: the choice made here, else the connection's default, else the setting. */
export function expiryOf(view: Pick<AppView, 'connections' | 'expirySeconds'>, wish: WishDraft): number {
  const { id, defaultExpirySeconds } = destinationOf(view, wish) ?? {};
  const chosen = wish.expiry?.connectionId === id ? wish.expiry?.seconds : undefined;
  return chosen ?? defaultExpirySeconds ?? view.expirySeconds;
}

/** Words of the sender need a page to stand on, even for a single file. */
export const needsPage = ({ title, message }: WishDraft): boolean => title.trim() !== '' || message.trim() !== '';

/** Without a choice everything goes to the default connection. */
const nowhere = { connections: [] };

/** The options as a request carries them. */
export function wishOf(draft: WishDraft, view: Pick<AppView, 'connections'> = nowhere): ShareWish {
  const to = destinationOf(view, draft);
  const elsewhere = to !== undefined && !to.isDefault;
  const { expiry } = draft;
  const name = draft.name.trim();
  const title = draft.title.trim();
  const message = draft.message.trim();
  return {
    inline: draft.inline,
    ...(elsewhere && { connectionId: to.id }),
    ...(expiry !== undefined && expiry.connectionId === to?.id && { expirySeconds: expiry.seconds }),
    ...(needsPage(draft) && { page: 'always' as const }),
    ...(name !== '' && { name }),
    ...(title !== '' && { title }),
    ...(message !== '' && { message }),
  };
}
