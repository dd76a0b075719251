// The button "Options": all that a share can have beside its lifetime and its place.
import { Link2, SlidersHorizontal } from 'lucide-react';
import { useState, type Ref } from 'react';
import type { AppView } from '../../../preload/views/views';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { Disclosure } from '../ui/Disclosure';
import field from '../ui/field.module.css';
import { SwitchField } from '../ui/SwitchField';
import { TextField } from '../ui/TextField';
import { DoorNameField } from './DoorNameField';
import { DoorSwitch } from './DoorSwitch';
import { encryptionWords } from './encryption-words';
import { FloatingPanel } from './FloatingPanel';
import { MadePasswordField } from './MadePasswordField';
import styles from './options-panel.module.css';
import { PageField } from './PageField';
import { destinationOf, encryptionOf, mayKeepInStep, type ShareDraft } from './share-options';
import type { ConnectionView } from '../../../preload/views/connection-views';
import { ShortLinksDialog } from '../window/LazyScreens';

// The switch "Tell me when it is opened" of the next share.
interface TellSwitchProps {
  /** Where it goes. */
  readonly to: ConnectionView | undefined;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** Renders nothing for the bucket on this computer, which counts by itself, and words where no test has shown that pages may tell. */
function TellSwitch({ to, isOn, onChange }: TellSwitchProps) {
  const w = words.drop;
  if (to?.tellsOpenings === undefined) return null;
  if (!to.tellsOpenings) return <p className={field['hint']}>{w.tellUnproven({ connection: to.name })}</p>;
  return <SwitchField isSmall label={w.tell} hint={w.tellHint} checked={isOn} onChange={onChange} />;
}

// Short links need a place of their own: a quiet way to the dialog that sets one up for a connection that has none.
function DoorsOffer({ to }: { readonly to: ConnectionView | undefined }) {
  const [isOpen, setOpen] = useState(false);
  if (to === undefined || (to.doors !== undefined && !isOpen)) return null;
  return (
    <>
      <Button look="quiet" icon={Link2} onClick={() => setOpen(true)}>
        {words.drop.setUpDoors({ connection: to.name })}
      </Button>
      {isOpen ? <ShortLinksDialog connection={to} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

interface OptionsPanelProps {
  readonly view: Pick<AppView, 'connections' | 'pages'>;
  readonly draft: ShareDraft;
  readonly onDraft: (draft: ShareDraft) => void;
  readonly buttonRef: Ref<HTMLButtonElement>;
}

export function OptionsPanel({ view, draft, onDraft, buttonRef }: OptionsPanelProps) {
  const w = words.drop;
  const [isOpen, setOpen] = useState(false);
  const to = destinationOf(view);
  const encryption = encryptionOf(view, draft);
  const encrypt = (isOn: boolean) => onDraft({ ...draft, encrypt: { connectionId: to?.id, isOn }, password: '' });
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
        <MadePasswordField value={draft.password} onChange={(password) => onDraft({ ...draft, password })} />
      ) : null}
      <DoorSwitch to={to} chosen={draft.door} onChoose={(door) => onDraft({ ...draft, door })} isSmall />
      <DoorNameField
        to={to}
        chosen={draft.door}
        value={draft.doorName}
        onChange={(doorName) => onDraft({ ...draft, doorName })}
      />
      <TellSwitch
        to={to}
        isOn={draft.tellWhenOpened}
        onChange={(tellWhenOpened) => onDraft({ ...draft, tellWhenOpened })}
      />
      {mayKeepInStep(view) ? (
        <SwitchField
          isSmall
          label={words.shares.folder.keep}
          hint={w.keepHint}
          checked={draft.keepInStep}
          onChange={(keepInStep) => onDraft({ ...draft, keepInStep })}
        />
      ) : null}
      <PageField pages={view.pages} shown={to?.showsPages ?? true} />
      <Disclosure title={w.addWords} className={styles['fields']}>
        <TextField
          label={w.recipientName}
          value={draft.name}
          onChange={(name) => onDraft({ ...draft, name })}
          maxLength={255}
          hint={w.recipientNameHint}
          optional
        />
        <TextField
          label={w.pageTitle}
          value={draft.title}
          onChange={(title) => onDraft({ ...draft, title })}
          maxLength={200}
          optional
        />
        <TextField
          rows={3}
          label={w.message}
          value={draft.message}
          onChange={(message) => onDraft({ ...draft, message })}
          maxLength={2_000}
          hint={w.messageHint}
          optional
        />
      </Disclosure>
      <DoorsOffer to={to} />
    </FloatingPanel>
  );
}
