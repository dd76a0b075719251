// Who hears what the server of this process sent.
import type { ServedObject } from '../../core/model/receipts/receipt';
import type { LocalBucketHost } from '../../core/ports/local-bucket';

export type TellServed = (served: readonly ServedObject[]) => void;

export function createServedListeners(): Pick<LocalBucketHost, 'onServed'> & { readonly tell: TellServed } {
  const listeners = new Set<TellServed>();
  return {
    onServed: (heard) => void listeners.add(heard),
    tell: (served) => listeners.forEach((heard) => heard(served)),
  };
}
