// The place the whole app is about: where files go in, and one sentence that says what becomes of them.
import { FileUp } from 'lucide-react';
import { useRef } from 'react';
import type { AppView } from '../../../preload/views/views';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { Mayfly } from '../ui/Mayfly';
import styles from './drop-zone.module.css';
import { MoreWays, type Ways } from './MoreWays';
import { OptionsPanel } from './OptionsPanel';
import { DestinationChoice, LifetimeChoice } from './SentenceChoices';
import { withSlots } from './sentence-words';
import type { ShareDraft } from './share-options';
import { StorageLine } from './StorageLine';
import { SwitchedOn } from './SwitchedOn';

/** The window component holds the values, because it handles the drops. */
export interface DropZoneControls extends Ways {
  readonly draft: ShareDraft;
  readonly onDraft: (draft: ShareDraft) => void;
  /** Opens the form for a new connection. */
  readonly onConnect: () => void;
}

interface DropZoneProps extends DropZoneControls {
  readonly view: Pick<AppView, 'connections' | 'expirySeconds' | 'firstRun' | 'network' | 'pages' | 'pointsToStorage'>;
  /** Fills the window, with the drawing, while there is nothing else on the screen. */
  readonly roomy: boolean;
}

/**
 * The page notes when this is painted (Element Timing), which `npm run bench:app` reads: first in the first view, from when on the window is
 * usable, then in the window itself.
 */
const noted = { elementtiming: 'usable' };

/** The visible target of a drop; the whole window accepts drops. */
export function DropZone({ view, draft, onDraft, onConnect, roomy, ...ways }: DropZoneProps) {
  const options = useRef<HTMLButtonElement>(null);
  const w = words.drop;
  // The same element in both sentences: the focus stays on it.
  const destination = (
    <DestinationChoice
      key="place"
      view={view}
      onConnect={onConnect}
      device={draft.device}
      onDevice={(device) => onDraft({ ...draft, device })}
    />
  );
  return (
    <section className={styles['zone']} data-testid="drop-zone" data-roomy={roomy} aria-label={w.title}>
      {roomy ? <Mayfly className={styles['art']} /> : null}
      <h2 className={styles['title']} {...noted}>
        {roomy ? w.welcome : w.title}
      </h2>
      <div className={styles['buttons']}>
        <Button look="primary" icon={FileUp} className={styles['choose']} onClick={() => ways.onChoose('files')}>
          {w.choose}
        </Button>
        <MoreWays {...ways} />
      </div>
      <div className={styles['sentence']}>
        {draft.device === undefined
          ? withSlots(w.sentence, ['lifetime', 'place']).map((part) => {
              if (part === 'lifetime') return <LifetimeChoice key={part} view={view} />;
              return part === 'place' ? destination : part.text;
            })
          : withSlots(words.nearby.sentence, ['device']).map((part) =>
              part === 'device' ? destination : part.text,
            )}{' '}
        {draft.device?.isPlain === true ? words.nearby.plainSentence : null}
        {draft.device === undefined ? (
          <SwitchedOn view={view} draft={draft} onDraft={onDraft} onGone={() => options.current?.focus()} />
        ) : null}
      </div>
      {draft.device === undefined ? (
        <div className={styles['options']}>
          <OptionsPanel view={view} draft={draft} onDraft={onDraft} buttonRef={options} />
        </div>
      ) : null}
      {roomy ? (
        <div className={styles['line']}>{view.pointsToStorage ? <StorageLine onConnect={onConnect} /> : null}</div>
      ) : null}
    </section>
  );
}
