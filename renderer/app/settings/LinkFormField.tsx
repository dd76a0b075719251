// Chooses the form of a copied link, with a preview.
import { useState } from 'react';
import type { AppView } from '../../../preload/views/views';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { useRequest } from '../state/use-request';
import { words } from '../state/words';
import { Choice } from '../ui/Choice';
import fieldStyles from '../ui/field.module.css';
import styles from './settings.module.css';
import { Skeleton } from '../ui/Skeleton';
import { TextField } from '../ui/TextField';

const forms = () =>
  (['link', 'text', 'markdown', 'html', 'template'] as const).map((value) => ({
    value,
    label: words.links.forms[value],
  }));

type LinkFormFieldProps = Pick<AppView, 'linkForm' | 'linkTemplate'>;

/** The combobox "On the clipboard"; a form of one's own is saved as it is typed. */
export function LinkFormField({ linkForm, linkTemplate }: LinkFormFieldProps) {
  const w = words.settings;
  const act = useAct();
  const [typed, setTyped] = useState(linkTemplate);
  const [outcome] = useRequest('settings:example', { linkForm, linkTemplate: typed });
  const example = outcome?.ok === true ? outcome.value.text : undefined;
  const type = (template: string) => {
    setTyped(template);
    void act(request('settings:save', { linkTemplate: template }));
  };
  return (
    <div className={styles['stack']}>
      <Choice
        label={w.linkForm}
        value={linkForm}
        options={forms()}
        onChange={(form) => void act(request('settings:save', { linkForm: form }))}
        className={styles['form'] ?? ''}
      />
      {linkForm === 'template' ? (
        <TextField label={w.template} value={typed} rows={2} maxLength={2_000} onChange={type} hint={w.templateHint} />
      ) : null}
      <figure className={styles['box']}>
        <figcaption className={fieldStyles['hint']}>{w.example}</figcaption>
        <p className={styles['text']} aria-busy={example === undefined}>
          {example ?? <Skeleton width="70%" />}
        </p>
      </figure>
    </div>
  );
}
