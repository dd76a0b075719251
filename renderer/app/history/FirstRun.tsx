// The first minute: what Mayfly does, and the two ways to begin.
import { Cloud, Laptop, type LucideIcon } from 'lucide-react';
import { useId } from 'react';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { Mayfly } from '../ui/Mayfly';
import { words } from '../state/words';
import styles from './first-run.module.css';

/** Stands above the drop zone, which already works. */
export function FirstRun({ onConnect }: { readonly onConnect: () => void }) {
  const act = useAct();
  const w = words.firstRun;
  return (
    <div className={styles['welcome']}>
      <Mayfly className={styles['art']} />
      <h1 className={styles['title']}>{w.title}</h1>
      <p className={styles['lead']}>{w.lead}</p>
      <div className={styles['ways']}>
        <Way
          icon={Laptop}
          title={w.tryHere}
          hint={w.tryHereHint}
          onChoose={() => void act(request('connections:try-embedded'))}
        />
        <Way icon={Cloud} title={w.connect} hint={w.connectHint} onChoose={onConnect} />
      </div>
      <p className={styles['note']}>{w.untilThen}</p>
    </div>
  );
}

interface WayProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly hint: string;
  readonly onChoose: () => void;
}

function Way({ icon: Icon, title, hint, onChoose }: WayProps) {
  const id = useId();
  return (
    <button
      type="button"
      className={styles['way']}
      onClick={onChoose}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-hint`}
    >
      <Icon aria-hidden className={styles['icon']} />
      <span id={`${id}-title`} className={styles['wayTitle']}>
        {title}
      </span>
      <span id={`${id}-hint`} className={styles['wayHint']}>
        {hint}
      </span>
    </button>
  );
}
