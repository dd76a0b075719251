// The button "Options": all that a share can have beside its lifetime and its place.
import { SlidersHorizontal } from 'lucide-react';
import { useState, type Ref } from 'react';
import type { AppView } from '../../../preload/views/views';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { Disclosure } from '../ui/Disclosure';
import field from '../ui/field.module.css';
import { SwitchField } from '../ui/SwitchField';
import { TextField } from '../ui/TextField';
import { DoorNameField } from './DoorNameField';
import { DoorsOffer } from './DoorsOffer';
import { DoorSwitch } from './DoorSwitch';
import { encryptionWords } from './encryption-words';
import { FloatingPanel } from './FloatingPanel';
import { MadePasswordField } from './MadePasswordField';
import styles from './options-panel.module.css';
import { PageField } from './PageField';
import { TellSwitch } from './TellSwitch';
import { destinationOf, encryptionOf, mayKeepInStep, type WishDraft } from './share-options';

interface OptionsPanelProps {
  readonly view: Pick<AppView, 'connections' | 'pages'>;
  readonly wish: WishDraft;
  readonly onWish: (wish: WishDraft) => void;
  readonly buttonRef: Ref<HTMLButtonElement>;
}

export function OptionsPanel({ view, wish, onWish, buttonRef }: OptionsPanelProps) {
  const w = words.drop;
  const [isOpen, setOpen] = useState(false);
  const to = destinationOf(view);
  const encryption = encryptionOf(view, wish);
  const encrypt = (isOn: boolean) => onWish({ ...wish, encrypt: { connectionId: to?.id, isOn }, password: '' });
  return (
    <FloatingPanel
      label={w.options}
      isOpen={isOpen}
      onOpen={setOpen}
      trigger={
        <Button look="quiet" icon={SlidersHorizontal} ref={buttonRef} className={styles['options']}>
          {w.options}
        </Button>
      }
    >
      <SwitchField
        isSmall
        label={w.encrypt}
        hint={encryptionWords(encryption, to)}
        checked={encryption.isOn}
        onChange={encrypt}
        disabled={encryption.fixed !== undefined}
      />
      {encryption.fixed === undefined ? null : <p className={field['hint']}>{encryptionWords(encryption, to)}</p>}
      {encryption.isOn ? (
        <MadePasswordField value={wish.password} onChange={(password) => onWish({ ...wish, password })} />
      ) : null}
      <DoorSwitch to={to} chosen={wish.door} onChoose={(door) => onWish({ ...wish, door })} isSmall />
      <DoorNameField
        to={to}
        chosen={wish.door}
        value={wish.doorName}
        onChange={(doorName) => onWish({ ...wish, doorName })}
      />
      <TellSwitch
        to={to}
        isOn={wish.tellWhenOpened}
        onChange={(tellWhenOpened) => onWish({ ...wish, tellWhenOpened })}
      />
      {mayKeepInStep(view) ? (
        <SwitchField
          isSmall
          label={words.shares.folder.keep}
          hint={w.keepHint}
          checked={wish.keepInStep}
          onChange={(keepInStep) => onWish({ ...wish, keepInStep })}
        />
      ) : null}
      <PageField pages={view.pages} shown={to?.showsPages ?? true} />
      <Disclosure title={w.addWords} className={styles['fields']}>
        <TextField
          label={w.recipientName}
          value={wish.name}
          onChange={(name) => onWish({ ...wish, name })}
          maxLength={255}
          hint={w.recipientNameHint}
          optional
        />
        <TextField
          label={w.pageTitle}
          value={wish.title}
          onChange={(title) => onWish({ ...wish, title })}
          maxLength={200}
          optional
        />
        <TextField
          rows={3}
          label={w.message}
          value={wish.message}
          onChange={(message) => onWish({ ...wish, message })}
          maxLength={2_000}
          hint={w.messageHint}
          optional
        />
      </Disclosure>
      <DoorsOffer to={to} />
    </FloatingPanel>
  );
}
