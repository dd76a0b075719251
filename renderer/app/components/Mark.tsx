// Why this exists: the colour of a connection, small and the same wherever its name stands.
import type { ColourView } from '../../../preload/connection-views';
import styles from './mark.module.css';

/** Nothing without a colour; never read aloud, because the name beside it says the same. */
export function Mark({ colour }: { readonly colour: ColourView | undefined }) {
  return colour === undefined ? null : <span className={styles['mark']} data-colour={colour} aria-hidden />;
}
