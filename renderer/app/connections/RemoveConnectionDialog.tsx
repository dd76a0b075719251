// Removing a connection removes its history, so the dialog asks first whether to revoke its live links.
import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { useId, useState } from 'react';
import type { ConnectionView, LiveLinksView } from '../../../preload/views/connection-views';
import { request } from '../state/bridge';
import { useRequest } from '../state/use-request';
import { words } from '../state/words';
import { AskDialog } from '../ui/Modal';
import { Skeleton } from '../ui/Skeleton';
import styles from './remove-connection.module.css';
import fieldStyles from '../ui/field.module.css';

interface RemoveConnectionDialogProps {
  readonly connection: ConnectionView;
  readonly onClose: () => void;
}

type Choice = 'keep' | 'take-back';

/** The dialog "Remove “…”?". Escape, the cross and the first button all mean no. */
export function RemoveConnectionDialog({ connection, onClose }: RemoveConnectionDialogProps) {
  const { id, name, kind } = connection;
  const w = words.connections;
  const embedded = kind === 'embedded';
  const [answer] = useRequest('connections:live-links', { connectionId: id });
  const links = answer?.ok === true ? answer.value : undefined;
  const [choice, setChoice] = useState<Choice>('keep');
  // Disabled until the number of live links is known.
  const awaited = !embedded && answer === undefined;
  return (
    <AskDialog
      title={w.removeTitle({ name })}
      texts={{ keep: w.keep, confirm: w.removeConfirm, busy: w.removing }}
      ask={() => request('connections:remove', { connectionId: id, links: choice })}
      isOff={awaited}
      failure={answer?.ok === false ? answer.failure : undefined}
      onClose={onClose}
    >
      <p>{embedded ? w.removeEmbeddedText : w.removeText}</p>
      {awaited ? <Awaited /> : null}
      {embedded || links === undefined ? null : <LinksQuestion links={links} choice={choice} onChoice={setChoice} />}
    </AskDialog>
  );
}

interface LinksQuestionProps {
  readonly links: LiveLinksView;
  readonly choice: Choice;
  readonly onChoice: (choice: Choice) => void;
}

/** Choice between keeping and revoking the live links; renders nothing without any. */
function LinksQuestion({ links, choice, onChoice }: LinksQuestionProps) {
  const w = words.connections;
  if (links.live === 0) return <p className={fieldStyles['hint']}>{w.removeEmpty}</p>;
  return (
    <>
      <p className={styles['count']}>{w.liveLinks({ count: links.live })}</p>
      <RadioGroup<Choice> aria-label={w.links} value={choice} onValueChange={onChoice} className={styles['choices']}>
        <Answer value="keep" title={w.linksKeep} text={w.linksKeepText} />
        <Answer value="take-back" title={w.linksTakeBack} text={w.linksTakeBackText} />
      </RadioGroup>
      {links.linked === 0 ? null : <p className={fieldStyles['hint']}>{w.linked({ count: links.linked })}</p>}
    </>
  );
}

function Answer({ value, title, text }: { readonly value: Choice; readonly title: string; readonly text: string }) {
  const [titleId, textId] = [useId(), useId()];
  return (
    <Radio.Root value={value} aria-labelledby={titleId} aria-describedby={textId} className={styles['choice']}>
      <span className={styles['ring']} aria-hidden>
        <Radio.Indicator className={styles['dot']} />
      </span>
      <span className={styles['lines']}>
        <span id={titleId} className={fieldStyles['label']}>
          {title}
        </span>
        <span id={textId} className={fieldStyles['hint']}>
          {text}
        </span>
      </span>
    </Radio.Root>
  );
}

/** The question, before it is known whether there is one. */
function Awaited() {
  return (
    <div aria-busy className={styles['awaited']}>
      <p className="visually-hidden">{words.connections.counting}</p>
      <Skeleton width="55%" />
      <div className={styles['choices']}>
        {['keep', 'take-back'].map((answer) => (
          <div key={answer} className={styles['choice']}>
            <Skeleton shape="icon" />
            <div className={styles['lines']}>
              <Skeleton width="45%" />
              <Skeleton shape="small" />
              <Skeleton shape="small" width="70%" />
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
