// Why this exists: where files can go: the list of storage connections, or the form for one of them.
import { Plus } from 'lucide-react';
import { useId } from 'react';
import type { ConnectionView } from '../../../preload/connection-views';
import type { ExaminationView } from '../../../preload/exam-views';
import { Button } from '../components/Button';
import { ConnectionRow } from '../components/ConnectionRow';
import emptyStyles from '../components/empty.module.css';
import { Mayfly } from '../components/Mayfly';
import { RowList } from '../components/RowList';
import { emptyValues, valuesOf, type FormValues } from '../connection-form';
import type { Providers } from '../providers';
import { listRows } from '../rows';
import { words } from '../words';
import { ConnectionForm } from './ConnectionForm';
import styles from './screen.module.css';

interface ConnectionsScreenProps {
  readonly connections: readonly ConnectionView[];
  readonly examinations: readonly ExaminationView[];
  readonly providers: Providers;
  /** What is being typed; absent while the list is shown. */
  readonly form: FormValues | undefined;
  readonly onForm: (form: FormValues | undefined) => void;
}

export function ConnectionsScreen({ connections, examinations, providers, form, onForm }: ConnectionsScreenProps) {
  const titleId = useId();
  const w = words.connections;
  if (form !== undefined) {
    return (
      <ConnectionForm
        key={form.id ?? 'new'}
        providers={providers}
        values={form}
        onChange={onForm}
        onClose={() => onForm(undefined)}
        examinations={examinations}
      />
    );
  }
  return (
    <div className={styles['screen']}>
      <div className={styles['head']}>
        <div>
          <h1 id={titleId}>{w.title}</h1>
          <p>{w.lead}</p>
        </div>
        <Button look="primary" icon={Plus} onClick={() => onForm(emptyValues(providers))}>
          {w.add}
        </Button>
      </div>
      {connections.length === 0 ? (
        <div className={emptyStyles['empty']}>
          <Mayfly />
          <h2>{w.emptyTitle}</h2>
          <p>{w.emptyText}</p>
        </div>
      ) : (
        <RowList
          rows={listRows(connections, ({ id }) => id)}
          labelledBy={titleId}
          renderRow={(connection, place) => (
            <ConnectionRow
              key={connection.id}
              connection={connection}
              examination={examinations.find(({ id }) => id === connection.id)}
              place={place}
              onEdit={() => onForm(valuesOf(connection))}
            />
          )}
        />
      )}
    </div>
  );
}
