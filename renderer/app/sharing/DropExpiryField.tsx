// Where links are made, it is changed how long they live: for the whole app, or for files to a connection with a time of its
// own.
import type { AppView } from '../../../preload/views/views';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { destinationOf, expiryOf, type WishDraft } from './share-options';
import { words } from '../state/words';
import { usualMaxSeconds } from '../ui/expiry-choice';
import { LifetimeField } from '../ui/LifetimeField';

interface DropExpiryFieldProps {
  readonly view: Pick<AppView, 'connections' | 'expirySeconds'>;
  readonly wish: WishDraft;
  readonly onWish: (wish: WishDraft) => void;
}

/**
 * The combobox "Link expires in". Every change is saved at once and counts for the tray too; where the files go to a connection with a time
 * of its own, or are to live longer than most storages allow, it applies to the next drop only.
 */
export function DropExpiryField({ view, wish, onWish }: DropExpiryFieldProps) {
  const act = useAct();
  const to = destinationOf(view, wish);
  const own = to?.defaultExpirySeconds;
  const seconds = expiryOf(view, wish);
  const choose = (chosen: number) => {
    // The setting holds for every connection, and most of them take no longer.
    if (to !== undefined && (own !== undefined || chosen > usualMaxSeconds)) {
      onWish({ ...wish, expiry: { connectionId: to.id, seconds: chosen } });
      return;
    }
    const { expiry: _former, ...rest } = wish;
    if (wish.expiry !== undefined) onWish(rest);
    void act(request('settings:save', { expirySeconds: chosen }));
  };
  return (
    <LifetimeField
      key={own === undefined && to?.longestExpirySeconds === undefined ? '' : to?.id}
      label={words.expiry.label}
      seconds={seconds}
      onSeconds={choose}
      maxSeconds={to?.longestExpirySeconds}
      hint={own === seconds ? words.drop.ownExpiry({ connection: to?.name ?? '' }) : undefined}
      untilThen={words.expiry.stays}
    />
  );
}
