// Storage that other programs of this computer know. Their settings are read when the button is pressed; a secret in them never comes here.
import { Search } from 'lucide-react';
import { useId, useState } from 'react';
import type { FoundHereView, FoundView, ProfileView } from '../../../preload/views/connection-views';
import { request } from '../state/bridge';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { FailureAlert } from '../ui/FailureText';
import fieldStyles from '../ui/field.module.css';
import rowStyles from '../ui/row.module.css';
import { applyFound, applyFoundProfile } from './credentials-place';
import { emptyValues } from './connection-form';
import { hostOf, type Providers } from './providers';
import styles from './found-here.module.css';
import type { FailureView } from '../../../preload/views/failure-view';
import type { FormValues } from './form-values';

interface FoundHereProps {
  readonly providers: Providers;
  /** The form filled with what was found; resolves when it is a connection, or needs more. */
  readonly onConnect: (values: FormValues) => Promise<void>;
}

interface Entry {
  readonly id: string;
  readonly name: string;
  readonly facts: readonly string[];
  readonly take: () => Promise<FormValues | FailureView>;
}

const programs: Readonly<Record<FoundView['program'], string>> = { rclone: 'rclone', mc: 'mc', cyberduck: 'Cyberduck' };

export function FoundHere({ providers, onConnect }: FoundHereProps) {
  const w = words.form.foundHere;
  const titleId = useId();
  const [found, setFound] = useState<FoundHereView & { readonly profiles: readonly ProfileView[] }>();
  const [busy, setBusy] = useState<string>();
  const [failure, setFailure] = useState<FailureView>();

  const look = async () => {
    if (busy !== undefined) return;
    setBusy('look');
    setFailure(undefined);
    const [here, profiles] = await Promise.all([request('connections:find'), request('credentials:profiles')]);
    setBusy(undefined);
    if (here.ok) setFound({ ...here.value, profiles: profiles.ok ? profiles.value : [] });
    else setFailure(here.failure);
  };
  const blank = () => emptyValues(providers);
  const entries: readonly Entry[] = [
    ...(found?.storages ?? []).map(({ id, name, program, host }) => ({
      id,
      name,
      facts: [programs[program], host].filter(Boolean),
      async take() {
        const outcome = await request('connections:take-found', { foundId: id });
        return outcome.ok ? applyFound(blank(), providers, outcome.value) : outcome.failure;
      },
    })),
    ...(found?.profiles ?? [])
      .filter(({ kind }) => kind !== 'none')
      .map((profile) => ({
        id: `profile ${profile.name}`,
        name: profile.name,
        facts: [words.form.credentials.profile, hostOf(profile.endpoint ?? '')].filter(Boolean),
        take: async () => applyFoundProfile(blank(), providers, profile),
      })),
  ];
  const connect = async ({ id, take }: Entry) => {
    if (busy !== undefined) return;
    setBusy(id);
    setFailure(undefined);
    const taken = await take();
    if ('code' in taken) setFailure(taken);
    else await onConnect(taken);
    setBusy(undefined);
  };

  return (
    <section className={styles['found']} aria-labelledby={titleId}>
      <div className={styles['head']}>
        <div className={styles['text']}>
          <h2 id={titleId}>{w.title}</h2>
          <p className={fieldStyles['hint']}>{w.hint}</p>
        </div>
        <Button icon={Search} onClick={() => void look()} aria-disabled={busy === 'look'}>
          {busy === 'look' ? w.looking : w.look}
        </Button>
      </div>
      <div aria-live="polite">
        {found === undefined || entries.length > 0 || found.encrypted ? null : <p>{w.nothing}</p>}
        {found?.encrypted === true ? <p className={fieldStyles['warning']}>{w.encrypted}</p> : null}
      </div>
      <FailureAlert failure={failure} />
      {entries.length === 0 ? null : (
        <ul className={styles['list']} aria-labelledby={titleId}>
          {entries.map((entry) => (
            <li key={entry.id} className={rowStyles['row']} aria-label={entry.name}>
              <div className={rowStyles['body']}>
                <p className={rowStyles['name']}>{entry.name}</p>
                <p className={rowStyles['meta']}>
                  {entry.facts.map((fact) => (
                    <span key={fact}>{fact}</span>
                  ))}
                </p>
              </div>
              <Button
                aria-label={w.connectTo({ name: entry.name })}
                onClick={() => void connect(entry)}
                aria-disabled={busy !== undefined}
              >
                {w.connect}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
