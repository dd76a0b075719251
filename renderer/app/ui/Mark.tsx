// The colour of a connection, small and the same wherever its name stands.
import type { CSSProperties } from 'react';
import type { ColourView } from '../../../preload/views/connection-views';
import styles from './mark.module.css';

interface MarkProps {
  readonly colour: ColourView | undefined;
  readonly inList?: boolean;
}

/** Gives an element the colour as `--mark`. */
export const markOf = (colour: ColourView | '' | undefined) => ({
  'data-colour': colour,
  style: (colour ? { '--mark': `var(--mark-${colour})` } : {}) as CSSProperties,
});

/** Never read aloud, because the name beside it says the same. Without a colour only its place, where names stand below each other. */
export const Mark = ({ colour, inList = false }: MarkProps) =>
  colour === undefined && !inList ? null : <span className={styles['mark']} {...markOf(colour)} aria-hidden />;
