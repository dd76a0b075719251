// Receipts in the state.
import { receiptsByShare, type Receipt } from '../../model/receipts/receipt';
import type { Transition } from './app-state';

export const receiptsAre =
  (receipts: readonly Receipt[]): Transition =>
  (state) =>
    receipts.length === 0 && state.receipts.size === 0
      ? state
      : { ...state, receipts: receiptsByShare(receipts), shareChanges: state.shareChanges + 1 };
