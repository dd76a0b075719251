// Chooses the form of a copied link, with a preview.
import { useEffect, useState } from 'react';
import type { AppView } from '../../../preload/views/views';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { words } from '../state/words';
import { Choice } from '../ui/Choice';
import styles from './link-form-field.module.css';
import { Skeleton } from '../ui/Skeleton';
import { TextArea } from '../ui/TextArea';

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
  const [example, setExample] = useState<string>();
  useEffect(() => {
    let newer = false;
    void request('settings:example', { linkForm, linkTemplate: typed }).then((outcome) => {
      if (!newer && outcome.ok) setExample(outcome.value.text);
    });
    return () => {
      newer = true;
    };
  }, [linkForm, typed]);
  const type = (template: string) => {
    setTyped(template);
    void act(request('settings:save', { linkTemplate: template }));
  };
  return (
    <div className={styles['fields']}>
      <Choice
        label={w.linkForm}
        value={linkForm}
        options={forms()}
        onChange={(form) => void act(request('settings:save', { linkForm: form }))}
        className={styles['choice'] ?? ''}
      />
      {linkForm === 'template' ? (
        <TextArea label={w.template} value={typed} rows={2} maxLength={2_000} onChange={type} hint={w.templateHint} />
      ) : null}
      <figure className={styles['example']}>
        <figcaption className={styles['caption']}>{w.example}</figcaption>
        <p className={styles['text']} aria-busy={example === undefined}>
          {example ?? <Skeleton width="70%" />}
        </p>
      </figure>
    </div>
  );
}
