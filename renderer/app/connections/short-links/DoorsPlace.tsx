// Where short links go, when not where Mayfly would put them: bucket, folder and address.
import { words } from '../../state/words';
import { Disclosure } from '../../ui/Disclosure';
import { TextField } from '../../ui/TextField';
import styles from './short-links.module.css';

/** What the user typed; the rest is as it was, or as Mayfly proposes. */
export interface TypedPlace {
  readonly bucket?: string;
  readonly prefix?: string;
  readonly address?: string;
}

interface DoorsPlaceProps {
  readonly place: Required<TypedPlace>;
  /** Something is missing that only the user knows. */
  readonly isOpen: boolean;
  readonly onChange: (typed: TypedPlace) => void;
}

/** An address in the own network: whoever is on the way reads where its short links lead. */
const isPlain = (address: string): boolean => /^\s*http:\/\/(?!127\.|localhost\b|\[::1\])/i.test(address);

export function DoorsPlace({ place: { bucket, prefix, address }, isOpen, onChange }: DoorsPlaceProps) {
  const w = words.shortLinks;
  return (
    <Disclosure title={w.place} defaultOpen={isOpen} className={styles['fields']}>
      <TextField
        label={w.bucket}
        hint={w.bucketHint}
        value={bucket}
        maxLength={63}
        onChange={(text) => onChange({ bucket: text })}
      />
      <TextField
        label={w.prefix}
        hint={w.prefixHint}
        optional
        value={prefix}
        maxLength={200}
        onChange={(text) => onChange({ prefix: text })}
      />
      <TextField
        label={w.address}
        hint={isPlain(address) ? w.plain : w.addressHint}
        type="url"
        placeholder="https://go.example.com"
        value={address}
        maxLength={200}
        onChange={(text) => onChange({ address: text })}
      />
    </Disclosure>
  );
}
