// Shows a share that a link or another program proposes; Mayfly reads nothing of it before the user agrees.
import { useRef, useState } from 'react';
import type { ProposalView } from '../../../preload/views/desktop-views';
import type { AppView } from '../../../preload/views/views';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { sentenceOf } from './sentence-words';
import { noDraft, optionsOf } from './share-options';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import field from '../ui/field.module.css';
import { FileMark } from '../ui/FileMark';
import { FileName } from '../ui/FileName';
import { Modal } from '../ui/Modal';
import { TextField } from '../ui/TextField';
import styles from './share-request-dialog.module.css';

interface ProposalDialogProps {
  readonly proposal: ProposalView;
  readonly view: AppView;
}

/** The dialog "Share this?". For a proposal by a link the first focus is on the refusing button, so that an Enter key typed elsewhere does not accept it. */
export function ProposalDialog({ proposal, view }: ProposalDialogProps) {
  const act = useAct();
  const no = useRef<HTMLButtonElement>(null);
  const yes = useRef<HTMLButtonElement>(null);
  const w = words.proposal;
  const { id, from, what, names, count } = proposal;
  const refuse = () => void request('proposal:dismiss', { proposalId: id });
  const only = what === 'paths' && count === 1 ? (names[0] ?? '') : undefined;
  const [name, setName] = useState(only ?? '');
  const options = { ...noDraft, name: name === only ? '' : name };
  return (
    <Modal
      title={w.title}
      name={from === 'link' ? w.byLink : w.byDesktop}
      onClose={refuse}
      firstFocus={from === 'link' ? no : yes}
      buttons={
        <>
          <Button ref={no} onClick={refuse}>
            {w.refuse}
          </Button>
          <Button
            ref={yes}
            look="primary"
            onClick={() => void act(request('proposal:accept', { proposalId: id, options: optionsOf(options) }))}
          >
            {what === 'files' ? words.drop.choose : w.accept}
          </Button>
        </>
      }
    >
      {only !== undefined ? (
        <TextField label={words.drop.recipientName} value={name} onChange={setName} maxLength={255} />
      ) : what === 'paths' ? (
        <ul className={styles['names']} aria-label={w.files}>
          {names.map((name, index) => (
            // Two files of the same name differ by their index only.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index} className={styles['name']}>
              <FileMark name={name} contentType="" />
              <FileName name={name} />
            </li>
          ))}
          {count > names.length ? <li>{w.more({ count: count - names.length })}</li> : null}
        </ul>
      ) : (
        <p>{what === 'clipboard' ? w.clipboard : w.choose}</p>
      )}
      <p className={field['hint']}>{sentenceOf(view)}</p>
      {from === 'link' ? <p className={field['hint']}>{w.unexpected}</p> : null}
    </Modal>
  );
}
