// What belongs to no single upload is told to the user in one way, whoever has to tell it.
import { noticeShown, type Notice } from './rules/app-state';
import type { Share, NotifiedShare } from '../model/share';
import type { Ports } from '../ports/ports';
import type { Store } from './state-store';

export type Tell = (content: Notice['content']) => void;

/** Each call shows one notice; `noticeShown` keeps the last few. */
export const createTell =
  ({ newId, clock }: Pick<Ports, 'newId' | 'clock'>, store: Store): Tell =>
  (content) =>
    store.apply(noticeShown({ id: newId(), atMs: clock(), content }));

/** What a notification about this share is told of it. */
export const notifiedShare = ({ id, name, origin }: Share, isCopied: boolean): NotifiedShare => ({
  id,
  name,
  isCopied,
  canTakeBack: origin === 'uploaded',
});
