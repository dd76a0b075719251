// The switches of the next share: encrypted or not, with a short link or not, opened by the browser or saved.
import type { AppView } from '../../../preload/views/views';
import { words } from '../state/words';
import { DropSwitch } from './DropSwitch';
import { encryptionWords } from './encryption-words';
import { destinationOf, doorOf, encryptionOf, type WishDraft } from './share-options';
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
  const door = doorOf(view, wish);
  return (
    <div className={styles['switches']}>
      <DropSwitch
        label={w.encrypt}
        hint={encryptionWords(encryption, to)}
        checked={isOn}
        onChange={(next) => onWish({ ...wish, encrypt: { connectionId: to?.id, isOn: next }, password: '' })}
        disabled={fixed !== undefined}
      />
      {door === undefined || to === undefined ? null : (
        <DropSwitch
          label={w.door}
          hint={w.doorHint({ address: to.doors?.address ?? '' })}
          checked={door}
          onChange={(next) => onWish({ ...wish, door: { connectionId: to.id, isOn: next } })}
        />
      )}
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
