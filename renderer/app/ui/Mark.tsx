// The colour of a connection, small and the same wherever its name stands.
import type { ColourView } from '../../../preload/views/connection-views';
import styles from './mark.module.css';

/** Never read aloud, because the name beside it says the same. Without a colour only its place, where names stand below each other. */
export function Mark({
  colour,
  inList = false,
}: {
  readonly colour: ColourView | undefined;
  readonly inList?: boolean;
}) {
  return colour === undefined && !inList ? null : <span className={styles['mark']} data-colour={colour} aria-hidden />;
}
