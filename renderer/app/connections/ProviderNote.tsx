// Peculiarities of the chosen provider.
import { Info } from 'lucide-react';
import { useId } from 'react';
import type { ProviderView } from '../../../preload/views/connection-views';
import { words } from '../state/words';
import fieldStyles from '../ui/field.module.css';
import styles from './connection-form.module.css';

/** Nothing where nothing is different. */
export function ProviderNote({ provider }: { readonly provider: ProviderView | undefined }) {
  const titleId = useId();
  if (provider === undefined || provider.limits.length === 0) return null;
  return (
    <section className={`${styles['provider']} ${fieldStyles['wide']}`} aria-labelledby={titleId}>
      <Info aria-hidden />
      <div>
        <h2 id={titleId}>{words.form.goodToKnow({ provider: provider.label })}</h2>
        <ul>
          {provider.limits.map((limit) => (
            <li key={limit}>{limit}</li>
          ))}
        </ul>
      </div>
    </section>
  );
}
