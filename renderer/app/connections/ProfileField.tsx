// Chooses a profile of the AWS command line, each with its kind.
import type { ProfileView } from '../../../preload/views/connection-views';
import { FieldError } from './SaveFailure';
import { applyProfile } from './credentials-place';
import { hostOf, type Providers } from './providers';
import { useRequest } from '../state/use-request';
import { words } from '../state/words';
import { Choice } from '../ui/Choice';
import styles from './connection-form.module.css';
import fieldStyles from '../ui/field.module.css';
import { Skeleton } from '../ui/Skeleton';
import { SwitchField } from '../ui/SwitchField';
import type { FormValues } from './form-values';

interface ProfileFieldProps {
  readonly providers: Providers;
  readonly values: FormValues;
  readonly onChange: (values: FormValues) => void;
  readonly error: string | undefined;
}

/** `undefined` until main has read the files. */
function useProfiles(): readonly ProfileView[] | undefined {
  const [outcome] = useRequest('credentials:profiles');
  return outcome?.ok === false ? [] : outcome?.value;
}

/** Kind of a profile's credentials. */
function kindOf({ kind, detail = '', source }: ProfileView): string {
  const w = words.form.credentials.kinds;
  switch (kind) {
    case 'process':
      return w.process({ program: detail });
    case 'role':
      return source === undefined ? w.role({ role: detail }) : w.roleOf({ role: detail, source });
    case 'web-identity':
      return w.role({ role: detail });
    case 'sso':
      return w.sso({ role: detail });
    default:
      return w[kind];
  }
}

/** The box and its hint; the facts of the profile beside it. */
function Awaited() {
  return (
    <>
      <div aria-busy className={fieldStyles['field']}>
        <Skeleton shape="small" width="5rem" />
        <Skeleton shape="control" />
        <div>
          <Skeleton shape="small" width="90%" />
          <Skeleton shape="small" width="50%" />
        </div>
      </div>
      <div className={styles['facts']} aria-hidden>
        <Skeleton width="60%" />
        <Skeleton width="40%" />
      </div>
    </>
  );
}

export function ProfileField({ providers, values, onChange, error }: ProfileFieldProps) {
  const w = words.form.credentials;
  const profiles = useProfiles();
  const chosen = profiles?.find(({ name }) => name === values.profile);
  const names = profiles?.map(({ name }) => name) ?? [];
  // One that is gone from the files is still that of the connection.
  const offered = values.profile === '' || names.includes(values.profile) ? names : [...names, values.profile];
  if (profiles === undefined) return <Awaited />;
  if (offered.length === 0) {
    return (
      <div className={fieldStyles['wide']}>
        <p>{w.noProfiles}</p>
        <FieldError text={error} />
      </div>
    );
  }
  return (
    <>
      <div>
        <Choice
          label={w.profile}
          value={values.profile}
          options={[
            ...(values.profile === '' ? [{ value: '', label: w.choose }] : []),
            ...offered.map((name) => ({ value: name, label: name })),
          ]}
          onChange={(name) => {
            const profile = profiles.find((one) => one.name === name);
            if (profile !== undefined) onChange(applyProfile(values, providers, profile));
          }}
          hint={w.profileHint}
        />
        <FieldError text={error} />
      </div>
      {values.profileConfirmed ? null : (
        <div className={fieldStyles['wide']}>
          <SwitchField
            label={w.agree({ profile: values.profile })}
            checked={false}
            onChange={(profileConfirmed) => onChange({ ...values, profileConfirmed })}
            hint={w.agreeHint({ host: hostOf(values.endpoint) })}
          />
        </div>
      )}
      {chosen === undefined ? null : (
        <ul className={styles['facts']} aria-label={w.profileFacts}>
          <li>{kindOf(chosen)}</li>
          {chosen.region === undefined ? null : <li>{w.factRegion({ region: chosen.region })}</li>}
          {chosen.endpoint === undefined ? null : <li>{w.factEndpoint({ endpoint: chosen.endpoint })}</li>}
        </ul>
      )}
    </>
  );
}
