// Records the global shortcut by pressing it, and says when another program has it.
import { useEffect, useId, useState } from 'react';
import type { DesktopView } from '../../../preload/views/desktop-views';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { keysShown, shortcutOf } from '../keyboard/key-names';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import fieldStyles from '../ui/field.module.css';
import styles from './settings.module.css';

type ShortcutFieldProps = Pick<DesktopView, 'shortcut' | 'shortcutState'>;

/** A button named by its label and its keys; pressed, it waits for new ones. */
export function ShortcutField({ shortcut, shortcutState }: ShortcutFieldProps) {
  const act = useAct();
  const [recording, setRecording] = useState(false);
  const [weak, setWeak] = useState(false);
  const labelId = useId();
  const keysId = useId();
  const hintId = useId();
  const w = words.desktop;

  useEffect(() => {
    if (!recording) return undefined;
    void request('shortcut:record', { recording: true });
    return () => void request('shortcut:record', { recording: false });
  }, [recording]);

  const end = () => {
    setRecording(false);
    setWeak(false);
  };
  const pressed = (event: React.KeyboardEvent) => {
    if (!recording || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return end();
    const found = shortcutOf(event.nativeEvent);
    if (found === undefined) return setWeak(!['Control', 'Shift', 'Alt', 'Meta'].includes(event.key));
    void act(request('settings:save-desktop', { shortcut: found }));
    return end();
  };
  const keys = keysShown(shortcut);
  const shown = recording ? w.shortcutRecord : shortcut === '' ? w.shortcutNone : keys;
  return (
    <div className={styles['shortcut']}>
      <span id={labelId} className={`${fieldStyles['caption']} ${fieldStyles['label']}`}>
        {w.shortcut}
      </span>
      <div className={fieldStyles['line']}>
        <button
          type="button"
          className={styles['keys']}
          aria-labelledby={`${labelId} ${keysId}`}
          aria-describedby={hintId}
          aria-pressed={recording}
          onClick={() => setRecording(true)}
          onKeyDown={pressed}
          onBlur={end}
        >
          <kbd id={keysId}>{shown}</kbd>
        </button>
        {shortcut === '' ? null : (
          <Button look="quiet" onClick={() => void act(request('settings:save-desktop', { shortcut: '' }))}>
            {w.shortcutOff}
          </Button>
        )}
      </div>
      <p id={hintId} className={fieldStyles[shortcutState === 'taken' ? 'error' : 'hint']} aria-live="polite">
        {weak
          ? w.shortcutWeak
          : shortcutState === 'taken'
            ? w.shortcutTaken({ keys })
            : shortcutState === 'asked'
              ? w.shortcutAsked({ keys })
              : shortcutState === 'by-hand'
                ? w.shortcutByHand({ command: 'mayfly --share-clipboard' })
                : w.shortcutHint}
      </p>
    </div>
  );
}
