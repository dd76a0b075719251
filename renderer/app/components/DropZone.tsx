// Why this exists: the place the whole app is about: where files go in, how long their links live and where they are stored.
import { Switch } from '@base-ui/react/switch';
import { ClipboardPaste, FileUp } from 'lucide-react';
import { useId } from 'react';
import type { AppView } from '../../../preload/views';
import { useAct } from '../actions';
import { bridge } from '../bridge';
import { words } from '../words';
import { Button } from './Button';
import { DestinationField } from './DestinationField';
import styles from './drop-zone.module.css';
import { ExpiryField } from './ExpiryField';
import { Mayfly } from './Mayfly';

interface DropZoneProps {
  readonly view: AppView;
  readonly inline: boolean;
  readonly onInline: (inline: boolean) => void;
  /** Roomy, with the drawing, while there is nothing else on the screen. */
  readonly roomy: boolean;
}

const pasteKeys = /mac/i.test(navigator.platform) ? '⌘V' : 'Ctrl+V';

/** The drop itself is heard by the whole window; this is what people aim at. */
export function DropZone({ view, inline, onInline, roomy }: DropZoneProps) {
  const act = useAct();
  const titleId = useId();
  const inlineHintId = useId();
  return (
    <section className={styles['zone']} data-testid="drop-zone" data-roomy={roomy} aria-labelledby={titleId}>
      <div className={styles['target']}>
        {view.firstRun ? null : <Mayfly className={styles['art']} />}
        <div className={styles['words']}>
          <h2 id={titleId}>{words.drop.title}</h2>
          <p>{words.drop.hint(pasteKeys)}</p>
        </div>
        <div className={styles['buttons']}>
          <Button look="primary" icon={FileUp} onClick={() => void act(bridge.chooseFiles(inline))}>
            {words.drop.choose}
          </Button>
          <Button icon={ClipboardPaste} onClick={() => void act(bridge.shareClipboard(inline))}>
            {words.drop.clipboard}
          </Button>
        </div>
      </div>
      <div className={styles['options']}>
        <ExpiryField seconds={view.expirySeconds} />
        <DestinationField connections={view.connections} />
        <div className={styles['inline']} title={words.drop.inlineHint}>
          <label className={styles['switch']}>
            <Switch.Root
              checked={inline}
              onCheckedChange={onInline}
              className={styles['lane']}
              aria-describedby={inlineHintId}
            >
              <Switch.Thumb className={styles['thumb']} />
            </Switch.Root>
            {words.drop.inline}
          </label>
          <p id={inlineHintId} className="visually-hidden">
            {words.drop.inlineHint}
          </p>
        </div>
      </div>
    </section>
  );
}
