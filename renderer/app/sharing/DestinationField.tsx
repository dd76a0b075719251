// It is always visible, and changeable, which storage the next files go to.
import { Cloud } from 'lucide-react';
import { useId } from 'react';
import type { AppView } from '../../../preload/views/views';
import { destinationOf, type WishDraft } from './share-options';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { Choice } from '../ui/Choice';
import choice from '../ui/choice.module.css';
import styles from './destination-field.module.css';

interface DestinationFieldProps {
  readonly view: Pick<AppView, 'connections'>;
  readonly wish: WishDraft;
  readonly onWish: (wish: WishDraft) => void;
  /** Opens the form for a new connection. */
  readonly onConnect: () => void;
}

/**
 * A combobox for several connections; does not change the default connection. Else the name of the storage, which is a button to connect one
 * while there is only this computer.
 */
export function DestinationField({ view, wish, onWish, onConnect }: DestinationFieldProps) {
  const { connections } = view;
  const id = useId();
  const current = destinationOf(view, wish);
  if (current === undefined || connections.length < 2) {
    const name = current?.name ?? words.drop.thisComputer;
    return (
      <div className={choice['field']}>
        <span className={choice['label']} id={`${id}-label`}>
          {words.drop.destination}
        </span>
        {current?.kind === 's3' ? (
          <span className={styles['name']}>{name}</span>
        ) : (
          <Button
            icon={Cloud}
            id={`${id}-name`}
            aria-labelledby={`${id}-label ${id}-name`}
            title={words.storageHint.connect}
            onClick={onConnect}
          >
            {name}
          </Button>
        )}
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
