// The list of the window's keyboard shortcuts, opened by "?".
import { rowKeys, shownKey, windowKeys } from '../keyboard/keys';
import { isMac } from '../keyboard/window-keys';
import { words } from '../state/words';
import styles from './keyboard-dialog.module.css';
import { Modal } from '../ui/Modal';

interface Line {
  readonly keys: readonly string[];
  readonly text: string;
}

/** The dialog "Keyboard". */
export function KeyboardDialog({ onClose }: { readonly onClose: () => void }) {
  const w = words.keyboard;
  const linesOf = <A extends string>(
    keys: Readonly<Record<A, readonly string[]>>,
    texts: Readonly<Record<A, string>>,
  ): readonly Line[] => (Object.keys(keys) as A[]).map((act) => ({ keys: keys[act], text: texts[act] }));
  return (
    <Modal title={w.title} onClose={onClose}>
      <Lines
        title={w.everywhere}
        lines={[
          ...linesOf(windowKeys, w.window),
          { keys: ['Mod+V'], text: w.paste },
          { keys: ['Mod++', 'Mod+-', 'Mod+0'], text: w.zoom },
        ]}
      />
      <Lines title={w.inRow} lines={linesOf(rowKeys, w.row)} />
    </Modal>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly Line[] }) {
  const mac = isMac();
  return (
    <section>
      <h3 className={styles['title']}>{title}</h3>
      <dl>
        {lines.map(({ keys, text }) => (
          <div key={text} className={styles['line']}>
            <dt>{text}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key} className={styles['key']}>
                  {shownKey(key, mac)}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
