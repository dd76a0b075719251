// It is always visible, and changeable, which storage the next files go to.
import type { AppView } from '../../../preload/views/views';
import { destinationOf, type WishDraft } from './share-options';
import { words } from '../state/words';
import { Choice } from '../ui/Choice';
import choice from '../ui/choice.module.css';
import styles from './destination-field.module.css';

interface DestinationFieldProps {
  readonly view: Pick<AppView, 'connections'>;
  readonly wish: WishDraft;
  readonly onWish: (wish: WishDraft) => void;
}

/** A combobox for several connections, else plain text; does not change the default connection. */
export function DestinationField({ view, wish, onWish }: DestinationFieldProps) {
  const { connections } = view;
  const current = destinationOf(view, wish);
  if (current === undefined || connections.length < 2) {
    return (
      <div className={choice['field']}>
        <span className={choice['label']}>{words.drop.destination}</span>
        <span className={styles['name']}>{current?.name ?? words.drop.thisComputer}</span>
      </div>
    );
  }
  return (
    <Choice
      label={words.drop.destination}
      value={current.id}
      options={connections.map(({ id, name, colour }) => ({
        value: id,
        label: name,
        ...(colour !== undefined && { colour }),
      }))}
      onChange={(connectionId) => onWish({ ...wish, connectionId })}
      className={styles['choice'] ?? ''}
    />
  );
}
