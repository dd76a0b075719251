// Where files can go: the list of storage connections, or the form for one of them.
import { FileDown, FileUp, Plus } from 'lucide-react';
import { useState } from 'react';
import type { ConnectionView } from '../../../preload/views/connection-views';
import type { ExaminationView } from '../../../preload/views/examination-views';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { Button } from '../ui/Button';
import { ConnectionRow } from './ConnectionRow';
import { emptyValues, valuesOf } from './connection-form';
import type { Providers } from './providers';
import { placeOf } from '../uploads/upload-order';
import { words } from '../state/words';
import { ConnectionForm } from './ConnectionForm';
import { ListScreen } from '../window/ListScreen';
import styles from '../window/screen.module.css';
import type { Forms } from './form/use-forms';

export interface ConnectionsScreenProps {
  readonly connections: readonly ConnectionView[];
  readonly examinations: readonly ExaminationView[];
  readonly providers: Providers;
  /** The list is shown while none is open. */
  readonly forms: Forms;
}

export function ConnectionsScreen({ connections, examinations, providers, forms }: ConnectionsScreenProps) {
  const act = useAct();
  const [said, setSaid] = useState('');
  const [addedId, setAddedId] = useState<string>();
  const w = words.connections;
  const form = forms.shown;
  if (form !== undefined) {
    return (
      <ConnectionForm
        key={form.id ?? 'new'}
        providers={providers}
        values={form}
        saved={connections.find(({ id }) => id === form.id)}
        onChange={forms.change}
        onClose={(shown, savedId) => {
          setSaid('');
          setAddedId(form.id === undefined ? savedId : undefined);
          forms.close(shown);
        }}
        examinations={examinations}
      />
    );
  }
  const ids = connections.map(({ id }) => id);
  const order = (next: readonly string[], moved: string) => {
    const { name = '' } = connections.find(({ id }) => id === moved) ?? {};
    setSaid(w.moved({ name, place: next.indexOf(moved) + 1, count: next.length }));
    void act(request('connections:order', { connectionIds: [...next] }));
  };
  const onDropped = (dragged: string, target: string) => {
    const place = placeOf(ids, dragged, target);
    if (place === undefined) return;
    const others = ids.filter((id) => id !== dragged);
    const at = place.before === undefined ? others.length : others.indexOf(place.before);
    order(others.toSpliced(at, 0, dragged), dragged);
  };
  const move = (id: string, step: 1 | -1) => {
    const others = ids.filter((other) => other !== id);
    order(others.toSpliced(ids.indexOf(id) + step, 0, id), id);
  };
  const importFile = async () => {
    const outcome = request('connections:import');
    void act(outcome);
    const answer = await outcome;
    if (!answer.ok || answer.value === undefined) return;
    const { imported, addresses } = answer.value;
    const added = imported === 0 ? w.importedNone : w.imported({ count: imported });
    const brought = w.importedAddresses({ addresses: addresses.join(', ') });
    setSaid(addresses.length === 0 ? added : `${added} ${brought}`);
  };
  // Files go where they went: only the first connection of all becomes the default by itself.
  const added = connections.find(({ id, isDefault }) => id === addedId && !isDefault);
  const target = connections.find(({ isDefault }) => isDefault);
  const goesOn =
    added === undefined || target === undefined ? '' : w.filesGoOn({ name: target.name, added: added.name });
  const givable = connections.filter(({ kind }) => kind === 's3').map(({ id }) => id);
  return (
    <ListScreen
      texts={w}
      action={
        <Button look="primary" icon={Plus} onClick={() => forms.open(emptyValues(providers))}>
          {w.add}
        </Button>
      }
      items={connections}
      renderRow={(connection, place) => (
        <ConnectionRow
          key={connection.id}
          connection={connection}
          examination={examinations.find(({ id }) => id === connection.id)}
          place={place}
          isFirst={connection.id === ids[0]}
          isLast={connection.id === ids.at(-1)}
          onEdit={() => forms.open(valuesOf(connection))}
          onMove={(step) => move(connection.id, step)}
          onDropped={onDropped}
        />
      )}
    >
      <div className={styles['foot']}>
        <Button look="quiet" icon={FileUp} onClick={() => void importFile()}>
          {w.import}
        </Button>
        {givable.length === 0 ? null : (
          <Button
            look="quiet"
            icon={FileDown}
            onClick={() => void act(request('connections:export', { connectionIds: [...givable] }))}
          >
            {w.exportAll}
          </Button>
        )}
        <p aria-live="polite">{said || goesOn || w.importHint}</p>
      </div>
    </ListScreen>
  );
}
