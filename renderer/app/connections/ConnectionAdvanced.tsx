// Advanced fields of a connection, collapsed and in groups.
import { useState, type ReactNode } from 'react';
import type { ConnectionView } from '../../../preload/views/connection-views';
import { request } from '../state/bridge';
import { presetSeconds, presetsUpTo, usualMaxSeconds } from '../ui/expiry-choice';
import { formats } from '../state/format';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { Choice } from '../ui/Choice';
import { ColourField } from './ColourField';
import fieldStyles from '../ui/field.module.css';
import styles from './connection-form.module.css';
import { TextField } from '../ui/TextField';
import { bandwidthOffers, withCurrent } from '../settings/TransferFields';
import type { FormValues, TextOf } from './form-values';
import { providerAt, type Providers } from './providers';
import { ShortLinksDialog } from './short-links/ShortLinksDialog';

interface ConnectionAdvancedProps {
  readonly providers: Providers;
  readonly values: FormValues;
  readonly saved: ConnectionView | undefined;
  readonly onChange: (values: FormValues) => void;
  readonly text: TextOf;
  readonly caFileError: string | undefined;
}

const w = words.form;
const addressingOptions = () =>
  (['automatic', 'path', 'virtual-host'] as const).map((value) => ({ value, label: w.addressings[value] }));
const encryptionOptions = () =>
  (['', 'usual', 'demanded'] as const).map((value) => ({
    value,
    label: w.encryptions[value === '' ? 'asked' : value],
  }));
const endOptions = () => (['delete', 'keep'] as const).map((value) => ({ value, label: w.ends[value] }));

/** `none`: what an empty value says. */
const optionsOf = (offers: readonly number[], current: string, none: string, label: (number: number) => string) =>
  withCurrent([0, ...offers], Number(current)).map((number) =>
    number === 0 ? { value: '', label: none } : { value: String(number), label: label(number) },
  );

/** Whether anything of it was set, so that a form opens with it. */
export const hasAdvanced = (values: FormValues): boolean =>
  values.whenExpired === 'keep' ||
  (
    [
      'prefix',
      'maxExpiry',
      'defaultExpiry',
      'bandwidth',
      'colour',
      'encryption',
      'keyTemplate',
      'shareEndpoint',
      'caFile',
      'intakeKeyId',
    ] as const
  ).some((field) => values[field] !== '');

/** Whether an empty secret keeps the present one. */
const isIntakeKept = ({ intakeKeyId, keptIntakeKeyId }: FormValues): boolean =>
  keptIntakeKeyId !== '' && intakeKeyId.trim() === keptIntakeKeyId;

export function ConnectionAdvanced({ providers, values, saved, onChange, text, caFileError }: ConnectionAdvancedProps) {
  const longestSeconds = providerAt(providers, values.endpoint)?.longestExpirySeconds ?? usualMaxSeconds;
  const encryptionIsRuled = saved?.encryptionIsRuled === true;
  const noLimit = w.noLimit({ longest: formats.lifetime(longestSeconds) });
  const set = (change: Partial<FormValues>) => onChange({ ...values, ...change });
  const chooseCaFile = async () => {
    const chosen = await request('connections:choose-ca-file');
    if (chosen.ok && chosen.value !== undefined) set({ caFile: chosen.value.path, caFileId: chosen.value.id });
  };
  return (
    <>
      <Group title={w.groups.links}>
        <Choice
          label={w.defaultExpiry}
          value={values.defaultExpiry}
          options={optionsOf(presetsUpTo(longestSeconds), values.defaultExpiry, w.defaultExpiryNone, formats.lifetime)}
          onChange={(defaultExpiry) => set({ defaultExpiry })}
          hint={w.defaultExpiryHint}
        />
        <Choice
          label={w.maxExpiry}
          value={values.maxExpiry}
          options={optionsOf(
            presetSeconds.filter((seconds) => seconds < longestSeconds),
            values.maxExpiry,
            noLimit,
            formats.lifetime,
          )}
          onChange={(maxExpiry) => set({ maxExpiry })}
          hint={w.maxExpiryHint}
        />
        <Choice
          label={w.whenExpired}
          value={values.whenExpired}
          options={endOptions()}
          onChange={(whenExpired) => set({ whenExpired })}
          hint={w.whenExpiredHint}
        />
        <Choice
          label={w.encryption}
          value={values.encryption}
          isOff={encryptionIsRuled}
          options={encryptionOptions()}
          onChange={(encryption) => set({ encryption })}
          hint={
            encryptionIsRuled
              ? words.settings.ruled
              : w.encryptionHints[values.encryption === '' ? 'asked' : values.encryption]
          }
        />
        <ColourField value={values.colour} onChange={(colour) => set({ colour })} />
      </Group>
      <Group title={w.groups.uploads}>
        <TextField label={w.prefix} {...text('prefix')} optional maxLength={512} hint={w.prefixHint} />
        <TextField label={w.keyTemplate} {...text('keyTemplate')} optional maxLength={512} hint={w.keyTemplateHint} />
        <Choice
          label={w.bandwidth}
          value={values.bandwidth}
          options={optionsOf(bandwidthOffers, values.bandwidth, w.bandwidthNone, (rate) =>
            words.uploads.rate({ bytes: formats.bytes(rate) }),
          )}
          onChange={(bandwidth) => set({ bandwidth })}
          hint={w.bandwidthHint}
        />
      </Group>
      <Group title={words.shortLinks.title}>
        <ShortLinks of={saved} />
      </Group>
      <Group title={w.groups.requests}>
        <TextField label={w.intakeKeyId} {...text('intakeKeyId')} optional maxLength={256} hint={w.intakeKeyHint} />
        <TextField
          label={w.intakeSecret}
          {...text('intakeSecret')}
          type="password"
          optional
          maxLength={1024}
          hint={w.intakeSecretHint}
          {...(isIntakeKept(values) && { placeholder: values.keysInFile ? w.keptInFile : w.kept })}
        />
      </Group>
      <Group title={w.groups.network}>
        <Choice
          label={w.addressing}
          value={values.addressing}
          options={addressingOptions()}
          onChange={(addressing) => set({ addressing })}
          hint={w.addressingHint}
        />
        <TextField
          label={w.shareEndpoint}
          {...text('shareEndpoint')}
          inputMode="url"
          optional
          maxLength={2048}
          hint={w.shareEndpointHint}
        />
        <TextField
          label={w.caFile}
          name="caFile"
          value={values.caFile}
          error={caFileError}
          onChange={() => undefined}
          readOnly
          optional
          hint={w.caFileHint}
          action={
            <>
              <Button onClick={() => void chooseCaFile()}>{w.caFileChoose}</Button>
              {values.caFile === '' ? null : (
                <Button onClick={() => set({ caFile: '', caFileId: '' })}>{w.caFileNone}</Button>
              )}
            </>
          }
        />
      </Group>
    </>
  );
}

/** Their place is proven before it is saved, so it has a dialog of its own, and needs a connection that is saved. */
function ShortLinks({ of }: { readonly of: ConnectionView | undefined }) {
  const [isOpen, setOpen] = useState(false);
  if (of === undefined) return <p className={`${fieldStyles['hint']} ${fieldStyles['wide']}`}>{w.shortLinksLater}</p>;
  return (
    <div className={`${styles['doors']} ${fieldStyles['wide']}`}>
      <p className={fieldStyles['hint']}>{of.doors?.address ?? w.noShortLinks}</p>
      <Button onClick={() => setOpen(true)}>{words.shortLinks.menu}</Button>
      {isOpen ? <ShortLinksDialog connection={of} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset className={styles['group']}>
      <legend className={styles['legend']}>{title}</legend>
      {children}
    </fieldset>
  );
}
