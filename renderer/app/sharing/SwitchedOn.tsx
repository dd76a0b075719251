// What is switched on for the next share stands in the sentence, and can be switched off there.
import { X } from 'lucide-react';
import { request } from '../state/bridge';
import { useAct } from '../state/run-action';
import { words } from '../state/words';
import { switchedOn, type Option, type SharingView } from './sentence-words';
import { destinationOf, encryptionOf, type ShareDraft } from './share-options';
import styles from './switched-on.module.css';

interface SwitchedOnProps {
  readonly view: SharingView;
  readonly draft: ShareDraft;
  readonly onDraft: (draft: ShareDraft) => void;
  /** The button is gone, and the focus needs a place. */
  readonly onGone: () => void;
}

/** Renders nothing for a plain link. What the connection demands has no button. */
export function SwitchedOn({ view, draft, onDraft, onGone }: SwitchedOnProps) {
  const act = useAct();
  const w = words.drop.on;
  const options = switchedOn(view, draft);
  const off = { connectionId: destinationOf(view)?.id, isOn: false };
  const isFixed = encryptionOf(view, draft).fixed !== undefined;
  const without = {
    encrypted: { encrypt: off, password: '' },
    password: { encrypt: off, password: '' },
    door: { door: off, doorName: '' },
    told: { tellWhenOpened: false },
    inStep: { keepInStep: false },
    message: { title: '', message: '' },
    name: { name: '' },
  };
  const switchOff = (option: Option) => {
    if (option === 'never' || option === 'always') void act(request('settings:save', { pages: 'several' }));
    else onDraft({ ...draft, ...without[option] });
    onGone();
  };
  if (options.length === 0) return null;
  return (
    <ul className={styles['chips']} aria-label={w.label}>
      {options.map((option) => (
        <li key={option} className={styles['chip']}>
          {w[option]}
          {isFixed && (option === 'encrypted' || option === 'password') ? null : (
            <button
              type="button"
              className={styles['off']}
              aria-label={w.off({ what: w[option] })}
              title={w.off({ what: w[option] })}
              onClick={() => switchOff(option)}
            >
              <X aria-hidden />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
