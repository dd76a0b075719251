// A short link may end in a name instead of random characters; whoever guesses it has access, so it says that.
import type { ConnectionView } from '../../../preload/views/connection-views';
import { words } from '../state/words';
import { TextField } from '../ui/TextField';
import { doorFor, doorNameOf, isDoorName, type WishDraft } from './share-options';

interface DoorNameFieldProps {
  /** Where the next share goes. */
  readonly to: ConnectionView | undefined;
  readonly wish: WishDraft;
  readonly onWish: (wish: WishDraft) => void;
}

/** Renders nothing while the next share gets no short link. */
export function DoorNameField({ to, wish, onWish }: DoorNameFieldProps) {
  if (doorFor(to, wish.door) !== true) return null;
  const w = words.drop;
  const name = doorNameOf(wish);
  const address = `${to?.doors?.address ?? ''}/${name}`;
  return (
    <TextField
      label={w.doorName}
      value={wish.doorName}
      onChange={(doorName) => onWish({ ...wish, doorName })}
      maxLength={64}
      hint={name === '' ? w.doorNameHint : w.doorNamed({ address })}
      error={name === '' || isDoorName(name) ? undefined : w.doorNameWrong}
      optional
    />
  );
}
