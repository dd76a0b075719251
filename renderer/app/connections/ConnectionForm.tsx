// The form that adds or changes a storage connection; a secret goes in here and is never shown again.
import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import type { ConnectionView } from '../../../preload/views/connection-views';
import type { ExaminationView } from '../../../preload/views/examination-views';
import { request } from '../state/bridge';
import { Button } from '../ui/Button';
import { ConnectionAdvanced, hasAdvanced } from './ConnectionAdvanced';
import { CreateBucket } from './CreateBucket';
import { CredentialFields } from './CredentialFields';
import { FoundHere } from './FoundHere';
import { WhereFields } from './form/WhereFields';
import { ExaminationReport, ExaminationStatus } from './ExaminationReport';
import { changeRegion, checkValues, draftOf, fieldOf, settleEndpoint } from './connection-form';
import { providerOf, type Providers } from './providers';
import { useBuckets } from './use-buckets';
import { useConnectionTest } from './use-connection-test';
import { useFoundConnection } from './use-found-connection';
import { useInView } from './use-in-view';
import { useAct } from '../state/run-action';
import { useIsShown } from '../state/use-dialog-request';
import { words } from '../state/words';
import { Disclosure } from '../ui/Disclosure';
import styles from './connection-form.module.css';
import { SaveFailure } from './SaveFailure';
import type { FailureView } from '../../../preload/views/failure-view';
import type { FieldErrors, FieldName, FormValues, TextFieldName } from './form-values';

interface ConnectionFormProps {
  readonly providers: Providers;
  readonly values: FormValues;
  /** Absent for a new connection. */
  readonly saved: ConnectionView | undefined;
  readonly onChange: (values: FormValues) => void;
  /** With the values that it showed last, and the id of what was saved: a save may end after the form was closed, and another one opened. */
  readonly onClose: (shown: FormValues, savedId?: string) => void;
  readonly examinations: readonly ExaminationView[];
}

export function ConnectionForm({ providers, values, saved, onChange, onClose, examinations }: ConnectionFormProps) {
  const w = words.form;
  const act = useAct();
  const isShown = useIsShown();
  const form = useRef<HTMLFormElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const shown = useRef(values);
  const [name] = useState(values.name);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [failure, setFailure] = useState<FailureView>();
  const [saving, setSaving] = useState(false);
  const [advanced, setAdvanced] = useState(() => hasAdvanced(values));
  const test = useConnectionTest(values, examinations, onChange);
  const buckets = useBuckets(values);
  const editing = values.id !== undefined;
  const provider = providerOf(providers, values.provider);
  useEffect(() => title.current?.focus(), []);
  useEffect(() => void (shown.current = values), [values]);
  const outcome = useInView(failure ?? test.failure ?? test.examination?.verdict ?? test.examination?.id);

  const change = (next: FormValues) => {
    onChange(next);
    // The findings do not hold for changed values.
    const changed = (Object.keys(errors) as FieldName[]).filter((field) => next[field] !== values[field]);
    if (changed.length > 0)
      setErrors(Object.fromEntries(Object.entries(errors).filter(([f]) => !changed.some((c) => c === f))));
    test.forget();
  };
  const text = (field: TextFieldName) => ({
    name: field,
    value: values[field],
    error: errors[field],
    onChange: (value: string) =>
      change(field === 'region' ? changeRegion(values, providers, value) : { ...values, [field]: value }),
  });
  const focusField = (field: FieldName | undefined) => {
    if (field !== undefined) form.current?.querySelector<HTMLElement>(`[name="${field}"]`)?.focus();
  };
  /** The values without errors; otherwise moves the focus to the first invalid field. */
  const complete = (of = values): FormValues | undefined => {
    const settled = settleEndpoint(of, providers);
    if (settled !== values) onChange(settled);
    const found = checkValues(settled);
    setErrors(found);
    const [first] = Object.keys(found) as FieldName[];
    focusField(first);
    return first === undefined ? settled : undefined;
  };
  const save = async (forSessionOnly: boolean, of = values) => {
    const ready = saving ? undefined : complete(of);
    if (ready === undefined) return;
    setSaving(true);
    setFailure(undefined);
    const answer = request('connections:save', { draft: draftOf(ready), forSessionOnly });
    const outcome = await answer;
    if (!outcome.ok && !isShown.current) return void act(answer);
    setSaving(false);
    if (outcome.ok) return onClose(shown.current, outcome.value.connectionId);
    const field = fieldOf(outcome.failure, ready);
    if (field === undefined) return setFailure(outcome.failure);
    setErrors({ [field]: `${outcome.failure.message} ${outcome.failure.next}` });
    return focusField(field);
  };
  const found = useFoundConnection({ buckets, change, focusField, save: (of) => save(false, of) });
  const runTest = () => {
    const ready = test.running ? undefined : complete();
    if (ready !== undefined) void test.run(ready);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void save(false);
  };

  return (
    <form ref={form} className={styles['form']} onSubmit={submit} noValidate aria-labelledby="connection-form-title">
      <div>
        <Button look="quiet" icon={ArrowLeft} onClick={() => onClose(values)} className={styles['back']}>
          {w.back}
        </Button>
        <h1 id="connection-form-title" ref={title} tabIndex={-1} className={styles['title']}>
          {editing ? w.editTitle({ name }) : w.newTitle}
        </h1>
      </div>

      {editing ? null : <FoundHere providers={providers} onConnect={found.connect} />}
      <output className={styles['note']}>{found.note}</output>

      <WhereFields
        {...{ providers, values, text, errors, buckets, complete }}
        onChange={change}
        onBucketError={(bucket) => setErrors({ bucket })}
      />

      <fieldset className={styles['card']}>
        <legend className={styles['legend']}>{w.keys}</legend>
        <CredentialFields
          providers={providers}
          values={values}
          onChange={change}
          text={text}
          errors={errors}
          hint={provider?.keysHint}
        />
      </fieldset>

      <Disclosure title={w.advanced} open={advanced} onOpenChange={setAdvanced} className={styles['advanced']}>
        <ConnectionAdvanced {...{ providers, values, saved, text }} onChange={change} caFileError={errors.caFile} />
      </Disclosure>

      <ExaminationStatus examination={test.examination} />
      <div ref={outcome} className={styles['outcome']}>
        <SaveFailure failure={failure} onSave={save} />
        <SaveFailure failure={test.failure} />
        {test.examination === undefined ? null : (
          <ExaminationReport
            examination={test.examination}
            missing={
              <CreateBucket
                bucket={values.bucket.trim()}
                draft={() => draftOf(values)}
                onMade={({ bucket }) => {
                  buckets.add(bucket);
                  runTest();
                }}
                onFailure={setFailure}
              />
            }
          />
        )}
      </div>
      <div className={styles['buttons']}>
        <Button onClick={runTest} aria-disabled={test.running}>
          {test.running ? w.testing : w.test}
        </Button>
        <Button look="primary" type="submit" aria-disabled={saving}>
          {saving ? w.saving : w.save}
        </Button>
      </div>
    </form>
  );
}
