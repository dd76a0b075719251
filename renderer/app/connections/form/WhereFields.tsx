// The part of the connection form that says where the bucket is: provider, name, server, bucket and region.
import { TriangleAlert } from 'lucide-react';
import type { ComponentProps } from 'react';
import { Choice } from '../../ui/Choice';
import fieldStyles from '../../ui/field.module.css';
import { Skeleton } from '../../ui/Skeleton';
import { SwitchField } from '../../ui/SwitchField';
import { TextField } from '../../ui/TextField';
import { BucketField } from '../BucketField';
import { chooseProvider, isInsecure, regionHint, selectGap, settleEndpoint, suggestedName } from '../connection-form';
import styles from '../connection-form.module.css';
import { ProviderNote } from '../ProviderNote';
import { providerOf, type Providers } from '../providers';
import { FieldError } from '../SaveFailure';
import { words } from '../../state/words';
import type { FieldErrors, FormValues, TextOf } from '../form-values';

interface WhereFieldsProps extends Pick<ComponentProps<typeof BucketField>, 'buckets' | 'complete'> {
  readonly providers: Providers;
  readonly values: FormValues;
  readonly errors: FieldErrors;
  readonly text: TextOf;
  readonly onChange: (values: FormValues) => void;
  readonly onBucketError: ComponentProps<typeof BucketField>['onError'];
}

export function WhereFields({
  providers,
  values,
  errors,
  text,
  buckets,
  complete,
  onChange,
  onBucketError,
}: WhereFieldsProps) {
  const w = words.form;
  const provider = providerOf(providers, values.provider);
  return (
    <fieldset className={styles['card']}>
      <legend className={styles['legend']}>{w.where}</legend>
      {providers.length === 0 ? (
        <div aria-busy className={fieldStyles['field']}>
          <Skeleton shape="small" width="4rem" />
          <Skeleton shape="control" />
        </div>
      ) : (
        <Choice
          label={w.provider}
          value={provider?.id ?? ''}
          options={providers.map(({ id, label }) => ({ value: id, label }))}
          onChange={(id) => onChange(chooseProvider(values, providers, id))}
        />
      )}
      <TextField
        label={w.name}
        {...text('name')}
        maxLength={100}
        optional
        placeholder={suggestedName(values, providers)}
      />
      <div className={fieldStyles['wide']}>
        <TextField
          label={w.endpoint}
          {...text('endpoint')}
          inputMode="url"
          maxLength={2048}
          placeholder="https://"
          hint={provider?.endpointHint}
          onBlur={() => onChange(settleEndpoint(values, providers))}
          onFocus={(event) => selectGap(event.currentTarget)}
        />
        {isInsecure(values.endpoint) ? (
          <p className={`${styles['insecure']} ${fieldStyles['warning']}`}>
            <TriangleAlert aria-hidden />
            {w.insecure}
          </p>
        ) : null}
      </div>
      <BucketField
        values={values}
        error={errors.bucket}
        buckets={buckets}
        onChange={(bucket) => onChange({ ...values, bucket })}
        complete={complete}
        onError={onBucketError}
      />
      <TextField label={w.region} {...text('region')} maxLength={64} optional hint={regionHint(provider)} />
      <ProviderNote provider={provider} />
      {values.unconfirmedAddresses.length === 0 ? null : (
        <div className={fieldStyles['wide']}>
          <SwitchField
            label={w.agreeAddresses({ addresses: values.unconfirmedAddresses.join(', ') })}
            checked={values.addressesConfirmed}
            onChange={(addressesConfirmed) => onChange({ ...values, addressesConfirmed })}
            hint={w.agreeAddressesHint}
          />
          <FieldError text={errors.addressesConfirmed} />
        </div>
      )}
    </fieldset>
  );
}
