// Shows notices: messages to the user that belong to no single upload.
import { noticeShown } from './rules/app-state';
import type { Notice } from './rules/notice';
import type { Share, NotifiedShare } from '../model/share';
import type { Ports } from '../ports/ports';
import type { Store } from './state-store';

export type Tell = (content: Notice['content']) => void;

/** Gives the notice's id. */
export type TellWithId = (content: Notice['content']) => string;

/** Each call shows one notice; `noticeShown` keeps the last few. */
export const createTell =
  ({ newId, clock }: Pick<Ports, 'newId' | 'clock'>, store: Store): TellWithId =>
  (content) => {
    const id = newId();
    store.apply(noticeShown({ id, atMs: clock(), content }));
    return id;
  };

/** The part of a share that a notification needs. */
export const notifiedShare = ({ id, name, origin }: Share, isCopied: boolean): NotifiedShare => ({
  kind: 'share',
  id,
  name,
  isCopied,
  canTakeBack: origin === 'uploaded',
});
