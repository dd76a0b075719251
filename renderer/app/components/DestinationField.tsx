// Why this exists: it is always visible, and changeable, which storage the next files go to.
import type { ConnectionView } from '../../../preload/connection-views';
import { useAct } from '../actions';
import { bridge } from '../bridge';
import { words } from '../words';
import { Choice } from './Choice';
import styles from './destination-field.module.css';

/** A combobox when there is a choice, plain words when there is none. */
export function DestinationField({ connections }: { readonly connections: readonly ConnectionView[] }) {
  const act = useAct();
  const current = connections.find((connection) => connection.isDefault);
  if (current === undefined || connections.length < 2) {
    return (
      <div className={styles['plain']}>
        <span className={styles['label']}>{words.drop.destination}</span>
        <span className={styles['name']}>{current?.name ?? words.drop.thisComputer}</span>
      </div>
    );
  }
  return (
    <Choice
      label={words.drop.destination}
      value={current.id}
      options={connections.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(id) => void act(bridge.setDefaultConnection(id))}
      className={styles['choice'] ?? ''}
    />
  );
}
