// Why this exists: what is wanted of the next files, beside the settings: how they open, and the sender's words on their page.
import type { ShareWish } from '../../preload/contract';

export interface WishDraft {
  readonly inline: boolean;
  readonly title: string;
  readonly message: string;
}

export const noWish: WishDraft = { inline: false, title: '', message: '' };

/** Words of the sender need a page to stand on, even for a single file. */
export const needsPage = ({ title, message }: WishDraft): boolean => title.trim() !== '' || message.trim() !== '';

/** What is sent of it. */
export function wishOf(draft: WishDraft): ShareWish {
  const title = draft.title.trim();
  const message = draft.message.trim();
  return {
    inline: draft.inline,
    ...(needsPage(draft) && { page: 'always' as const }),
    ...(title !== '' && { title }),
    ...(message !== '' && { message }),
  };
}
