// Receipts in the state.
import { receiptsByShare, type Receipt } from '../../model/receipts/receipt';
import type { Transition } from './app-state';

export const receiptsAre =
  (receipts: readonly Receipt[], marked: readonly string[]): Transition =>
  (state) =>
    receipts.length + marked.length + state.receipts.size === 0
      ? state
      : { ...state, receipts: receiptsByShare(receipts, marked), shareChanges: state.shareChanges + 1 };
