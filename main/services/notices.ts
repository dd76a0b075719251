// Why this exists: what belongs to no single upload is told to the user in one way, whoever has to tell it.
import { noticeShown, type Notice } from '../domain/app-state';
import type { Ports } from './ports';
import type { Store } from './store';

export type Tell = (content: Notice['content']) => void;

/** Each call shows one notice; `noticeShown` keeps the last few. */
export const createTell =
  ({ newId, clock }: Pick<Ports, 'newId' | 'clock'>, store: Store): Tell =>
  (content) =>
    store.apply(noticeShown({ id: newId(), atMs: clock(), content }));
