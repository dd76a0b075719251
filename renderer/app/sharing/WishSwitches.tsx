// The switches of the next share: encrypted or not, with a short link or not, opened by the browser or saved.
import type { AppView } from '../../../preload/views/views';
import { words } from '../state/words';
import { DoorSwitch } from './DoorSwitch';
import { DropSwitch } from './DropSwitch';
import { encryptionWords } from './encryption-words';
import { destinationOf, encryptionOf, type WishDraft } from './share-options';
import styles from './wish-switches.module.css';

interface WishSwitchesProps {
  readonly view: Pick<AppView, 'connections'>;
  readonly wish: WishDraft;
  readonly onWish: (wish: WishDraft) => void;
}

export function WishSwitches({ view, wish, onWish }: WishSwitchesProps) {
  const w = words.drop;
  const to = destinationOf(view, wish);
  const encryption = encryptionOf(view, wish);
  const { isOn, fixed } = encryption;
  return (
    <div className={styles['switches']}>
      <DropSwitch
        label={w.encrypt}
        hint={encryptionWords(encryption, to)}
        checked={isOn}
        onChange={(next) => onWish({ ...wish, encrypt: { connectionId: to?.id, isOn: next }, password: '' })}
        disabled={fixed !== undefined}
      />
      <DoorSwitch to={to} chosen={wish.door} onChoose={(door) => onWish({ ...wish, door })} look={DropSwitch} />
      {/* An encrypted file opens on its page only. */}
      <DropSwitch
        label={w.inline}
        hint={isOn ? w.inlineEncrypted : w.inlineHint}
        checked={wish.inline && !isOn}
        onChange={(inline) => onWish({ ...wish, inline })}
        disabled={isOn}
      />
    </div>
  );
}
