// The fields of a file request: its words and its end, and in two groups its limits and what is rarely changed.
import { useEffect, useState, type ReactNode } from 'react';
import type { FileRequestView, KeptLimitView } from '../../../preload/views/file-request-views';
import { request } from '../state/bridge';
import { formats } from '../state/format';
import { words } from '../state/words';
import { Choice } from '../ui/Choice';
import fieldStyles from '../ui/field.module.css';
import { LifetimeField } from '../ui/LifetimeField';
import { SwitchField } from '../ui/SwitchField';
import { TextField } from '../ui/TextField';
import { isEncrypted, kinds, leaseOffers, mostAtOnce, mostOffered, sizesOffered } from './request-form';
import type { Place, RequestErrors, RequestValues } from './request-form';
import { RequestGroup } from './RequestGroup';
import { keptWords, limitWords } from './request-words';
import styles from './requests.module.css';

interface RequestFieldsProps {
  readonly values: RequestValues;
  readonly onChange: (values: RequestValues) => void;
  readonly errors: RequestErrors;
  /** The request that is edited: its limits only widen, and its end is changed elsewhere. */
  readonly before?: FileRequestView | undefined;
  /** Files above `mostAtOnce` can be asked for. */
  readonly asks: boolean;
  /** Of the connection; absent: as it is chosen here. */
  readonly encryption?: 'usual' | 'demanded' | undefined;
  /** Of the connection: the longest that its storage takes; absent: seven days. */
  readonly longestExpirySeconds?: number | undefined;
  /** The choice of a connection, where there is one. */
  readonly connection?: ReactNode;
  /** The choice of a short link, where there is one. */
  readonly shortLink?: ReactNode;
  readonly hasShortLink?: boolean;
  /** What the storage itself holds guests to; absent where that is not known yet. */
  readonly kept?: readonly KeptLimitView[] | undefined;
}

export function RequestFields(props: RequestFieldsProps) {
  const { values, onChange, errors, before, asks, encryption, longestExpirySeconds, kept } = props;
  const w = words.requests.form;
  const encrypted = before?.isEncrypted ?? isEncrypted(values, encryption);
  const most = mostOffered(encrypted, asks);
  const sizes = sizesOffered(encrypted, asks, before?.bytes);
  const leases = [...new Set([...leaseOffers, values.mostLeaseSeconds])].toSorted((a, b) => a - b);
  const offered = before === undefined ? kinds : kinds.filter((kind) => kind === 'any' || kind === before.types);
  const limits = { ...values, files: Number(values.files), bytes: Math.min(values.bytes, most), isEncrypted: false };
  const further = [
    w.placed[values.place],
    ...(encrypted ? [words.requests.encrypted] : []),
    ...(props.hasShortLink ? [w.withShortLink] : []),
  ];
  return (
    <>
      <div className={styles['fields']}>
        <TextField
          className={fieldStyles['wide']}
          label={w.title}
          value={values.title}
          onChange={(title) => onChange({ ...values, title })}
          maxLength={200}
          error={errors.title}
        />
        <TextField
          className={fieldStyles['wide']}
          label={w.message}
          value={values.message}
          onChange={(message) => onChange({ ...values, message })}
          maxLength={2_000}
          rows={2}
          optional
        />
        {before === undefined ? (
          <LifetimeField
            key={longestExpirySeconds}
            label={w.expires}
            seconds={values.expirySeconds}
            onSeconds={(expirySeconds) => onChange({ ...values, expirySeconds })}
            maxSeconds={longestExpirySeconds}
            untilThen={w.expiresStays}
          />
        ) : null}
        {props.connection}
      </div>
      <RequestGroup title={w.limits} summary={limitWords(limits)} isWrong={errors.files !== undefined}>
        <TextField
          label={w.files}
          value={values.files}
          onChange={(files) => onChange({ ...values, files })}
          inputMode="numeric"
          maxLength={4}
          error={errors.files}
        />
        <Choice
          label={w.size}
          value={String(limits.bytes)}
          options={sizes.map((bytes) => ({ value: String(bytes), label: formats.bytes(bytes) }))}
          onChange={(bytes) => onChange({ ...values, bytes: Number(bytes) })}
          {...(values.bytes > mostAtOnce && { hint: w.sizeAsked })}
        />
        <Choice
          label={w.kinds}
          value={values.types}
          options={offered.map((kind) => ({ value: kind, label: words.requests.kindNames[kind] }))}
          onChange={(types) => onChange({ ...values, types })}
        />
        {before === undefined || before.isOnce ? (
          <div className={fieldStyles['wide']}>
            <SwitchField
              label={w.once}
              checked={values.isOnce}
              onChange={(isOnce) => onChange({ ...values, isOnce })}
              hint={w.onceHint}
            />
          </div>
        ) : null}
        {kept === undefined ? null : (
          <p className={`${fieldStyles['hint']} ${fieldStyles['wide']}`}>{keptWords(kept)}</p>
        )}
      </RequestGroup>
      <RequestGroup title={w.advanced} summary={further.join(', ')}>
        <div className={fieldStyles['wide']}>
          <PlaceField values={values} onChange={onChange} before={before} />
        </div>
        {before === undefined ? (
          <div className={fieldStyles['wide']}>
            <SwitchField
              label={w.encrypt}
              checked={encrypted}
              onChange={(encrypt) => onChange({ ...values, encrypt })}
              disabled={encryption === 'demanded'}
              hint={w.encryptHint}
            />
          </div>
        ) : null}
        {props.shortLink === undefined ? null : <div className={styles['shortLink']}>{props.shortLink}</div>}
        <Choice
          className={fieldStyles['wide'] ?? ''}
          label={w.lease}
          value={String(values.mostLeaseSeconds)}
          options={leases.map((seconds) => ({ value: String(seconds), label: formats.lifetime(seconds) }))}
          onChange={(seconds) => onChange({ ...values, mostLeaseSeconds: Number(seconds) })}
          hint={w.leaseHint({ duration: formats.lifetime(values.mostLeaseSeconds) })}
        />
      </RequestGroup>
    </>
  );
}

type PlaceFieldProps = Pick<RequestFieldsProps, 'values' | 'onChange' | 'before'>;

/** Where what arrives goes; the folder itself stands under it. */
function PlaceField({ values, onChange, before }: PlaceFieldProps) {
  const w = words.requests.form;
  const [usual, setUsual] = useState(before?.folder);
  const { title, place, picked } = values;
  const kept = before?.folder;
  useEffect(() => {
    if (kept !== undefined) return undefined;
    let current = true;
    void request('file-requests:usual-folder', { title: title.slice(0, 200) }).then((answer) => {
      if (current && answer.ok && answer.value !== undefined) setUsual(answer.value.path);
    });
    return () => {
      current = false;
    };
  }, [title, kept]);
  const choose = async (next: Place) => {
    if (next !== 'picked') return onChange({ ...values, place: next });
    const answer = await request('file-requests:choose-folder');
    if (answer.ok && answer.value !== undefined) onChange({ ...values, place: 'picked', picked: answer.value });
    return undefined;
  };
  const hint = place === 'bucket' ? w.bucketHint : ((place === 'picked' ? picked?.path : usual) ?? '');
  return (
    <Choice
      label={w.place}
      value={place}
      options={(['usual', 'picked', 'bucket'] as const).map((value) => ({ value, label: w.places[value] }))}
      onChange={(next) => void choose(next)}
      hint={hint}
    />
  );
}
