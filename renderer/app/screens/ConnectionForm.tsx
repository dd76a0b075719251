// Why this exists: the form that adds or changes a storage connection; a secret goes in here and is never shown again.
import { Collapsible } from '@base-ui/react/collapsible';
import { ArrowLeft, ChevronDown, TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import type { FailureView } from '../../../preload/views';
import { bridge } from '../bridge';
import { Button } from '../components/Button';
import { Choice } from '../components/Choice';
import { TestResult, type TestState } from '../components/TestResult';
import { TextField } from '../components/TextField';
import {
  changeRegion,
  checkValues,
  chooseProvider,
  draftOf,
  fieldOf,
  isInsecure,
  type FieldErrors,
  type FieldName,
  type FormValues,
} from '../connection-form';
import { maxSeconds, presetSeconds } from '../expiry-choice';
import { formats } from '../format';
import { providerOf, providers } from '../providers';
import { words } from '../words';
import styles from './connection-form.module.css';
import { SaveFailure } from './SaveFailure';

interface ConnectionFormProps {
  readonly values: FormValues;
  readonly onChange: (values: FormValues) => void;
  readonly onClose: () => void;
}

const providerOptions = providers.map(({ id, label }) => ({ value: id, label }));
const addressingOptions = () =>
  (['automatic', 'path', 'virtual-host'] as const).map((value) => ({ value, label: words.form.addressings[value] }));

const endOptions = () => (['delete', 'keep'] as const).map((value) => ({ value, label: words.form.ends[value] }));
const limits = ['', ...presetSeconds.filter((seconds) => seconds < maxSeconds).map(String)];

/** What was set elsewhere, such as on the command line, is offered too. */
const limitOptions = (current: string) =>
  (limits.includes(current) ? limits : [...limits, current]).map((value) => ({
    value,
    label: value === '' ? words.form.noLimit : formats.lifetime(Number(value)),
  }));

export function ConnectionForm({ values, onChange, onClose }: ConnectionFormProps) {
  const w = words.form;
  const form = useRef<HTMLFormElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const [name] = useState(values.name);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [failure, setFailure] = useState<FailureView>();
  const [saving, setSaving] = useState(false);
  const [test, setTest] = useState<TestState>({ kind: 'none' });
  const editing = values.id !== undefined;
  useEffect(() => title.current?.focus(), []);

  const change = (next: FormValues) => {
    onChange(next);
    // What was said about the old values is no longer true of the new ones.
    const changed = (Object.keys(errors) as FieldName[]).filter((field) => next[field] !== values[field]);
    if (changed.length > 0)
      setErrors(Object.fromEntries(Object.entries(errors).filter(([f]) => !changed.some((c) => c === f))));
    if (test.kind === 'done') setTest({ kind: 'none' });
  };
  const text = (field: Exclude<FieldName, 'provider' | 'addressing' | 'maxExpiry' | 'whenExpired'>) => ({
    name: field,
    value: values[field],
    error: errors[field],
    onChange: (value: string) =>
      change(field === 'region' ? changeRegion(values, value) : { ...values, [field]: value }),
  });
  const focusField = (field: FieldName | undefined) => {
    if (field !== undefined) form.current?.querySelector<HTMLElement>(`[name="${field}"]`)?.focus();
  };
  /** Whether the form may be sent; else the first wrong field has the focus. */
  const complete = (): boolean => {
    const found = checkValues(values);
    setErrors(found);
    const [first] = Object.keys(found) as FieldName[];
    focusField(first);
    return first === undefined;
  };
  const save = async (forSessionOnly: boolean) => {
    if (saving || !complete()) return;
    setSaving(true);
    setFailure(undefined);
    const outcome = await bridge.saveConnection(draftOf(values), forSessionOnly);
    setSaving(false);
    if (outcome.ok) return onClose();
    const field = fieldOf(outcome.failure);
    if (field === undefined) return setFailure(outcome.failure);
    setErrors({ [field]: `${outcome.failure.message} ${outcome.failure.next}` });
    return focusField(field);
  };
  const runTest = async () => {
    if (test.kind === 'running' || !complete()) return;
    setTest({ kind: 'running' });
    setTest({ kind: 'done', outcome: await bridge.testConnection(draftOf(values)) });
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void save(false);
  };

  return (
    <form ref={form} className={styles['form']} onSubmit={submit} noValidate aria-labelledby="connection-form-title">
      <div>
        <Button look="quiet" icon={ArrowLeft} onClick={onClose} className={styles['back']}>
          {w.back}
        </Button>
        <h1 id="connection-form-title" ref={title} tabIndex={-1} className={styles['title']}>
          {editing ? w.editTitle({ name }) : w.newTitle}
        </h1>
      </div>

      <fieldset className={styles['card']}>
        <legend className={styles['legend']}>{w.where}</legend>
        <Choice
          label={w.provider}
          value={providerOf(values.provider).id}
          options={providerOptions}
          onChange={(id) => change(chooseProvider(values, id))}
          hint={providerOf(values.provider).hint}
        />
        <TextField label={w.name} {...text('name')} maxLength={100} />
        <div className={styles['wide']}>
          <TextField label={w.endpoint} {...text('endpoint')} inputMode="url" maxLength={2048} placeholder="https://" />
          {isInsecure(values.endpoint) ? (
            <p className={styles['warning']}>
              <TriangleAlert aria-hidden />
              {w.insecure}
            </p>
          ) : null}
        </div>
        <TextField label={w.bucket} {...text('bucket')} maxLength={63} />
        <TextField label={w.region} {...text('region')} maxLength={64} />
      </fieldset>

      <fieldset className={styles['card']}>
        <legend className={styles['legend']}>{w.keys}</legend>
        <TextField
          label={w.accessKeyId}
          {...text('accessKeyId')}
          maxLength={256}
          {...(editing ? { placeholder: w.kept } : {})}
        />
        <TextField
          label={w.secretAccessKey}
          {...text('secretAccessKey')}
          type="password"
          autoComplete="new-password"
          maxLength={1024}
          hint={w.secretHint}
          {...(editing ? { placeholder: w.kept } : {})}
        />
        <div className={styles['wide']}>
          <TextField
            label={w.sessionToken}
            {...text('sessionToken')}
            type="password"
            autoComplete="new-password"
            optional
            maxLength={8192}
            hint={w.sessionTokenHint}
          />
        </div>
      </fieldset>

      <Collapsible.Root defaultOpen={values.prefix !== '' || values.maxExpiry !== '' || values.whenExpired === 'keep'}>
        <Collapsible.Trigger className={styles['more']}>
          <ChevronDown aria-hidden />
          {w.advanced}
        </Collapsible.Trigger>
        <Collapsible.Panel className={styles['card']}>
          <Choice
            label={w.addressing}
            value={values.addressing}
            options={addressingOptions()}
            onChange={(addressing) => change({ ...values, addressing })}
            hint={w.addressingHint}
          />
          <TextField label={w.prefix} {...text('prefix')} optional maxLength={512} hint={w.prefixHint} />
          <Choice
            label={w.maxExpiry}
            value={values.maxExpiry}
            options={limitOptions(values.maxExpiry)}
            onChange={(maxExpiry) => change({ ...values, maxExpiry })}
            hint={w.maxExpiryHint}
          />
          <Choice
            label={w.whenExpired}
            value={values.whenExpired}
            options={endOptions()}
            onChange={(whenExpired) => change({ ...values, whenExpired })}
            hint={w.whenExpiredHint}
          />
        </Collapsible.Panel>
      </Collapsible.Root>

      {failure === undefined ? null : (
        <SaveFailure failure={failure} onRetry={() => void save(false)} onSessionOnly={() => void save(true)} />
      )}
      <TestResult state={test} />
      <div className={styles['buttons']}>
        <Button onClick={() => void runTest()} aria-disabled={test.kind === 'running'}>
          {test.kind === 'running' ? w.testing : w.test}
        </Button>
        <Button look="primary" type="submit" aria-disabled={saving}>
          {saving ? w.saving : w.save}
        </Button>
      </div>
    </form>
  );
}
