// Title and message of a share page, collapsed until the user opens them.
import { Collapsible } from '@base-ui/react/collapsible';
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import type { WishDraft } from './share-options';
import { words } from '../state/words';
import { TextArea } from '../ui/TextArea';
import { TextField } from '../ui/TextField';
import disclosure from '../ui/disclosure.module.css';
import styles from './page-message-field.module.css';

interface WordsFieldProps {
  readonly wish: WishDraft;
  readonly onWish: (wish: WishDraft) => void;
  /** Stands at the end of the line. */
  readonly children: ReactNode;
  /** Stands under the fields. */
  readonly more: ReactNode;
}

/** Title and message of the next share's page. */
export function WordsField({ wish, onWish, children, more }: WordsFieldProps) {
  const w = words.drop;
  return (
    <Collapsible.Root className={styles['words']}>
      <div className={styles['line']}>
        <Collapsible.Trigger className={`${disclosure['trigger']} ${styles['trigger']}`}>
          <ChevronDown aria-hidden />
          {w.addWords}
        </Collapsible.Trigger>
        {children}
      </div>
      <Collapsible.Panel className={styles['panel']}>
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
        <TextArea
          label={w.message}
          value={wish.message}
          onChange={(message) => onWish({ ...wish, message })}
          maxLength={2_000}
          hint={w.messageHint}
          optional
        />
        {more}
      </Collapsible.Panel>
    </Collapsible.Root>
  );
}
